namespace Infrar.Core.Topology.Svg;

/// <summary>Rows of things that point at each other: arrows go down, and rows are ordered so that few of them cross.</summary>
/// <remarks>
/// 1. Break circles: an arrow back to something that is being followed does not count.
/// 2. A thing's row is the longest way to it.
/// 3. What nothing points at moves down to just above what it points at; stores move to the last row.
/// 4. Four times down and up, each row is ordered by where its neighbours stand.
/// </remarks>
internal static class Ranking
{
    internal static List<List<string>> Rows(
        IReadOnlyList<string> items,
        IReadOnlyCollection<(string From, string To)> edges,
        Func<string, bool> isStore
    )
    {
        // 1.
        var arrows = WithoutCircles(items, edges);
        var into = arrows.ToLookup(e => e.To, e => e.From, StringComparer.Ordinal);
        var outOf = arrows.ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);

        // 2.
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        int Rank(string item) =>
            ranks.TryGetValue(item, out var known)
                ? known
                : ranks[item] = into[item].Select(f => Rank(f) + 1).DefaultIfEmpty(0).Max();
        var last = items.Select(Rank).DefaultIfEmpty(0).Max();

        // 3.
        foreach (var item in items.Where(i => isStore(i) && !outOf[i].Any() && into[i].Any()))
        {
            ranks[item] = last;
        }

        foreach (var item in items.Where(i => !into[i].Any() && outOf[i].Any()))
        {
            ranks[item] = outOf[item].Min(t => ranks[t]) - 1;
        }

        var rows = items.GroupBy(i => ranks[i]).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();

        // 4.
        for (var pass = 0; pass < 4; pass++)
        {
            for (var row = 1; row < rows.Count; row++)
            {
                Order(rows, row, into);
            }

            for (var row = rows.Count - 2; row >= 0; row--)
            {
                Order(rows, row, outOf);
            }
        }

        return rows;
    }

    private static List<(string From, string To)> WithoutCircles(
        IReadOnlyList<string> items,
        IReadOnlyCollection<(string From, string To)> edges
    )
    {
        var targets = edges.Where(e => e.From != e.To).ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
        var kept = new List<(string From, string To)>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        void Follow(string item)
        {
            open.Add(item);
            foreach (var target in targets[item].Distinct(StringComparer.Ordinal))
            {
                if (open.Contains(target))
                {
                    continue;
                }

                kept.Add((item, target));
                if (!done.Contains(target))
                {
                    Follow(target);
                }
            }

            open.Remove(item);
            done.Add(item);
        }

        foreach (var item in items.Where(i => !done.Contains(i)))
        {
            Follow(item);
        }

        return kept;
    }

    /// <summary>Positions are shares of a row's length, so that rows of different length compare.</summary>
    private static void Order(List<List<string>> rows, int row, ILookup<string, string> neighbours)
    {
        var places = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var other in rows)
        {
            for (var i = 0; i < other.Count; i++)
            {
                places[other[i]] = (i + 0.5) / other.Count;
            }
        }

        rows[row] =
        [
            .. rows[row].OrderBy(i => neighbours[i].Select(n => places[n]).DefaultIfEmpty(places[i]).Average()),
        ];
    }
}
