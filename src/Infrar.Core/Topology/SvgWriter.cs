using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infrar.Core.Topology.Svg;

namespace Infrar.Core.Topology;

/// <summary>Draws a topology as a self-contained SVG: nested boxes, right-angled edges, light and dark, readable aloud.</summary>
public static class SvgWriter
{
    private const int Margin = 30;
    private const int TitleHeight = 80;
    private const int LegendHeight = 50;
    private const int LeastWidth = 480;

    /// <summary>The drawing, ready to stand in a file or inside a page.</summary>
    public static string Write(SystemTopology topology) => Write(topology, []);

    /// <summary>The drawing with findings marked on their nodes.</summary>
    /// <param name="topology">What to draw.</param>
    /// <param name="marks">At most one for each node.</param>
    public static string Write(SystemTopology topology, ImmutableArray<NodeMark> marks)
    {
        var layout = Layout(topology);
        var svg = new StringBuilder();
        var (width, height) = (layout.Width, layout.Height);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="infrar-topology" role="img" aria-labelledby="infrar-topology-title infrar-topology-desc" viewBox="0 0 {width} {height}" width="{width}" height="{height}">"""
        );
        svg.Append('\n');
        svg.Append($"<title id=\"infrar-topology-title\">{XmlText.Escaped(topology.Title)}</title>\n");
        svg.Append($"<desc id=\"infrar-topology-desc\">{XmlText.Escaped(Description(topology))}</desc>\n");
        svg.Append("<style>\n")
            .Append(SvgTheme.Css)
            .Append(marks.IsEmpty ? "" : NodeMarkDrawing.Css)
            .Append("</style>\n");
        svg.Append(
            """<defs><marker id="infrar-topology-tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 .5 7.5 4 0 7.5z"/></marker></defs>"""
        );
        svg.Append('\n');
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="canvas" width="{width}" height="{height}" rx="8"/>"""
        );
        svg.Append('\n');
        WriteTitle(svg, topology, width);
        foreach (var group in topology.Groups)
        {
            WriteGroup(svg, group, layout.Groups[group.Id]);
        }

        foreach (var way in layout.Ways)
        {
            WriteEdge(svg, topology, way);
        }

        foreach (var node in topology.Nodes)
        {
            WriteNode(
                svg,
                node,
                layout.Cards(node),
                layout.Nodes[node.Id],
                marks.FirstOrDefault(m => m.Node == node.Id)
            );
        }

