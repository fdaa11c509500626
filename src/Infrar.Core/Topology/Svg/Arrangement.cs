namespace Infrar.Core.Topology.Svg;

/// <summary>Where every node and group stands: nested boxes that never overlap, because each is laid out as one block.</summary>
/// <remarks>
/// A group arranges its children by what they are: at the top and inside providers and regions the largest box stands
/// left and the rest in columns beside it; what leads into a region's network stands above it; everything else is rows.
/// </remarks>
internal sealed class Arrangement
{
    private const int Side = 20;
    private const int Head = 40;
    private const int RowGap = 50;
    private const int ColumnGap = 40;
    private const int StackGap = 30;
    private const int BesideGap = 60;
    private const int MostInRow = 4;

    private readonly SystemTopology _topology;
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeCard> _cards;
    private readonly int _cardWidth;

    internal Arrangement(SystemTopology topology)
    {
        _topology = topology;
        _cards = topology.Nodes.ToDictionary(n => n.Id, NodeCard.Of, StringComparer.Ordinal);
        _cardWidth = NodeCard.WidthFor(_cards.Values);
        foreach (var node in topology.Nodes)
        {
            _parents[node.Id] = node.Group;
        }

        foreach (var group in topology.Groups)
        {
            _parents[group.Id] = group.Parent;
        }

        var top = Children("");
        var outside = top.Where(IsNode).Where(n => KindOf(n) is "users" or "internet").ToList();
        var inside = Beside([.. top.Except(outside)], atTop: true);
        var head = outside.Count == 0 ? 0 : outside.Max(n => _cards[n].Height) + RowGap;
        Place(inside, 0, head);
        Width = inside.Width;
        Height = inside.Height + head;
        PlaceOutside(outside);
    }

