using System.Collections.Immutable;
using Infrar.Cli.Commands;
using Infrar.Core;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Comparisons;

/// <summary>Places and prices every hosting option that an environment allows.</summary>
internal static class Comparer
{
    /// <summary>Compares the options of the chosen environment.</summary>
    /// <param name="selection">Environment and the level of traffic to rank by.</param>
    /// <param name="catalog">Offerings, rules, prices.</param>
    /// <param name="options">Currency, allowances, usage.</param>
    /// <returns>The comparison; a problem of the manifest when a strategy cannot be resolved.</returns>
    public static Result<Comparison> Compare(Selection selection, Catalog catalog, EstimateOptions options)
    {
        var placed = ImmutableArray.CreateBuilder<HostingOption>(selection.Environment.Strategies.Length);
        foreach (var strategy in selection.Environment.Strategies)
        {
            if (
                !selection
                    .Manifest.Resolve(selection.Environment.Name, strategy)
                    .Succeeded(out var system, out var problem)
            )
            {
                return problem;
            }

            placed.Add(Place(system, selection.Traffic, catalog, options));
        }

        var currency = options.Currency ?? selection.System.Currency;
        return new Comparison
        {
            System = selection.System.Name,
            Environment = selection.Environment,
            Currency = currency,
            UsageProfiles = [.. Profiles(selection.System, selection.Traffic).Select(p => p.Name)],
            Traffic = selection.Traffic.Name,
            MonthlyBudget = Budget.Of(selection.System, currency, catalog),
            Options = placed.DrainToImmutable(),
        };
    }

    private static HostingOption Place(
        SystemDescription system,
        UsageProfile traffic,
        Catalog catalog,
        EstimateOptions options
    )
    {
        var placement = Planner.Place(system, catalog);
        return new(
            placement,
            placement.Obstacles.IsEmpty
                ? [.. Profiles(system, traffic).Select(p => Price(placement, p, catalog, options))]
                : []
        );
    }

    // A manifest without usage still compares: at the one level that states nothing.
    private static ImmutableArray<UsageProfile> Profiles(SystemDescription system, UsageProfile traffic) =>
        system.UsageProfiles.IsEmpty ? [traffic] : system.UsageProfiles;

    private static OptionCost Price(Placement placement, UsageProfile profile, Catalog catalog, EstimateOptions options)
    {
        var estimate = Estimator.Estimate(placement, profile, catalog, options);
        return new(profile.Name, estimate.Total, estimate.Unpriced);
    }
}
