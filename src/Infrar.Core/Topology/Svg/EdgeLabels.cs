namespace Infrar.Core.Topology.Svg;

/// <summary>Finds places for the labels of edges, where they cover no node, no title, no other edge and no other label.</summary>
internal sealed class EdgeLabels(IEnumerable<Box> obstacles, IReadOnlyList<EdgeLabels.Way> ways)
{
    internal const double Size = 10.5;
    private const int Height = 12;

    /// <summary>Where along an upright line a label may stand, from its end.</summary>
    private static readonly double[] Shares = [0.5, 0.25, 0.75, 0.12, 0.88];

    private readonly List<Box> _taken = [.. obstacles];

    /// <summary>An edge with the corners of its way.</summary>
    internal sealed record Way(TopologyEdge Edge, IReadOnlyList<(int X, int Y)> Corners);

    /// <summary>Where a label stands: the middle of its baseline, or its beginning beside an upright line.</summary>
    internal sealed record Place(string Text, double X, double Y, string Anchor);

    /// <summary>The place of an edge's label, nearest to where the edge ends; null where there is no room.</summary>
    internal Place? Find(Way way)
    {
        var width = (int)Math.Ceiling(TextWidth.Of(way.Edge.Label, Size));
        for (var i = way.Corners.Count - 2; i >= 0; i--)
        {
            var (a, b) = (way.Corners[i], way.Corners[i + 1]);
            foreach (var (box, place) in Candidates(way.Edge.Label, a, b, width))
            {
                if (!_taken.Exists(t => t.Overlaps(Room(box))) && !ways.Any(w => Crosses(w, box)))
                {
                    _taken.Add(box);
                    return place;
                }
            }
        }

        return null;
    }

    private static IEnumerable<(Box, Place)> Candidates(string text, (int X, int Y) a, (int X, int Y) b, int width)
    {
        if (a.Y == b.Y && Math.Abs(a.X - b.X) >= width + 20)
        {
            var x = (a.X + b.X) / 2;
            yield return (new(x - (width / 2), a.Y - 16, width, Height), new(text, x, a.Y - 5, "middle"));
            yield return (new(x - (width / 2), a.Y + 4, width, Height), new(text, x, a.Y + 14, "middle"));
        }

        if (a.X == b.X && Math.Abs(a.Y - b.Y) >= Height + 10)
        {
            foreach (var share in Shares)
            {
                var y = (int)(b.Y + ((a.Y - b.Y) * share));
                yield return (new(a.X + 6, y - 7, width, Height), new(text, a.X + 6, y + 3, "start"));
                yield return (new(a.X - 6 - width, y - 7, width, Height), new(text, a.X - 6, y + 3, "end"));
            }
        }
    }

    private static Box Room(Box box) => new(box.X - 3, box.Y - 4, box.Width + 6, box.Height + 8);

    private static bool Crosses(Way way, Box box) =>
        way
            .Corners.Zip(way.Corners.Skip(1))
            .Any(s =>
                new Box(
                    Math.Min(s.First.X, s.Second.X) - 1,
                    Math.Min(s.First.Y, s.Second.Y) - 1,
                    Math.Abs(s.First.X - s.Second.X) + 2,
                    Math.Abs(s.First.Y - s.Second.Y) + 2
                ).Overlaps(box)
            );
}
