using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Infrar.Core.Topology;

namespace Infrar.Core.Tests.Topology;

public sealed class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Gen<string> Label = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 60],
        OneOf("<script>", "a & b", "Größe · 日本語のサービス", "\u0001\uFFFF\ud83d\ude80", "]]>", "")
    );

    /// <summary>Topologies of up to twenty nodes in nested boxes, with edges in any direction.</summary>
    private static readonly Gen<SystemTopology> Topologies =
        from title in Label
        from parents in Gen.Int[0, 6].Array[0, 6]
        from nodes in Gen.Select(
            Label,
            Gen.Int[0, 6],
            OneOf("service", "postgresql", "secrets", "users", "firewall")
        ).Array[1, 20]
        from edges in Gen.Select(Gen.Int[0, 19], Gen.Int[0, 19], OneOf("", "HTTP 8080")).Array[0, 30]
        let groups = parents
            .Select(
                (parent, i) =>
                    new TopologyGroup($"g{i}", $"group {i}", parent < i ? $"g{parent}" : "") { Kind = Kinds[i % 5] }
            )
            .ToList()
        select new SystemTopology(
            title,
            [.. groups.Where(g => HoldsNode(g.Id, groups, nodes.Select(n => n.Item2)))],
            [
                .. nodes.Select(
                    (n, i) =>
                        new TopologyNode(
                            $"n{i}",
                            n.Item1,
                            "one · two",
                            n.Item3,
                            n.Item2 < groups.Count ? $"g{n.Item2}" : ""
                        )
                ),
            ],
            [
                .. edges
                    .Where(e => e.Item1 < nodes.Length && e.Item2 < nodes.Length)
                    .Select(e => new TopologyEdge($"n{e.Item1}", $"n{e.Item2}", e.Item3)),
            ]
        );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string[] Kinds => ["provider", "region", "network", "public-tier", "private-tier"];

    [Fact]
    public void Cards_never_overlap_and_stand_inside_the_drawing() =>
        Topologies.Sample(
            topology =>
            {
                var drawing = XDocument.Parse(SvgWriter.Write(topology)).Root!;
                var cards = Rectangles(drawing, "card").ToList();
                var (width, height) = (Number(drawing, "width"), Number(drawing, "height"));

                Assert.Equal(topology.Nodes.Length, cards.Count);
                for (var i = 0; i < cards.Count; i++)
                {
                    Assert.True(
                        cards[i].Left >= 0 && cards[i].Top >= 0 && cards[i].Right <= width && cards[i].Bottom <= height
                    );
                    Assert.DoesNotContain(cards.Skip(i + 1), c => Overlap(cards[i], c));
                }
            },
            iter: 200
        );

    [Fact]
    public void No_edge_runs_through_a_card()
    {
        var drawing = XDocument.Parse(SvgWriter.Write(SystemTopology.Of(ProductionPlacement.Infrar))).Root!;
        var cards = Rectangles(drawing, "card").ToList();
        var edges = drawing
            .Elements(Svg + "path")
            .Where(p => p.Element(Svg + "title") is not null)
            .Select(p => Points(p.Attribute("d")!.Value))
            .ToList();

        Assert.Equal(SystemTopology.Of(ProductionPlacement.Infrar).Edges.Length, edges.Count);
        foreach (var (from, to) in edges.SelectMany(e => e.Zip(e.Skip(1))))
        {
            Assert.DoesNotContain(
                cards,
                c =>
                    Overlap(
                        (c.Left + 1, c.Top + 1, c.Right - 1, c.Bottom - 1),
                        (
                            Math.Min(from.X, to.X),
                            Math.Min(from.Y, to.Y),
                            Math.Max(from.X, to.X) + 0.1,
                            Math.Max(from.Y, to.Y) + 0.1
                        )
                    )
            );
        }
    }

    [Fact]
    public void A_drawing_speaks_its_title_and_its_connections()
    {
        var drawing = XDocument.Parse(SvgWriter.Write(SystemTopology.Of(ProductionPlacement.Infrar))).Root!;

        Assert.Equal("img", drawing.Attribute("role")?.Value);
        Assert.Equal("infrar · production · Cloudflare Pages and AWS", drawing.Element(Svg + "title")?.Value);
        Assert.Contains("Platform API to PostgreSQL.", drawing.Element(Svg + "desc")?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_label_is_cut_where_its_card_ends_and_kept_whole_in_its_title()
    {
        var label = string.Concat(Enumerable.Repeat("immeasurably ", 10)).Trim();
        var drawing = XDocument.Parse(SvgWriter.Write(new("t", [], [new("a", label, "", "service", "")], []))).Root!;
        var node = drawing.Element(Svg + "g")!;

        Assert.Equal(label, node.Element(Svg + "title")?.Value);
        Assert.EndsWith("…", node.Element(Svg + "text")?.Value, StringComparison.Ordinal);
    }

    private static bool HoldsNode(string group, List<TopologyGroup> groups, IEnumerable<int> nodes) =>
        nodes.Any(n =>
        {
            for (var id = $"g{n}"; groups.Find(g => g.Id == id) is { } at; id = at.Parent)
            {
                if (id == group)
                {
                    return true;
                }
            }

            return false;
        });

    private static IEnumerable<(double Left, double Top, double Right, double Bottom)> Rectangles(
        XElement drawing,
        string style
    ) =>
        drawing
            .Descendants(Svg + "rect")
            .Where(r => r.Attribute("class")?.Value == style)
            .Select(r =>
                (
                    Number(r, "x"),
                    Number(r, "y"),
                    Number(r, "x") + Number(r, "width"),
                    Number(r, "y") + Number(r, "height")
                )
            );

    private static bool Overlap(
        (double Left, double Top, double Right, double Bottom) a,
        (double Left, double Top, double Right, double Bottom) b
    ) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static List<(double X, double Y)> Points(string path)
    {
        var numbers = path.Split(['M', 'L', 'Q', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(n => double.Parse(n, CultureInfo.InvariantCulture))
            .ToList();
        return [.. numbers.Chunk(2).Select(p => (p[0], p[1]))];
    }
}
