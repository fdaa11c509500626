using System.Collections.Immutable;
using Infrar.Core.Manifests;

namespace Infrar.Core.Placements;

/// <summary>A requirement that a strategy breaks as a whole; it can be placed and priced all the same.</summary>
/// <param name="Requirement">The manifest's word for it: <c>residency</c>, <c>maxVendors</c>.</param>
/// <param name="Reason">Full sentence with what is required and what would be.</param>
public sealed record UnmetRequirement(string Requirement, string Reason);

/// <summary>What makes a strategy unacceptable by itself, whatever single components are set to.</summary>
/// <remarks>
/// A component that alone lies elsewhere (one replica, one bucket) is for the checks of a placement to find and to mend;
/// here speaks only what no setting of a component mends.
/// </remarks>
internal static class StrategyRequirements
{
    /// <summary>The requirements that the strategy breaks, in the order the manifest documents them.</summary>
    internal static ImmutableArray<UnmetRequirement> Unmet(Site site) => [.. Residency(site), .. Vendors(site)];

    private static IEnumerable<UnmetRequirement> Residency(Site site)
    {
        var allowed = site.System.Requirements.Residency;
        if (allowed.IsEmpty)
        {
            yield break;
        }

        var places = site
            .System.Components.Where(HoldsData)
            .Select(c => (Region: site.RegionOf(c), Jurisdiction: JurisdictionOf(c, site)))
            .Distinct()
            .ToList();
        // An unknown jurisdiction breaks nothing: it is for a check to ask about.
        if (places.Count > 0 && places.TrueForAll(p => p.Jurisdiction is { } known && !allowed.Contains(known)))
        {
            var where = string.Join(", ", places.Select(p => $"{p.Region} ({p.Jurisdiction})"));
            yield return new(
                "residency",
                $"Data may lie in {string.Join(", ", allowed)} only, and all of it would lie in {where}."
            );
        }
    }

    private static IEnumerable<UnmetRequirement> Vendors(Site site)
    {
        var vendors = site
            .System.Components.Select(c => site.OfferingOf(c).Provider)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (site.System.Requirements.MaxVendors is { } most && vendors.Count > most)
        {
            yield return new(
                "maxVendors",
                FormattableString.Invariant(
                    $"maxVendors is {most}, and this takes {vendors.Count}: {string.Join(", ", vendors)}."
                )
            );
        }
    }

    private static bool HoldsData(Component component) =>
        component is PostgreSql or Redis or ObjectStore or SecretStore;

    private static string? JurisdictionOf(Component component, Site site) =>
        site
            .Catalog.FindProvider(site.OfferingOf(component).Provider)
            ?.Regions.GetValueOrDefault(site.RegionOf(component));
}
