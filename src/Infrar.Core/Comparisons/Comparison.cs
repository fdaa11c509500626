using System.Collections.Immutable;
using Infrar.Core.Manifests;

namespace Infrar.Core.Comparisons;

/// <summary>Every hosting option of an environment: placed, priced at every level of traffic, checked and scored.</summary>
public sealed record Comparison
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment.</summary>
    public required EnvironmentSummary Environment { get; init; }

    /// <summary>Currency of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Levels of traffic, in manifest order.</summary>
    public required ImmutableArray<string> UsageProfiles { get; init; }

    /// <summary>The level whose costs are scored.</summary>
    public required string Traffic { get; init; }

    /// <summary>Most that a month may cost, in <see cref="Currency"/>; null when not stated or not convertible.</summary>
    public required decimal? MonthlyBudget { get; init; }

    /// <summary>How much each criterion counts.</summary>
    public required Weights Weights { get; init; }

    /// <summary>What costs are scored against.</summary>
    public required CostReference CostReference { get; init; }

    /// <summary>The options, in the order that the environment lists them.</summary>
    public required ImmutableArray<HostingOption> Options { get; init; }

    /// <summary>
    /// Feasible options, best first: by total, then by what is known of the cost, then in the environment's order.
    /// </summary>
    public ImmutableArray<HostingOption> Ranking =>
        [
            .. Options
                .Where(o => o.IsFeasible)
                .OrderByDescending(o => o.Total?.Value)
                .ThenBy(o => o.At(Traffic).Total.Expected),
        ];

    /// <summary>First of the ranking; null when no option is feasible.</summary>
    public HostingOption? Leader => Ranking.FirstOrDefault();

    /// <summary>What would change first place; null with less than two feasible options.</summary>
    public Firmness? Firmness { get; init; }

    /// <summary>The cheapest feasible option of which everything is priced; null when there is none.</summary>
    public HostingOption? Cheapest =>
        Options.Where(o => o.IsFeasible && o.At(Traffic).IsFullyPriced).MinBy(o => o.At(Traffic).Total.Expected);

    /// <summary>Feasible options that may be cheaper than <see cref="Cheapest"/>: their known part is, and a part is unknown.</summary>
    public ImmutableArray<HostingOption> PerhapsCheaper =>
        [
            .. Options
                .Where(o => o.IsFeasible && !o.At(Traffic).IsFullyPriced)
                .Where(o =>
                    Cheapest is not { } cheapest || o.At(Traffic).Total.Expected < cheapest.At(Traffic).Total.Expected
                )
                .OrderBy(o => o.At(Traffic).Total.Expected),
        ];
}