    internal Dictionary<string, Box> Nodes { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Box> Groups { get; } = new(StringComparer.Ordinal);

    internal int Width { get; private set; }

    internal int Height { get; }

    internal NodeCard CardOf(TopologyNode node) => _cards[node.Id];

    /// <summary>Something of a size, made of smaller ones at places relative to it.</summary>
    private sealed record Block(string Id, int Width, int Height, IReadOnlyList<(Block Inner, int X, int Y)> Parts)
    {
        internal bool IsGroup => Id is not "" && Parts.Count > 0;
    }

    /// <summary>The internet stands over the way in, so that requests fall straight; its users left of it.</summary>
    private void PlaceOutside(List<string> outside)
    {
        if (outside.Count == 0)
        {
            return;
        }

        var entry = _topology
            .Edges.Where(e => outside.Contains(e.From) && Nodes.ContainsKey(e.To))
            .OrderBy(e => KindOf(e.To) is "static-site")
            .FirstOrDefault();
        var x = (entry is null ? Width / 2 : Nodes[entry.To].CenterX) - (_cardWidth / 2);
        x = Math.Max(x, (outside.Count - 1) * (_cardWidth + BesideGap));
        foreach (var node in outside.AsEnumerable().Reverse())
        {
            Nodes[node] = new(x, 0, _cardWidth, _cards[node].Height);
            x -= _cardWidth + BesideGap;
        }

        Width = Math.Max(Width, Nodes.Values.Max(n => n.Right));
    }

    private void Place(Block block, int x, int y)
    {
        if (block.Id is not "")
        {
            (IsNode(block.Id) ? Nodes : Groups)[block.Id] = new(x, y, block.Width, block.Height);
        }

        foreach (var (inner, dx, dy) in block.Parts)
        {
            Place(inner, x + dx, y + dy);
        }
    }

    private Block BlockOf(string id)
    {
        if (_cards.TryGetValue(id, out var card))
        {
            return new(id, _cardWidth, card.Height, []);
        }

        var children = Children(id);
        var content = KindOfGroup(id) switch
        {
            "provider" => children.Exists(c => !IsNode(c)) ? Beside(children) : Rows(children),
            "region" => children.Exists(c => !IsNode(c)) ? Region(children) : Rows(children),
            _ => Rows(children),
        };
        var label = TextWidth.Of(_topology.Groups.First(g => g.Id == id).Label, NodeCard.LabelSize);
        var width = Math.Max(content.Width + (2 * Side), Box.Up(label + 30, 2 * Box.Step));
        return new(id, width, content.Height + Head + Side, [(content, Middle(width, content.Width), Head)]);
    }

    /// <summary>A region with a network: what leads into it above, what it calls in columns to its right.</summary>
    private Block Region(List<string> children)
    {
        var boxes = children.Where(c => !IsNode(c)).ToList();
        var edges = Lifted(children);
        var before = children.Where(c => IsNode(c) && edges.Any(e => e.From == c && boxes.Contains(e.To))).ToList();
        return Beside([.. boxes, .. children.Except(boxes).Except(before)], before);
    }

    /// <summary>The largest child left, the others in columns no taller than it.</summary>
    private Block Beside(List<string> children, List<string>? before = null, bool atTop = false)
    {
        if (children.Count == 0)
        {
            return new("", 0, 0, []);
        }

        var ordered = children.OrderByDescending(NodesIn).ToList();
        var main = BlockOf(ordered[0]);
        if (before is { Count: > 0 })
        {
            main = Stack(
                [
                    [.. before.Select(BlockOf)],
                    [main],
                ],
                30
            );
        }

        var columns = new List<List<Block>> { new() };
        foreach (var block in ordered.Skip(1).OrderBy(c => IsNode(c)).Select(BlockOf))
        {
            var column = columns[^1];
            if (column.Count > 0 && column.Sum(b => b.Height + StackGap) + block.Height > main.Height)
            {
                columns.Add(column = []);
            }

            column.Add(block);
        }

        var parts = new List<(Block, int, int)> { (main, 0, 0) };
        var (x, height) = (main.Width, main.Height);
        foreach (var column in columns.Where(c => c.Count > 0))
        {
            x += BesideGap;
            var (tall, wide) = (column.Sum(b => b.Height) + (StackGap * (column.Count - 1)), column.Max(b => b.Width));
            var y = atTop ? 0 : Math.Max(0, Middle(main.Height, tall));
            foreach (var block in column)
            {
                parts.Add((block, x + Middle(wide, block.Width), y));
                y += block.Height + StackGap;
            }

            (x, height) = (x + wide, Math.Max(height, tall));
        }

        return new("", x, height, parts);
    }

    private Block Rows(List<string> children)
    {
        var edges = Lifted(children);
        var rows = Ranking.Rows(children, edges, IsStore);

        // A public tier stands above a private one even where nothing in it leads there.
        if (children.Exists(c => KindOfGroup(c) is "public-tier"))
        {
            rows =
            [
                .. rows.SelectMany(r => r)
                    .OrderBy(c => KindOfGroup(c) is not "public-tier")
                    .Select(c => new List<string> { c }),
            ];
        }

        return Stack([.. rows.SelectMany(r => r.Chunk(MostInRow)).Select(r => r.Select(BlockOf).ToList())], RowGap);
    }

    private static Block Stack(IReadOnlyList<IReadOnlyList<Block>> rows, int gap)
    {
        int WidthOf(IReadOnlyList<Block> row) => row.Sum(b => b.Width) + (ColumnGap * (row.Count - 1));
        var width = rows.Select(WidthOf).DefaultIfEmpty(0).Max();
        var parts = new List<(Block, int, int)>();
        var y = 0;
        foreach (var row in rows)
        {
            var (x, height) = (Middle(width, WidthOf(row)), row.Max(b => b.Height));
            foreach (var block in row.Count == 1 && row[0].IsGroup ? [Widened(row[0], width)] : row)
            {
                parts.Add((block, row.Count == 1 && block.IsGroup ? 0 : x, y));
                x += block.Width + ColumnGap;
            }

            y += height + gap;
        }

        return new("", width, Math.Max(0, y - gap), parts);
    }

    /// <summary>Boxes that stand on one another are equally wide.</summary>
    private static Block Widened(Block block, int width)
    {
        var shift = Middle(width, block.Width);
        return block with { Width = width, Parts = [.. block.Parts.Select(p => (p.Inner, p.X + shift, p.Y))] };
    }

    /// <summary>Edges between the children of one group, each end raised to the child that holds it.</summary>
    private List<(string From, string To)> Lifted(List<string> children)
    {
        var known = children.ToHashSet(StringComparer.Ordinal);
        string? Holder(string id)
        {
            while (!known.Contains(id))
            {
                if (_parents.GetValueOrDefault(id) is not { Length: > 0 } parent)
                {
                    return null;
                }

                id = parent;
            }

            return id;
        }

        return
        [
            .. _topology
                .Edges.Select(e => (From: Holder(e.From), To: Holder(e.To)))
                .SelectMany(e => e is ({ } from, { } to) && from != to ? new[] { (from, to) } : [])
                .Distinct(),
        ];
    }

    private List<string> Children(string group) =>
        [
            .. _topology.Nodes.Where(n => n.Group == group).Select(n => n.Id),
            .. _topology.Groups.Where(g => g.Parent == group).Select(g => g.Id),
        ];

    private int NodesIn(string id) => IsNode(id) ? 0 : 1 + Children(id).Sum(c => IsNode(c) ? 1 : NodesIn(c));

    private bool IsNode(string id) => _cards.ContainsKey(id);

    private bool IsStore(string id) =>
        KindOf(id) is "postgresql" or "redis" or "object-store" or "secrets" or "container-registry";

    private string KindOf(string id) => _topology.Nodes.FirstOrDefault(n => n.Id == id)?.Kind ?? "";

    private string KindOfGroup(string id) => _topology.Groups.FirstOrDefault(g => g.Id == id)?.Kind ?? "";

    private static int Middle(int whole, int part) => (whole - part) / 2 / Box.Step * Box.Step;
}