        foreach (var label in layout.Labels)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<text class="edge-label" x="{label.X}" y="{label.Y}" text-anchor="{label.Anchor}">{XmlText.Escaped(label.Text)}</text>"""
            );
            svg.Append('\n');
        }

        WriteLegend(svg, topology, height - LegendHeight + 10);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Everything with its place.</summary>
    internal sealed record Drawing(
        int Width,
        int Height,
        Dictionary<string, Box> Nodes,
        Dictionary<string, Box> Groups,
        IReadOnlyList<EdgeLabels.Way> Ways,
        IReadOnlyList<EdgeLabels.Place> Labels,
        Func<TopologyNode, NodeCard> Cards
    );

    internal static Drawing Layout(SystemTopology topology)
    {
        var arrangement = new Arrangement(topology);
        var width = Box.Up(Math.Max(arrangement.Width + (2 * Margin), LeastWidth));
        var left = (width - arrangement.Width) / 2 / Box.Step * Box.Step;
        var nodes = arrangement.Nodes.ToDictionary(n => n.Key, n => n.Value.Moved(left, TitleHeight));
        var groups = arrangement.Groups.ToDictionary(g => g.Key, g => g.Value.Moved(left, TitleHeight));
        var height = TitleHeight + arrangement.Height + Margin + LegendHeight;
        var titles = topology
            .Groups.Select(g => TitleOf(g, groups[g.Id]))
            .Append(new(0, 0, width, TitleHeight - (2 * Box.Step)))
            .Append(new(0, height - LegendHeight, width, LegendHeight))
            .ToList();

        var router = new EdgeRouter(width, height, nodes.Values, titles, groups.Values);
        var ways = topology
            .Edges.Select((edge, index) => (Edge: edge, Index: index))
            .Where(e => e.Edge.From != e.Edge.To)
            .OrderBy(e => IsEntry(topology, e.Edge) ? 0 : 1)
            .ThenBy(e => Distance(nodes[e.Edge.From], nodes[e.Edge.To]))
            .ThenBy(e => e.Index)
            .Select(e => new EdgeLabels.Way(e.Edge, router.Route(e.Edge, nodes[e.Edge.From], nodes[e.Edge.To])))
            .ToList();

        var labels = new EdgeLabels(nodes.Values.Concat(titles), ways);
        var places = ways.Where(w => w.Edge.Label is not "" && IsTelling(topology, w.Edge))
            .DistinctBy(w => (w.Edge.To, w.Edge.Label))
            .Select(labels.Find)
            .OfType<EdgeLabels.Place>()
            .ToList();
        return new(width, height, nodes, groups, ways, places, arrangement.CardOf);
    }

    /// <summary>Room that a group's label takes at its upper left.</summary>
    internal static Box TitleOf(TopologyGroup group, Box box) =>
        new(box.X + 10, box.Y + 10, Box.Up(TextWidth.Of(group.Label, NodeCard.LabelSize)) + 10, 20);

    /// <summary>The way in from outside is laid first, so that it is straight.</summary>
    private static bool IsEntry(SystemTopology topology, TopologyEdge edge) =>
        topology.Nodes.First(n => n.Id == edge.From).Kind is "users" or "internet" or "firewall" or "load-balancer";

    /// <summary>That stores and sites speak HTTPS is no news; their edges say it when asked.</summary>
    private static bool IsTelling(SystemTopology topology, TopologyEdge edge) =>
        topology.Nodes.First(n => n.Id == edge.To).Kind
            is not ("object-store" or "secrets" or "container-registry" or "static-site");

    private static int Distance(Box a, Box b) => Math.Abs(a.CenterX - b.CenterX) + Math.Abs(a.CenterY - b.CenterY);

    private static string Description(SystemTopology topology)
    {
        var labels = topology.Nodes.ToDictionary(n => n.Id, n => n.Label, StringComparer.Ordinal);
        return string.Join(' ', topology.Edges.Select(e => $"{labels[e.From]} to {labels[e.To]}."));
    }

    private static void WriteTitle(StringBuilder svg, SystemTopology topology, int width)
    {
        var parts = topology.Title.Split(TopologyText.Separator, 3);
        var title = TextWidth.Fit(string.Join(TopologyText.Separator, parts.Take(2)), 16, width - (2 * Margin));
        var subtitle = TextWidth.Fit(parts.Length > 2 ? parts[2] : "", 12, width - (2 * Margin));
        svg.Append($"<text class=\"title\" x=\"{Margin}\" y=\"36\">{XmlText.Escaped(title)}</text>\n");
        svg.Append($"<text class=\"subtitle\" x=\"{Margin}\" y=\"54\">{XmlText.Escaped(subtitle)}</text>\n");
    }

    private static void WriteGroup(StringBuilder svg, TopologyGroup group, Box box)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="{XmlText.Escaped(group.Kind)}" x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}" rx="8"/>"""
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text class="box-label" x="{box.X + 14}" y="{box.Y + 24}">{XmlText.Escaped(group.Label)}</text>"""
        );
        svg.Append('\n');
    }

    private static void WriteNode(StringBuilder svg, TopologyNode node, NodeCard card, Box box, NodeMark? mark)
    {
        var room = box.Width - NodeCard.Indent - 8;
        string[] words = [card.Label, .. card.Lines, .. mark is null ? [] : new[] { NodeMarkDrawing.Spoken(mark) }];
        var spoken = string.Join(", ", words);
        var top = box.Y + ((box.Height - (16 + (15 * card.Lines.Length))) / 2);
        svg.Append($"<g><title>{XmlText.Escaped(spoken)}</title>");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect class="card" x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}" rx="6"/><rect x="{box.X}" y="{box.Y + 8}" width="3" height="{box.Height - 16}" rx="1.5" fill="var(--{SvgTheme.FamilyOf(node.Kind).Color})"/>"""
        );
        var y = top + 12;
        WriteLine(svg, "name", box.X, y, TextWidth.Fit(card.Label, NodeCard.LabelSize, room));
        foreach (var line in card.Lines)
        {
            WriteLine(svg, "line", box.X, y += 15, TextWidth.Fit(line, NodeCard.LineSize, room));
        }

        svg.Append(mark is null ? "" : NodeMarkDrawing.Of(mark, box)).Append("</g>\n");
    }

    private static void WriteLine(StringBuilder svg, string style, int x, int y, string text) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text class="{style}" x="{x + NodeCard.Indent}" y="{y}">{XmlText.Escaped(text)}</text>"""
        );

    private static void WriteEdge(StringBuilder svg, SystemTopology topology, EdgeLabels.Way way)
    {
        var (from, to) = (
            topology.Nodes.First(n => n.Id == way.Edge.From).Label,
            topology.Nodes.First(n => n.Id == way.Edge.To).Label
        );
        var spoken = way.Edge.Label is "" ? $"{from} to {to}" : $"{from} to {to}, {way.Edge.Label}";
        svg.Append(
            $"<path class=\"edge {XmlText.Escaped(way.Edge.Kind)}\" marker-end=\"url(#infrar-topology-tip)\" d=\""
        );
        svg.Append(RoundedPath.Of(way.Corners)).Append($"\"><title>{XmlText.Escaped(spoken)}</title></path>\n");
    }

    private static void WriteLegend(StringBuilder svg, SystemTopology topology, int y)
    {
        double x = Margin;
        foreach (
            var (color, word) in topology
                .Nodes.Select(n => SvgTheme.FamilyOf(n.Kind))
                .Where(f => f.Word is not "")
                .Distinct()
                .OrderBy(f => f.Word, StringComparer.Ordinal)
        )
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="{x:0.#}" y="{y}" width="3" height="12" rx="1.5" fill="var(--{color})"/><text class="line" x="{x + 9:0.#}" y="{y + 10}">{word}</text>"""
            );
            x += TextWidth.Of(word, NodeCard.LineSize) + 26;
        }

        foreach (var kind in topology.Edges.Select(e => e.Kind).Distinct().Order(StringComparer.Ordinal))
        {
            var word = kind switch
            {
                "call" => "Opens connections to",
                "replication" => "Replicates to",
                "outbound" => "Way out",
                _ => kind,
            };
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path class="edge {XmlText.Escaped(kind)}" d="M{x:0.#} {y + 6}h26" marker-end="url(#infrar-topology-tip)"/><text class="line" x="{x + 34:0.#}" y="{y + 10}">{XmlText.Escaped(word)}</text>"""
            );
            x += TextWidth.Of(word, NodeCard.LineSize) + 52;
        }

        svg.Append('\n');
    }
}
