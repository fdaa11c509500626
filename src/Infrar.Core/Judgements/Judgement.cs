using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Judgements;

/// <summary>A resource graph, priced at every level of traffic and checked: what comparisons, differences and reports look at.</summary>
public sealed record Judgement
{
    /// <summary>What is judged, for people: <c>production under pages-aws</c>, a plan's file.</summary>
    public required string Name { get; init; }

    /// <summary>The resources.</summary>
    public required ResourceGraph Graph { get; init; }

    /// <summary>The placement that made the graph; null for somebody else's plan.</summary>
    public Placement? Placement { get; init; }

    /// <summary>The estimate at every level of traffic, in manifest order; one of no profile for somebody else's plan.</summary>
    public required ImmutableArray<Estimate> Estimates { get; init; }

    /// <summary>What the checks found.</summary>
    public required CheckReport Checks { get; init; }

    /// <summary>Most that a month may cost, in the estimates' currency; null when not stated or not convertible.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>The estimate at one level of traffic; the only one where there is one.</summary>
    public Estimate At(string usageProfile) =>
        Estimates is [var only] ? only : Estimates.First(e => e.UsageProfile == usageProfile);
}
