using System.Collections.Immutable;
using System.Globalization;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Decisions;

/// <summary>What both forms of the page say in the same words.</summary>
internal static class DecisionWords
{
    /// <summary>Each severity, gravest first.</summary>
    public static ImmutableArray<Severity> Severities { get; } =
    [Severity.Critical, Severity.High, Severity.Medium, Severity.Low];

    /// <summary>A score to one decimal; <c>≤</c> where the true one may be lower.</summary>
    public static string Score(decimal value, bool isUpperBound) =>
        (isUpperBound ? "≤ " : "")
        + Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Providers of an option and their regions.</summary>
    public static string Where(HostingOption option, Catalog catalog) =>
        string.Join(
            ", ",
            option
                .Placement.Components.GroupBy(c => c.Offering[..c.Offering.IndexOf('/', StringComparison.Ordinal)])
                .Select(g =>
                    string.Join(
                        ' ',
                        [
                            catalog.FindProvider(g.Key)?.Title ?? g.Key,
                            .. g.Select(c => c.Region).Where(r => r is not "").Distinct(),
                        ]
                    )
                )
        );

    /// <summary>An option by its name for people.</summary>
    public static string Named(HostingOption option) => option.Title is "" ? option.Name : option.Title;

    /// <summary>Why an option is not feasible: what it breaks, and how.</summary>
    public static IEnumerable<(string What, string Reason)> AgainstIt(HostingOption option) =>
        option
            .Placement.Obstacles.Select(o => (o.Component, o.Reason))
            .Concat(option.Placement.UnmetRequirements.Select(u => (u.Requirement, u.Reason)));

    /// <summary>What a reader of a feasible option's row must know beside its cost.</summary>
    public static ImmutableArray<string> Remarks(HostingOption option, Comparison comparison)
    {
        var remarks = ImmutableArray.CreateBuilder<string>();
        if (BudgetRemark(option, comparison) is { } budget)
        {
            remarks.Add(budget);
        }

        if (option.Judgement is { } judgement && Counts(judgement.Checks, Severity.High) is { Length: > 0 } grave)
        {
            remarks.Add($"{Words.List(grave)} to mend");
        }

        if (option.NotGenerated.ToArray() is { Length: > 0 } missing)
        {
            remarks.Add($"no OpenTofu for {Words.Count(missing.Length, "component")}");
        }

        return remarks.ToImmutable();
    }

    /// <summary><c>2 critical findings</c>, <c>1 high finding</c>: one for each severity that occurs, from <paramref name="least"/> up.</summary>
    public static string[] Counts(CheckReport checks, Severity least) =>
        [
            .. Severities
                .Where(s => s >= least && checks.Count(s) > 0)
                .Select(s => Words.Count(checks.Count(s), $"{Word(s).ToLowerInvariant()} finding")),
        ];

    /// <summary>The word of a severity.</summary>
    public static string Word(Severity severity) =>
        severity switch
        {
            Severity.Critical => "Critical",
            Severity.High => "High",
            Severity.Medium => "Medium",
            Severity.Low => "Low",
        };

    /// <summary>How a cost stands to the budget, for beside the cost; empty without a budget.</summary>
    public static string Budget(OptionCost cost, decimal? budget, MoneyText money) =>
        budget is not { } limit
            ? ""
            : cost.Against(limit) switch
            {
                BudgetVerdict.Within => "within budget",
                BudgetVerdict.Over => $"{money.Amount(cost.Total.Expected - limit)} over budget",
                BudgetVerdict.Uncertain => "budget uncertain",
            };

    /// <summary>A cost; <c>≥</c> where a part of it is not priced.</summary>
    public static string Cost(OptionCost cost, MoneyText money) =>
        money.Bounded(cost.Total.Expected, !cost.IsFullyPriced);

    /// <summary>Things that are not priced, each once.</summary>
    public static ImmutableArray<(string What, string Reason)> Unpriced(IEnumerable<UnpricedItem> items) =>
        [
            .. items
                .GroupBy(u => (u.Component, u.Description, u.Reason))
                .Select(g =>
                    (
                        $"{g.Key.Component}: {(g.Key.Description is "" ? Words.List(g.Select(u => u.Resource)) : g.Key.Description)}",
                        g.Key.Reason
                    )
                ),
        ];

    private static string? BudgetRemark(HostingOption option, Comparison comparison)
    {
        if (comparison.MonthlyBudget is not { } budget)
        {
            return null;
        }

        string[] over =
        [
            .. option.Costs.Where(c => c.Against(budget) is BudgetVerdict.Over).Select(c => c.UsageProfile),
        ];
        return over.Length > 0 ? $"over budget at {Words.List(over)} traffic"
            : option.Costs.Any(c => c.Against(budget) is BudgetVerdict.Uncertain) ? "budget uncertain"
            : null;
    }
}
