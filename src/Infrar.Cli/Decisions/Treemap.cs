using System.Collections.Immutable;

namespace Infrar.Cli.Decisions;

/// <summary>Cuts a rectangle into tiles of given areas that are as square as may be (Bruls, Huizing, van Wijk, 2000).</summary>
internal static class Treemap
{
    /// <summary>A tile, in the units of the rectangle.</summary>
    internal readonly record struct Tile(double X, double Y, double Width, double Height)
    {
        /// <summary>What it covers.</summary>
        public double Area => Width * Height;
    }

    /// <summary>Tiles in the order of their weights; together they fill the rectangle and none overlaps another.</summary>
    /// <param name="weights">Above zero, falling: the layout is best when the largest come first.</param>
    /// <param name="width">Width of the rectangle.</param>
    /// <param name="height">Height of the rectangle.</param>
    public static ImmutableArray<Tile> Of(IReadOnlyList<double> weights, double width, double height)
    {
        var scale = width * height / weights.Sum();
        var areas = weights.Select(w => w * scale).ToArray();
        var tiles = ImmutableArray.CreateBuilder<Tile>(areas.Length);
        var free = new Tile(0, 0, width, height);
        for (var first = 0; first < areas.Length; )
        {
            var side = Math.Min(free.Width, free.Height);
            var last = first + 1;
            while (last < areas.Length && Worst(areas, first, last + 1, side) <= Worst(areas, first, last, side))
            {
                last++;
            }

            free = Lay(areas[first..last], free, tiles);
            first = last;
        }

        return tiles.DrainToImmutable();
    }

    /// <summary>Lays one row along the shorter side; what is left over is free for the next.</summary>
    private static Tile Lay(double[] row, Tile free, ImmutableArray<Tile>.Builder tiles)
    {
        var sum = row.Sum();
        var isColumn = free.Width >= free.Height;
        var thickness = isColumn ? sum / free.Height : sum / free.Width;
        var along = isColumn ? free.Y : free.X;
        foreach (var area in row)
        {
            var length = area / thickness;
            tiles.Add(isColumn ? new(free.X, along, thickness, length) : new Tile(along, free.Y, length, thickness));
            along += length;
        }

        return isColumn
            ? new(free.X + thickness, free.Y, free.Width - thickness, free.Height)
            : new Tile(free.X, free.Y + thickness, free.Width, free.Height - thickness);
    }

    /// <summary>The greatest ratio of sides in a row of those areas along a side of that length.</summary>
    private static double Worst(double[] areas, int first, int end, double side)
    {
        var row = areas.AsSpan(first, end - first);
        double sum = 0;
        foreach (var area in row)
        {
            sum += area;
        }

        // The areas fall, so the ends of the row have the extreme ratios.
        var square = sum * sum;
        return Math.Max(side * side * row[0] / square, square / (side * side * row[^1]));
    }
}
