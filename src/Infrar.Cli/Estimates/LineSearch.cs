using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>What a name given to <c>explain</c> stands for.</summary>
internal static class LineSearch
{
    /// <summary>The line of that name, or the only one that the name fits.</summary>
    /// <remarks>1. The name itself. 2. Its beginning. 3. Its part after the component. 4. Any part of it.</remarks>
    public static LineItem? Line(Estimate estimate, string name)
    {
        var lines = estimate.LineItems;
        return lines.FirstOrDefault(l => l.Name == name)
            ?? Only(lines, l => l.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ?? Only(lines, l => l.Name.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase))
            ?? Only(lines, l => l.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The group of that name or title, or null.</summary>
    public static EstimateGroup? Group(ImmutableArray<EstimateGroup> groups, string name) =>
        groups.FirstOrDefault(g => g.Name == name)
        ?? groups.FirstOrDefault(g => g.Title.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names near to one that stands for nothing, or for too much; at most five.</summary>
    public static ImmutableArray<string> Near(Estimate estimate, ImmutableArray<EstimateGroup> groups, string name)
    {
        var names = estimate.LineItems.Select(l => l.Name).ToArray();
        var containing = names.Where(n => n.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(5).ToArray();
        return containing.Length > 0
            ? [.. containing]
            :
            [
                .. DidYouMean
                    .Nearest(name, groups.Select(g => g.Name).Concat(names))
                    .Concat(
                        names.Where(n =>
                            DidYouMean.Nearest(name, [n[(n.IndexOf('.', StringComparison.Ordinal) + 1)..]]).Length > 0
                        )
                    )
                    .Distinct(StringComparer.Ordinal)
                    .Take(5),
            ];
    }

    private static LineItem? Only(ImmutableArray<LineItem> lines, Func<LineItem, bool> fits)
    {
        var found = lines.Where(fits).Take(2).ToArray();
        return found is [var only] ? only : null;
    }
}
