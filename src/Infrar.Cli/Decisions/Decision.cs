using System.Collections.Immutable;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Judgements;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Topology;

namespace Infrar.Cli.Decisions;

/// <summary>What there is to decide: the options side by side, and one of them in full. Both forms of the page are written from it.</summary>
internal sealed record Decision
{
    /// <summary>Every option, placed, priced, checked and scored.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>The option that is shown in full; null when none can be placed.</summary>
    public required HostingOption? Chosen { get; init; }

    /// <summary>Titles of providers.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>What to type to make the page again.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Title of the page.</summary>
    public string Title => $"Where to run {Comparison.System} in {Comparison.Environment.Name}";

    /// <summary>Estimates and findings of the chosen option.</summary>
    public Judgement? Judgement => Chosen?.Judgement;

    /// <summary>Estimate of the chosen option at the level of traffic that ranks.</summary>
    public Estimate? Estimate => Judgement?.At(Comparison.Traffic);

    /// <summary>Findings of the chosen option, gravest first; empty when none can be placed.</summary>
    public ImmutableArray<Finding> Findings => Judgement?.Checks.Findings ?? [];

    /// <summary>How amounts are written.</summary>
    public MoneyText Money =>
        new(
            Comparison.Currency,
            Judgement?.Estimates.All(e => e.LineItems.All(l => l.BillingCurrency == Comparison.Currency)) ?? true
        );

    /// <summary>The options, best first; those that are not feasible after them, in the environment's order.</summary>
    public ImmutableArray<RankedOption> Options =>
        [
            .. Comparison.Ranking.Select((o, i) => new RankedOption(i + 1, o)),
            .. Comparison.Options.Where(o => !o.IsFeasible).Select(o => new RankedOption(null, o)),
        ];

    /// <summary>What the chosen option is paid for, dearest first.</summary>
    public ImmutableArray<EstimateGroup> Groups =>
        Estimate is { } estimate && Chosen is { } chosen
            ? [.. EstimateGroup.Of(estimate, chosen.Placement).OrderByDescending(g => g.Total.Expected)]
            : [];

    /// <summary>What of the chosen option runs where; null when none can be placed.</summary>
    public SystemTopology? Topology => Chosen is { } chosen ? SystemTopology.Of(chosen.Placement) : null;
}

/// <summary>An option and its place among those that are feasible.</summary>
/// <param name="Rank">1 is best; null where it is not feasible.</param>
/// <param name="Option">The option.</param>
internal sealed record RankedOption(int? Rank, HostingOption Option);
