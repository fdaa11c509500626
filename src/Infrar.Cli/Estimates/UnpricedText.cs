using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>What is not priced and why, once for all resources of which the same is to be said.</summary>
internal static class UnpricedText
{
    /// <summary>A sentence or two for each thing that is billed and not priced; types without a rule are told by type.</summary>
    public static IEnumerable<string> Of(Estimate estimate)
    {
        var unsupported = estimate.Unsupported.Select(t => t.Type).ToHashSet(StringComparer.Ordinal);
        return estimate
            .Unpriced.Where(u => !unsupported.Contains(u.Description))
            .GroupBy(u => (u.Description, u.Reason))
            .Select(g => $"{Subject([.. g])}. {g.Key.Reason}");
    }

    /// <summary>The types that no rule prices, each with how many there are, and what to do about it.</summary>
    public static IEnumerable<string> Unsupported(Estimate estimate) =>
        estimate.Unsupported.IsEmpty
            ? []
            :
            [
                .. estimate.Unsupported.Select(t => $"{t.Type}: {Words.Count(t.Count, "resource")}."),
                "No rule prices these types, so that the total is a lower bound. docs/plans.md says how to add one.",
            ];

    private static string Subject(UnpricedItem[] items) =>
        items switch
        {
            [{ Resource: "" } only] => $"{only.Component}: {only.Description}",
            [var only] => $"{only.Component}: {only.Description} ({only.Resource})",
            [var first, ..] => FormattableString.Invariant(
                $"{first.Description} ({first.Resource} and {items.Length - 1} more)"
            ),
            [] => "",
        };
}
