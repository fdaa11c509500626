namespace Infrar.Core.Topology.Svg;

/// <summary>Finds right-angled ways for edges along the grid's lines, around nodes and titles.</summary>
/// <remarks>
/// Each edge is the cheapest way by length, bends and crossings, found with Dijkstra's algorithm over (point, direction).
/// Edges lie on one another only where all of them leave the same node or all enter the same node, so that a
/// drawn line never says something false. Edges that were routed first are not moved again.
/// </remarks>
internal sealed class EdgeRouter
{
    private const int StepCost = 2;
    private const int SharedStepCost = 1;
    private const int BendCost = 12;
    private const int CrossingCost = 10;
    private const int BorderCost = 6;
    private const int OffCenterCost = 1;
    private const int AgainstFlowCost = 4;
    private const int ForeignGroupCost = 3;

    private static readonly (int X, int Y)[] Directions = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _blocked;
    private readonly bool[] _borderX;
    private readonly bool[] _borderY;
    private readonly List<Box> _groups;
    private readonly bool[] _foreign;
    private readonly int[] _cost;
    private readonly int[] _cameFrom;
    private readonly Dictionary<int, List<(TopologyEdge Edge, int Axes)>> _taken = [];

    internal EdgeRouter(int width, int height, IEnumerable<Box> nodes, IEnumerable<Box> titles, IEnumerable<Box> groups)
    {
        (_columns, _rows) = ((width / Box.Step) + 1, (height / Box.Step) + 1);
        (_blocked, _borderX, _borderY) = (new bool[_columns * _rows], new bool[_columns], new bool[_rows]);
        foreach (var box in nodes.Concat(titles))
        {
            foreach (var point in Points(box))
            {
                _blocked[point] = true;
            }
        }

        _groups = [.. groups];
        _foreign = new bool[_columns * _rows];
        (_cost, _cameFrom) = (new int[_columns * _rows * 4], new int[_columns * _rows * 4]);
        foreach (var group in _groups)
        {
            _borderX[group.X / Box.Step] = _borderX[group.Right / Box.Step] = true;
            _borderY[group.Y / Box.Step] = _borderY[group.Bottom / Box.Step] = true;
        }
    }

    /// <summary>Corner points of an edge's way in pixels, from border to border.</summary>
    internal List<(int X, int Y)> Route(TopologyEdge edge, Box from, Box to)
    {
        // A line through a box that holds neither end would seem to have business there.
        Array.Clear(_foreign);
        foreach (var point in _groups.Where(g => !g.Overlaps(from) && !g.Overlaps(to)).SelectMany(Points))
        {
            _foreign[point] = true;
        }

        var way = Search(edge, from, to, strict: true) ?? Search(edge, from, to, strict: false);
        if (way is null)
        {
            return [(from.CenterX, from.Bottom), (to.CenterX, to.Y)];
        }

        Take(edge, way);
        return Corners(way);
    }

    private List<int>? Search(TopologyEdge edge, Box from, Box to, bool strict)
    {
        Array.Fill(_cost, int.MaxValue);
        var queue = new PriorityQueue<int, (int Cost, int State)>();
        void Offer(int state, int price, int previous)
        {
            if (price < _cost[state])
            {
                _cost[state] = price;
                _cameFrom[state] = previous;
                queue.Enqueue(state, (price, state));
            }
        }

        foreach (var (point, direction, offset) in Ports(from, leaving: true))
        {
            if (Enter(edge, point, direction, strict) is { } price)
            {
                Offer((point * 4) + direction, price + (offset * OffCenterCost), -1);
            }
        }

        // A port of the target is entered against the direction in which it would be left.
        var goals = Ports(to, leaving: false).ToDictionary(p => (p.Point, (p.Direction + 2) % 4), p => p.Offset);
        while (queue.TryDequeue(out var state, out var at))
        {
            if (state < 0)
            {
                return Trace(~state);
            }

            if (at.Cost > _cost[state])
            {
                continue;
            }

            var (point, heading) = (state / 4, state % 4);
            for (var direction = 0; direction < 4; direction++)
            {
                var bends = direction != heading;
                if (
                    (direction + 2) % 4 == heading
                    || (bends && (_cameFrom[state] == -1 || !MayBend(edge, point, strict)))
                )
                {
                    continue;
                }

                var next = Neighbour(point, direction);
                if (next < 0 || Enter(edge, next, direction, strict) is not { } price)
                {
                    continue;
                }

                var total = at.Cost + price + (bends ? BendCost : 0);
                var nextState = (next * 4) + direction;
                if (goals.TryGetValue((next, direction), out var offset))
                {
                    Offer(nextState, total + (offset * OffCenterCost), state);
                    queue.Enqueue(~nextState, (total + (offset * OffCenterCost), ~nextState));
                }
                else if (!_blocked[next])
                {
                    Offer(nextState, total, state);
                }
            }
        }

        return null;
    }

