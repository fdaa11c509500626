using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Judgements;

/// <summary>Prices and checks.</summary>
public static class Judge
{
    /// <summary>Judges a placement at every level of traffic that its manifest states.</summary>
    /// <param name="placement">A placement without obstacles.</param>
    /// <param name="fallback">Level of traffic to price at where the manifest states none.</param>
    /// <param name="catalog">Rules, prices, checks.</param>
    /// <param name="options">Currency, allowances, usage.</param>
    /// <param name="monthlyBudget">Goes before the manifest's budget, in the currency of the estimates; null for that.</param>
    public static Judgement Of(
        Placement placement,
        UsageProfile fallback,
        Catalog catalog,
        EstimateOptions options,
        decimal? monthlyBudget = null
    )
    {
        var system = placement.System;
        var profiles = system.UsageProfiles.IsEmpty ? [fallback] : system.UsageProfiles;
        ImmutableArray<Estimate> estimates =
        [
            .. profiles.Select(p => Estimator.Estimate(placement, p, catalog, options)),
        ];
        var budget = monthlyBudget ?? Budget.Of(system, estimates[0].Currency, catalog);
        return new()
        {
            Name = $"{system.Environment} under {system.Strategy.Name}",
            Graph = placement.Graph,
            Placement = placement,
            Estimates = estimates,
            MonthlyBudget = budget,
            Checks = Checker.Run(
                new()
                {
                    Graph = placement.Graph,
                    Catalog = catalog,
                    Placement = placement,
                    Estimates = estimates,
                    MonthlyBudget = budget,
                }
            ),
        };
    }

    /// <summary>Judges a graph of any origin, for example somebody else's plan.</summary>
    /// <param name="name">What it is, for people.</param>
    /// <param name="graph">The resources.</param>
    /// <param name="catalog">Rules, prices, checks.</param>
    /// <param name="options">Currency, allowances, usage.</param>
    /// <param name="monthlyBudget">Most that a month may cost, in the options' currency; null for no limit.</param>
    public static Judgement Of(
        string name,
        ResourceGraph graph,
        Catalog catalog,
        EstimateOptions options,
        decimal? monthlyBudget = null
    )
    {
        ImmutableArray<Estimate> estimates = [Estimator.Estimate(graph, "", catalog, options)];
        return new()
        {
            Name = name,
            Graph = graph,
            Estimates = estimates,
            MonthlyBudget = monthlyBudget,
            Checks = Checker.Run(
                new()
                {
                    Graph = graph,
                    Catalog = catalog,
                    Estimates = estimates,
                    MonthlyBudget = monthlyBudget,
                }
            ),
        };
    }
}
