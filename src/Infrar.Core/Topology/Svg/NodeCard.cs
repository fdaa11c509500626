using System.Collections.Immutable;

namespace Infrar.Core.Topology.Svg;

/// <summary>The lines of text that a node shows.</summary>
/// <param name="Label">First line.</param>
/// <param name="Lines">What it runs on, its size, its sidecars.</param>
internal sealed record NodeCard(string Label, ImmutableArray<string> Lines)
{
    internal const double LabelSize = 12;
    internal const double LineSize = 11;

    /// <summary>Left edge of the text, after the coloured mark.</summary>
    internal const int Indent = 14;

    private const int Narrowest = 140;
    private const int Widest = 220;

    internal static NodeCard Of(TopologyNode node) =>
        new(
            node.Label,
            [
                .. node.Detail.Split(TopologyText.Separator).Where(l => l is not ""),
                .. node.Sidecars.IsEmpty ? [] : new[] { $"with {string.Join(", ", node.Sidecars)}" },
            ]
        );

    /// <summary>Width that every card of a drawing gets: equal cards read as rows and columns.</summary>
    internal static int WidthFor(IEnumerable<NodeCard> cards) =>
        Box.Up(
            Math.Clamp(
                cards
                    .Select(c =>
                        c.Lines.Select(l => TextWidth.Of(l, LineSize)).Append(TextWidth.Of(c.Label, LabelSize)).Max()
                    )
                    .DefaultIfEmpty(0)
                    .Max()
                    + Indent
                    + 10,
                Narrowest,
                Widest
            ),
            2 * Box.Step
        );

    /// <summary>Height, pixels: one line for the label and 15 for each other, so that the middle of a side is on the grid.</summary>
    internal int Height => Box.Up(26 + (15 * Lines.Length), 2 * Box.Step);
}
