namespace Infrar.Core.Topology.Svg;

/// <summary>A rectangle on the drawing's grid; every figure is a multiple of <see cref="Step"/> pixels.</summary>
internal readonly record struct Box(int X, int Y, int Width, int Height)
{
    /// <summary>Distance of grid lines, pixels. Boxes and edges lie on them, so parallel edges never come closer.</summary>
    internal const int Step = 10;

    internal int Right => X + Width;

    internal int Bottom => Y + Height;

    internal int CenterX => X + (Width / 2);

    internal int CenterY => Y + (Height / 2);

    internal Box Moved(int dx, int dy) => this with { X = X + dx, Y = Y + dy };

    internal bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Pixels rounded up to the grid.</summary>
    internal static int Up(double pixels, int step = Step) => (int)Math.Ceiling(pixels / step) * step;
}
