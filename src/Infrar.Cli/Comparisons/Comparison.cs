using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Comparisons;

/// <summary>Every hosting option of an environment, placed and priced at every level of traffic.</summary>
internal sealed record Comparison
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment.</summary>
    public required EnvironmentSummary Environment { get; init; }

    /// <summary>Currency of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Levels of traffic, in manifest order.</summary>
    public required ImmutableArray<string> UsageProfiles { get; init; }

    /// <summary>The level that options are ranked by.</summary>
    public required string Traffic { get; init; }

    /// <summary>Most that a month may cost, in <see cref="Currency"/>; null when not stated or not convertible.</summary>
    public required decimal? MonthlyBudget { get; init; }

    /// <summary>The options, in the order that the environment lists them.</summary>
    public required ImmutableArray<HostingOption> Options { get; init; }

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

/// <summary>One hosting option: feasible or why not, and its cost at every level of traffic.</summary>
/// <param name="Placement">Where every component would run.</param>
/// <param name="Costs">Cost at every level of traffic; empty when it cannot be placed.</param>
internal sealed record HostingOption(Placement Placement, ImmutableArray<OptionCost> Costs)
{
    /// <summary>The strategy's key.</summary>
    public string Name => Placement.System.Strategy.Name;

    /// <summary>The strategy's name for people.</summary>
    public string Title => Placement.System.Strategy.Title;

    /// <summary>Whether every component can run where it is put, so that the option has a cost.</summary>
    public bool IsPlaced => Placement.Obstacles.IsEmpty;

    /// <summary>Whether it is placed and breaks no requirement as a whole.</summary>
    public bool IsFeasible => IsPlaced && Placement.UnmetRequirements.IsEmpty;

    /// <summary>Provider ids in use, in manifest order of components.</summary>
    public IEnumerable<string> Vendors =>
        Placement.Components.Select(c => c.Offering[..c.Offering.IndexOf('/', StringComparison.Ordinal)]).Distinct();

    /// <summary>Regions in use, in manifest order of components.</summary>
    public IEnumerable<string> Regions => Placement.Components.Select(c => c.Region).Where(r => r is not "").Distinct();

    /// <summary>Components that no OpenTofu is written for.</summary>
    public IEnumerable<string> NotGenerated =>
        Placement.Components.Where(c => !c.IsGenerated).Select(c => c.Component.Name);

    /// <summary>The cost at one level of traffic, of an option that is placed.</summary>
    public OptionCost At(string traffic) => Costs.First(c => c.UsageProfile == traffic);
}

/// <summary>What an option costs a month at one level of traffic.</summary>
/// <param name="UsageProfile">Level of traffic.</param>
/// <param name="Total">Sum of what is priced, not rounded.</param>
/// <param name="Unpriced">What is not priced; where there is any, <paramref name="Total"/> is a lower bound.</param>
internal sealed record OptionCost(string UsageProfile, UsageRange Total, ImmutableArray<UnpricedItem> Unpriced)
{
    /// <summary>Whether the total is the whole cost.</summary>
    public bool IsFullyPriced => Unpriced.IsEmpty;

    /// <summary>How the expected cost stands to a budget; what is not fully priced never passes.</summary>
    public BudgetVerdict Against(decimal budget) =>
        Total.Expected > budget ? BudgetVerdict.Over
        : IsFullyPriced ? BudgetVerdict.Within
        : BudgetVerdict.Uncertain;
}

/// <summary>How a cost stands to a budget.</summary>
internal enum BudgetVerdict
{
    /// <summary>At or below it.</summary>
    Within,

    /// <summary>Above it.</summary>
    Over,

    /// <summary>The known part is below it, and a part is not known.</summary>
    Uncertain,
}
