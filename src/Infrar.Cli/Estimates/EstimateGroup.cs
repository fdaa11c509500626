using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>An estimate grouped by what it is paid for.</summary>
/// <param name="Name">Component, or the name of what components share.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Detail">What runs it and where, or that it is shared.</param>
/// <param name="Lines">Its lines, in the estimate's order.</param>
/// <param name="Unpriced">What of it is not priced.</param>
internal sealed record EstimateGroup(
    string Name,
    string Title,
    string Detail,
    ImmutableArray<LineItem> Lines,
    ImmutableArray<UnpricedItem> Unpriced
)
{
    /// <summary>Whether nothing of it is billed by itself, as of a sidecar, or of what runs on a server that all share.</summary>
    public bool IsPaidForElsewhere => Lines.IsEmpty && Unpriced.IsEmpty;

    /// <summary>Sum of the lines, not rounded.</summary>
    public UsageRange Total =>
        new(Lines.Sum(l => l.ListCost.Least), Lines.Sum(l => l.ListCost.Expected), Lines.Sum(l => l.ListCost.Most));

    /// <summary>The groups: components in manifest order, then what they share in the estimate's order.</summary>
    public static ImmutableArray<EstimateGroup> Of(Estimate estimate, Placement placement)
    {
        var lines = estimate.LineItems.ToLookup(l => l.Component, StringComparer.Ordinal);
        var unpriced = estimate.Unpriced.ToLookup(u => u.Component, StringComparer.Ordinal);
        var components = placement.Components.Select(c => new EstimateGroup(
            c.Component.Name,
            c.Component.Title,
            c.Region is "" ? c.OfferingTitle : $"{c.OfferingTitle}, {c.Region}",
            [.. lines[c.Component.Name]],
            [.. unpriced[c.Component.Name]]
        ));
        var named = placement.Components.Select(c => c.Component.Name).ToHashSet(StringComparer.Ordinal);
        var shared = estimate
            .LineItems.Select(l => l.Component)
            .Concat(estimate.Unpriced.Select(u => u.Component))
            .Distinct(StringComparer.Ordinal)
            .Where(name => !named.Contains(name))
            .Select(name => new EstimateGroup(
                name,
                ConcernTitle(name),
                "shared",
                [.. lines[name]],
                [.. unpriced[name]]
            ));
        return [.. components, .. shared];
    }

    /// <summary>The groups of somebody else's plan: its modules, in the estimate's order.</summary>
    public static ImmutableArray<EstimateGroup> Of(Estimate estimate)
    {
        var lines = estimate.LineItems.ToLookup(l => l.Component, StringComparer.Ordinal);
        var unpriced = estimate.Unpriced.ToLookup(u => u.Component, StringComparer.Ordinal);
        return
        [
            .. lines
                .Select(g => g.Key)
                .Concat(unpriced.Select(g => g.Key))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new EstimateGroup(name, name, "", [.. lines[name]], [.. unpriced[name]])),
        ];
    }

    private static string ConcernTitle(string name) =>
        name is "dns" ? "DNS" : Words.Capitalized(name.Replace('-', ' '));
}
