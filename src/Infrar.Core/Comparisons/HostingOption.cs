using System.Collections.Immutable;
using Infrar.Core.Judgements;
using Infrar.Core.Placements;

namespace Infrar.Core.Comparisons;

/// <summary>One hosting option: feasible or why not, its cost at every level of traffic, its findings and its scores.</summary>
/// <param name="Placement">Where every component would run.</param>
/// <param name="Judgement">Estimates and findings; null when it cannot be placed.</param>
public sealed record HostingOption(Placement Placement, Judgement? Judgement)
{
    /// <summary>The strategy's key.</summary>
    public string Name => Placement.System.Strategy.Name;

    /// <summary>The strategy's name for people.</summary>
    public string Title => Placement.System.Strategy.Title;

    /// <summary>Whether every component can run where it is put, so that the option has a cost.</summary>
    public bool IsPlaced => Placement.Obstacles.IsEmpty;

    /// <summary>Whether it is placed and breaks no requirement as a whole.</summary>
    public bool IsFeasible => IsPlaced && Placement.UnmetRequirements.IsEmpty;

    /// <summary>Cost at every level of traffic; empty when it cannot be placed.</summary>
    public ImmutableArray<OptionCost> Costs { get; } =
    [.. Judgement?.Estimates.Select(e => new OptionCost(e.UsageProfile, e.Total, e.Unpriced)) ?? []];

    /// <summary>A score for every criterion, in their order; empty when it cannot be placed.</summary>
    public ImmutableArray<Score> Scores { get; init; } = [];

    /// <summary>Weighted mean of the scores, 0 to 10, not rounded; null when it cannot be placed.</summary>
    public Total? Total { get; init; }

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

    /// <summary>The score on a criterion, or null when it cannot be placed.</summary>
    public Score? On(Criterion criterion) => Scores.FirstOrDefault(s => s.Criterion == criterion);

    /// <summary>What the manifest's author rated it, 1 to 5 stars; null where nothing is stated.</summary>
    public int? StarsOn(Criterion criterion) =>
        Placement.System.Strategy.Assessment is { } stated && stated.Stars.TryGetValue(criterion, out var stars)
            ? stars
            : null;
}

/// <summary>The weighted mean of an option's scores.</summary>
/// <param name="Value">0 to 10, not rounded.</param>
/// <param name="IsUpperBound">Whether a score that counts is the most that it can be.</param>
public sealed record Total(decimal Value, bool IsUpperBound)
{
    /// <summary>The total of scores under weights.</summary>
    public static Total Of(ImmutableArray<Score> scores, Weights weights) =>
        new(
            scores.Sum(s => s.Value * weights[s.Criterion]) / weights.Sum,
            scores.Any(s => s.IsUpperBound && weights[s.Criterion] > 0)
        );
}
