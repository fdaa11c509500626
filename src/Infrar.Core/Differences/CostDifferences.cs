using Infrar.Core.Pricing;

namespace Infrar.Core.Differences;

/// <summary>Sets two estimates side by side, component by component and line by line.</summary>
internal static class CostDifferences
{
    /// <summary>The components that differ, largest difference first.</summary>
    internal static IEnumerable<ComponentDifference> Of(Estimate before, Estimate after) =>
        Names(before)
            .Concat(Names(after))
            .Distinct(StringComparer.Ordinal)
            .Select(name => Of(name, before, after))
            .Where(c => !c.Lines.IsEmpty || c.IsBeforeLowerBound != c.IsAfterLowerBound)
            .OrderByDescending(c => Math.Abs(c.Change))
            .ThenBy(c => c.Component, StringComparer.Ordinal);

    private static IEnumerable<string> Names(Estimate estimate) =>
        estimate.LineItems.Select(l => l.Component).Concat(estimate.Unpriced.Select(u => u.Component));

    private static ComponentDifference Of(string component, Estimate before, Estimate after)
    {
        var (old, now) = (Lines(before, component), Lines(after, component));
        var lines = old
            .Keys.Concat(now.Keys)
            .Distinct()
            .Select(key => new LineDifference(
                key.Resource,
                key.Description,
                old.GetValueOrDefault(key),
                now.GetValueOrDefault(key)
            ))
            .Where(IsChanged)
            .OrderByDescending(l => Math.Abs(l.Change))
            .ThenBy(l => l.Resource, StringComparer.Ordinal)
            .ThenBy(l => l.Description, StringComparer.Ordinal);
        return new(
            component,
            old.Values.Sum(l => l.ListCost.Expected),
            now.Values.Sum(l => l.ListCost.Expected),
            before.Unpriced.Any(u => u.Component == component),
            after.Unpriced.Any(u => u.Component == component),
            [.. lines]
        );
    }

    private static bool IsChanged(LineDifference line) =>
        line.Before?.PricingQuantity != line.After?.PricingQuantity
        || line.Before?.ListCost != line.After?.ListCost
        || line.Before?.ListUnitPrice != line.After?.ListUnitPrice;

    /// <summary>Lines by what they bill; one resource may bill the same words twice, for two bands or payers.</summary>
    private static Dictionary<(string Resource, string Description, int Index), LineItem> Lines(
        Estimate estimate,
        string component
    ) =>
        estimate
            .LineItems.Where(l => l.Component == component)
            .GroupBy(l => (l.Resource, l.Description))
            .SelectMany(g => g.Select((line, index) => (Key: (g.Key.Resource, g.Key.Description, index), line)))
            .ToDictionary(l => l.Key, l => l.line);
}
