using System.Collections.Immutable;
using Infrar.Cli.Problems;
using Infrar.Core;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>What a name given to <c>explain</c> stands for.</summary>
internal static class LineSearch
{
    private const int Suggested = 6;

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

    /// <summary>The group of that name or title, all of the estimate for <c>total</c>, or null.</summary>
    public static EstimateGroup? Group(Estimate estimate, ImmutableArray<EstimateGroup> groups, string name) =>
        groups.FirstOrDefault(g => g.Name == name)
        ?? groups.FirstOrDefault(g => g.Title.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name is "total" ? new("total", "Everything", "", estimate.LineItems, estimate.Unpriced) : null);

    /// <summary>Why a name stands for no line: it fits several, or none.</summary>
    public static Problem Refusal(Estimate estimate, ImmutableArray<EstimateGroup> groups, string name)
    {
        var names = estimate.LineItems.Select(l => l.Name).ToArray();
        var fitting = names.Where(n => n.Contains(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return fitting.Length > 0
            ? CliProblems.UnclearLine(name, [.. fitting.Take(Suggested)], fitting.Length)
            : CliProblems.UnknownLine(name, Near(names, groups, name));
    }

    private static ImmutableArray<string> Near(string[] names, ImmutableArray<EstimateGroup> groups, string name) =>
        [
            .. DidYouMean
                .Nearest(name, groups.Select(g => g.Name).Concat(names))
                .Concat(
                    names.Where(n =>
                        DidYouMean.Nearest(name, [n[(n.IndexOf('.', StringComparison.Ordinal) + 1)..]]).Length > 0
                    )
                )
                .Distinct(StringComparer.Ordinal)
                .Take(Suggested),
        ];

    private static LineItem? Only(ImmutableArray<LineItem> lines, Func<LineItem, bool> fits)
    {
        var found = lines.Where(fits).Take(2).ToArray();
        return found is [var only] ? only : null;
    }
}