    /// <summary>Price of arriving at a point; null where the edge may not run.</summary>
    private int? Enter(TopologyEdge edge, int point, int direction, bool strict)
    {
        var axis = 1 << (direction % 2);
        var price = StepCost;
        var crossings = 0;
        if (_taken.TryGetValue(point, out var others))
        {
            foreach (var (other, axes) in others)
            {
                if (Joins(edge, other))
                {
                    price = (axes & axis) != 0 ? SharedStepCost : price;
                }
                else if ((axes & axis) != 0 && strict)
                {
                    return null;
                }
                else
                {
                    crossings = (axes & axis) != 0 ? 4 : Math.Max(crossings, 1);
                }
            }
        }

        var alongBorder = direction % 2 == 0 ? _borderY[point / _columns] : _borderX[point % _columns];
        return price
            + (crossings * CrossingCost)
            + (alongBorder ? BorderCost : 0)
            + (_foreign[point] ? ForeignGroupCost : 0);
    }

    private bool MayBend(TopologyEdge edge, int point, bool strict) =>
        !strict || !_taken.TryGetValue(point, out var others) || others.TrueForAll(o => Joins(edge, o.Edge));

    private static bool Joins(TopologyEdge edge, TopologyEdge other) =>
        edge.Kind == other.Kind && (edge.From == other.From || edge.To == other.To);

    /// <summary>Points of a border where an edge may begin or end, with the direction outward and a price: arrows go down, and to the middle.</summary>
    private IEnumerable<(int Point, int Direction, int Offset)> Ports(Box box, bool leaving)
    {
        for (var x = box.X + (2 * Box.Step); x <= box.Right - (2 * Box.Step); x += Box.Step)
        {
            var offset = Math.Abs(x - box.CenterX) / Box.Step;
            yield return (PointAt(x, box.Bottom), 1, offset + (leaving ? 0 : AgainstFlowCost));
            yield return (PointAt(x, box.Y), 3, offset + (leaving ? AgainstFlowCost : 0));
        }

        for (var y = box.Y + Box.Step; y <= box.Bottom - Box.Step; y += Box.Step)
        {
            var offset = Math.Abs(y - box.CenterY) / Box.Step;
            yield return (PointAt(box.Right, y), 0, offset);
            yield return (PointAt(box.X, y), 2, offset);
        }
    }

    private void Take(TopologyEdge edge, List<int> way)
    {
        for (var i = 0; i < way.Count; i++)
        {
            var axes = 0;
            foreach (var neighbour in new[] { i - 1, i + 1 }.Where(n => n >= 0 && n < way.Count))
            {
                axes |= way[neighbour] / _columns == way[i] / _columns ? 1 : 2;
            }

            if (!_taken.TryGetValue(way[i], out var others))
            {
                _taken[way[i]] = others = [];
            }

            others.Add((edge, axes));
        }
    }

    private List<int> Trace(int state)
    {
        var way = new List<int>();
        for (var at = state; at != -1; at = _cameFrom[at])
        {
            way.Add(at / 4);
        }

        way.Reverse();
        return way;
    }

    private List<(int X, int Y)> Corners(List<int> way)
    {
        var corners = new List<(int X, int Y)>();
        for (var i = 0; i < way.Count; i++)
        {
            var straight = i > 0 && i < way.Count - 1 && way[i] - way[i - 1] == way[i + 1] - way[i];
            if (!straight)
            {
                corners.Add((way[i] % _columns * Box.Step, way[i] / _columns * Box.Step));
            }
        }

        return corners;
    }

    private IEnumerable<int> Points(Box box)
    {
        for (var y = Math.Max(0, box.Y); y <= box.Bottom; y += Box.Step)
        {
            for (var x = Math.Max(0, box.X); x <= box.Right; x += Box.Step)
            {
                yield return PointAt(x, y);
            }
        }
    }

    private int PointAt(int x, int y) =>
        (Math.Min(y / Box.Step, _rows - 1) * _columns) + Math.Min(x / Box.Step, _columns - 1);

    private int Neighbour(int point, int direction)
    {
        var (x, y) = ((point % _columns) + Directions[direction].X, (point / _columns) + Directions[direction].Y);
        return x < 0 || y < 0 || x >= _columns || y >= _rows ? -1 : (y * _columns) + x;
    }
}
