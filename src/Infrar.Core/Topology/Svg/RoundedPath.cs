using System.Globalization;
using System.Text;

namespace Infrar.Core.Topology.Svg;

/// <summary>Writes right-angled ways as SVG paths with round corners.</summary>
internal static class RoundedPath
{
    private const int Radius = 5;

    internal static string Of(IReadOnlyList<(int X, int Y)> corners)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{corners[0].X} {corners[0].Y}");
        for (var i = 1; i < corners.Count - 1; i++)
        {
            var (before, at, after) = (corners[i - 1], corners[i], corners[i + 1]);
            var (x1, y1) = Toward(at, before);
            var (x2, y2) = Toward(at, after);
            path.Append(CultureInfo.InvariantCulture, $"L{x1} {y1}Q{at.X} {at.Y} {x2} {y2}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"L{corners[^1].X} {corners[^1].Y}").ToString();
    }

    private static (int X, int Y) Toward((int X, int Y) corner, (int X, int Y) other) =>
        (corner.X + (Math.Sign(other.X - corner.X) * Radius), corner.Y + (Math.Sign(other.Y - corner.Y) * Radius));
}
