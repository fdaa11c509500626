using System.Collections.Immutable;
using Infrar.Core.Comparisons.Scoring;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Core.Comparisons;

/// <summary>Places, prices, checks and scores every hosting option that an environment allows.</summary>
/// <remarks>
/// 1. Resolve and place the system under every strategy, and judge what can be placed.
/// 2. Find what costs are held against: the budget, or else the cheapest feasible option.
/// 3. Score, weigh and rank.
/// 4. Find what would change first place.
/// </remarks>
public static class Comparer
{
    /// <summary>Compares the options of an environment.</summary>
    /// <param name="request">What is compared.</param>
    /// <param name="catalog">Offerings, rules, prices, checks.</param>
    /// <returns>
    /// The comparison; a problem of the manifest when a strategy cannot be resolved, <c>SCO001</c> or <c>SCO002</c> for weights
    /// that cannot be used.
    /// </returns>
    public static Result<Comparison> Compare(ComparisonRequest request, Catalog catalog)
    {
        // 1.
        var strategies = request.Environment.Strategies;
        var judging = new Result<HostingOption>[strategies.Length];
        // Nothing is shared but what never changes, so that options can be judged side by side.
        Parallel.For(0, strategies.Length, i => judging[i] = Judged(strategies[i], request, catalog));
        var judged = ImmutableArray.CreateBuilder<HostingOption>(strategies.Length);
        foreach (var result in judging)
        {
            if (!result.Succeeded(out var option, out var problem))
            {
                return problem;
            }

            judged.Add(option);
        }

        var system = judged[0].Placement.System;
        if (!WeightsOf(request, system).Succeeded(out var weights, out var refused))
        {
            return refused;
        }

        // 2.
        var currency = request.Options.Currency ?? system.Currency;
        var budget = Budget.Of(system, currency, catalog);
        var reference = ReferenceOf(judged, request.Traffic.Name, budget);

        // 3.
        var comparison = new Comparison
        {
            System = system.Name,
            Environment = request.Environment,
            Currency = currency,
            UsageProfiles = system.UsageProfiles.IsEmpty
                ? [request.Traffic.Name]
                : [.. system.UsageProfiles.Select(p => p.Name)],
            Traffic = request.Traffic.Name,
            MonthlyBudget = budget,
            Weights = weights,
            CostReference = reference,
            Options = [.. judged.Select(o => Scored(o, request.Traffic.Name, reference, weights, catalog))],
        };

        // 4.
        return comparison with
        {
            Firmness = FirmnessFinder.Find(comparison),
        };
    }

    private static Result<HostingOption> Judged(string strategy, ComparisonRequest request, Catalog catalog)
    {
        if (!request.Manifest.Resolve(request.Environment.Name, strategy).Succeeded(out var resolved, out var problem))
        {
            return problem;
        }

        var placement = Planner.Place(request.Adapt(resolved), catalog);
        return new HostingOption(
            placement,
            placement.Obstacles.IsEmpty ? Judge.Of(placement, request.Traffic, catalog, request.Options) : null
        );
    }

    private static Result<Weights> WeightsOf(ComparisonRequest request, SystemDescription system) =>
        (request.Weights is { } chosen ? chosen : Weights.Balanced.With(system.ComparisonWeights)).Succeeded(
            out var weights,
            out var problem
        )
            ? request.Stated.IsEmpty
                ? weights
                : weights.With(request.Stated.Select(s => KeyValuePair.Create(s.Criterion, s.Weight)))
            : problem;

    // The known part of an option that is not fully priced stands in only where no option is: a bound is no reference.
    private static CostReference ReferenceOf(IEnumerable<HostingOption> options, string traffic, decimal? budget)
    {
        if (budget is { } limit)
        {
            return new(limit, IsBudget: true);
        }

        var costs = options.Where(o => o.IsFeasible).Select(o => o.At(traffic)).ToArray();
        var known = costs.Where(c => c.IsFullyPriced).ToArray();
        return new(
            (known.Length > 0 ? known : costs).Select(c => c.Total.Expected).DefaultIfEmpty(0).Min(),
            IsBudget: false
        );
    }

    private static HostingOption Scored(
        HostingOption option,
        string traffic,
        CostReference reference,
        Weights weights,
        Catalog catalog
    )
    {
        if (option.Judgement is not { } judgement)
        {
            return option;
        }

        var scores = Scorer.Of(new(judgement, option.Placement, option.At(traffic), reference, catalog));
        return option with { Scores = scores, Total = Total.Of(scores, weights) };
    }
}

/// <summary>What is to be compared.</summary>
public sealed record ComparisonRequest
{
    /// <summary>The manifest.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>The environment whose strategies are compared.</summary>
    public required EnvironmentSummary Environment { get; init; }

    /// <summary>The level of traffic whose costs are scored.</summary>
    public required UsageProfile Traffic { get; init; }

    /// <summary>Currency, allowances, usage.</summary>
    public EstimateOptions Options { get; init; } = new();

    /// <summary>What holds for every option besides what the manifest says, such as where a project's data may lie.</summary>
    public Func<SystemDescription, SystemDescription> Adapt { get; init; } = system => system;

    /// <summary>Weights in place of the manifest's; null for the manifest's.</summary>
    public Weights? Weights { get; init; }

    /// <summary>Single weights laid over the others.</summary>
    public ImmutableArray<Weights.Stated> Stated { get; init; } = [];
}
