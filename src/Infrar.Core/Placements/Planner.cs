using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Placements;

/// <summary>Turns a system and its strategy into resources.</summary>
/// <remarks>
/// 1. Ask every offering what stands against its component; any obstacle ends the placement here, without resources.
/// 2. Let each provider in use prepare what its components share.
/// 3. Place every component, in manifest order.
/// 4. Let each provider complete what looks across components.
/// </remarks>
public static class Planner
{
    /// <summary>Places a system. Never fails: what stands against the strategy is in <see cref="Placement.Obstacles"/>.</summary>
    public static Placement Place(SystemDescription system, Catalog catalog)
    {
        var site = new Site(system, catalog);

        // 1.
        var obstacles = system
            .Components.SelectMany(c => site.OfferingOf(c).Obstacles(c, site).Select(o => new Obstacle(c.Name, o)))
            .ToImmutableArray();
        if (obstacles.Length > 0)
        {
            return Result(site, obstacles);
        }

        // 2.
        var providers = catalog.Providers.Where(p => site.ComponentsOn(p.Id).Any()).ToImmutableArray();
        foreach (var provider in providers)
        {
            provider.Prepare(site);
        }

        // 3.
        foreach (var component in system.Components)
        {
            site.OfferingOf(component).Place(component, site);
        }

        // 4.
        foreach (var provider in providers)
        {
            provider.Complete(site);
        }

        return Result(site, obstacles);
    }

    private static Placement Result(Site site, ImmutableArray<Obstacle> obstacles)
    {
        var unmet = StrategyRequirements.Unmet(site);
        return new()
        {
            System = site.System,
            Graph = new ResourceGraph(site.Resources),
            UsageRules = [.. site.UsageRules],
            Obstacles = obstacles,
            UnmetRequirements = unmet,
            Variables = [.. site.Variables],
            Outputs = [.. site.Outputs],
            Files = site.Files.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Configurations = [.. site.Configurations],
            Notes =
            [
                .. unmet.Select(u => $"The strategy breaks the requirement {u.Requirement}. {u.Reason}"),
                .. site.Notes,
            ],
            Components = [.. site.System.Components.Select(c => Placed(c, site))],
        };
    }

    private static PlacedComponent Placed(Component component, Site site)
    {
        var offering = site.OfferingOf(component);
        return new(component, offering.Id, offering.Title, site.RegionOf(component), offering.IsGenerated)
        {
            ProviderTitle = site.Catalog.FindProvider(offering.Provider)?.Title ?? "",
        };
    }
}
