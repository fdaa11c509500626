using System.Collections.Immutable;
using System.Globalization;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Comparisons;

/// <summary>A comparison for people: who leads, then costs, scores and findings side by side, then what is missing and why.</summary>
internal static class ComparisonReport
{
    private const int UnpricedShown = 8;

    /// <summary>The report of a comparison.</summary>
    public static Report Of(Comparison comparison, Catalog catalog)
    {
        var money = new MoneyText(comparison.Currency);
        Section?[] sections =
        [
            Table(comparison, catalog, money),
            ScoreMatrix.Of(comparison),
            ScoreMatrix.AgainstStars(comparison),
            Findings(comparison),
            Notes(
                "How firm the order is",
                comparison.Firmness is { } firmness ? FirmnessText.All(firmness, money.Figure) : []
            ),
            .. NotFeasible(comparison),
            .. NotPriced(comparison),
            NotGenerated(comparison),
        ];
        return new(
            $"Hosting options of {comparison.System} in {comparison.Environment.Name}",
            ComparisonAnswer.Of(comparison, money),
            [.. sections.OfType<Section>()]
        );
    }

    private static TableSection Table(Comparison comparison, Catalog catalog, MoneyText money) =>
        new(
            "",
            [
                new("Option", ColumnKind.Code),
                new("Title", DropOrder: 1),
                new("Where", DropOrder: 2),
                .. comparison.UsageProfiles.Select(p => new Column(Words.Capitalized(p), ColumnKind.Figure)),
                new("Score", ColumnKind.Figure),
                new("Verdict"),
            ],
            // Options that are not feasible stay, unranked, below those that are, in the manifest's order.
            [
                .. comparison
                    .Ranking.Concat(comparison.Options.Where(o => !o.IsFeasible))
                    .Select(o => RowOf(o, comparison, catalog, money)),
            ],
            "Per month of 730 hours, expected use, list prices before tax and discounts."
                + (
                    comparison.Options.Any(o => o.Costs.Any(c => !c.IsFullyPriced))
                        ? " ≥: a part is not priced, so the true cost is higher."
                        : ""
                )
        );

    private static Row RowOf(HostingOption option, Comparison comparison, Catalog catalog, MoneyText money)
    {
        var isCheapest = comparison.Options.Length > 1 && comparison.Cheapest?.Name == option.Name;
        var rank = comparison.Ranking.IndexOf(option) + 1;
        var kind =
            rank == 1 && comparison.Options.Length > 1 ? RowKind.Chosen
            : option.IsFeasible ? RowKind.Plain
            : RowKind.Muted;
        return new(
            0,
            kind,
            [
                new Cell(option.Name),
                new Cell(option.Title == option.Name ? "" : option.Title),
                new Cell(Where(option, catalog)),
                .. comparison.UsageProfiles.Select(p => CostCell(option, p, comparison.MonthlyBudget, money)),
                ScoreMatrix.TotalCell(option),
                Verdict(option, comparison, isCheapest, rank),
            ]
        );
    }

    private static string Where(HostingOption option, Catalog catalog) =>
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

    private static Cell CostCell(HostingOption option, string profile, decimal? budget, MoneyText money)
    {
        if (!option.IsPlaced)
        {
            return MoneyText.DoesNotApply;
        }

        var cost = option.At(profile);
        var isOver = budget is { } limit && cost.Against(limit) is BudgetVerdict.Over;
        return new(money.Bounded(cost.Total.Expected, !cost.IsFullyPriced), isOver ? Tone.Up : Tone.Plain);
    }

    private static Cell Verdict(HostingOption option, Comparison comparison, bool isCheapest, int rank)
    {
        if (!option.IsFeasible)
        {
            var broken = option.Placement.UnmetRequirements.Select(u => u.Requirement).ToArray();
            return new(broken is [] ? "Not feasible" : $"Not feasible: {Words.List(broken)}", Tone.Critical);
        }

        var words = new List<string> { rank == 1 && comparison.Ranking.Length > 1 ? "First" : "Feasible" };
        if (isCheapest)
        {
            words.Add("cheapest");
        }

        if (comparison.MonthlyBudget is { } budget)
        {
            var over = option
                .Costs.Where(c => c.Against(budget) is BudgetVerdict.Over)
                .Select(c => c.UsageProfile)
                .ToArray();
            if (over.Length > 0)
            {
                words.Add($"over budget at {Words.List(over)}");
            }
            else if (option.Costs.Any(c => c.Against(budget) is BudgetVerdict.Uncertain))
            {
                words.Add("budget uncertain");
            }
        }

        if (option.At(comparison.Traffic).Unpriced.Length is > 0 and var missing)
        {
            words.Add($"{missing} not priced");
        }

        return new(string.Join(", ", words), words.Count == 1 ? Tone.Good : Tone.Plain);
    }

    private static TableSection? Findings(Comparison comparison)
    {
        var judged = comparison.Options.Where(o => o.Judgement is not null).ToArray();
        return judged.All(o => o.Judgement?.Checks.Findings.IsEmpty ?? true)
            ? null
            : new(
                "Findings",
                [
                    new("Option", ColumnKind.Code),
                    new("Critical", ColumnKind.Figure),
                    new("High", ColumnKind.Figure),
                    new("Medium", ColumnKind.Figure),
                    new("Low", ColumnKind.Figure),
                ],
                [
                    .. comparison
                        .Ranking.Concat(judged.Where(o => !o.IsFeasible))
                        .Select(o => FindingsRow(o, comparison)),
                ],
                "What single settings break; infrar check tells each with its proof and mend."
            );
    }

    private static Row FindingsRow(HostingOption option, Comparison comparison) =>
        new(
            0,
            option.Name == comparison.Leader?.Name ? RowKind.Chosen
                : option.IsFeasible ? RowKind.Plain
                : RowKind.Muted,
            [
                new Cell(option.Name),
                .. Enum.GetValues<Severity>()
                    .Reverse()
                    .Select(s => option.Judgement?.Checks.Count(s) ?? 0)
                    .Select(n => new Cell(
                        n == 0 ? MoneyText.DoesNotApply : n.ToString(CultureInfo.InvariantCulture),
                        n == 0 ? Tone.Quiet : Tone.Plain
                    )),
            ]
        );

    private static IEnumerable<Section?> NotFeasible(Comparison comparison) =>
        comparison
            .Options.Where(o => !o.IsFeasible)
            .Select(o =>
                Notes(
                    $"Not feasible: {o.Name}",
                    o.Placement.Obstacles.Select(b => b.Component is "" ? b.Reason : $"{b.Component}: {b.Reason}")
                        .Concat(o.Placement.UnmetRequirements.Select(u => $"{u.Requirement}: {u.Reason}"))
                )
            );

    private static IEnumerable<Section?> NotPriced(Comparison comparison) =>
        comparison
            .Options.Where(o => o.IsPlaced)
            .Select(o => Notes($"Not priced: {o.Name}", Unpriced(o, comparison.Traffic)));

    private static IEnumerable<string> Unpriced(HostingOption option, string traffic)
    {
        var items = option.At(traffic).Unpriced.Select(Described).Distinct(StringComparer.Ordinal).ToArray();
        // "1 more" takes the line that the one more would have taken.
        return items.Length <= UnpricedShown + 1
            ? items
            : items
                .Take(UnpricedShown)
                .Append(
                    FormattableString.Invariant(
                        $"{items.Length - UnpricedShown} more, which infrar estimate -s {option.Name} lists."
                    )
                );
    }

    private static string Described(UnpricedItem item) =>
        $"{item.Component}, {(item.Description is "" ? item.Resource : item.Description)}. {item.Reason}";

    private static NotesSection? NotGenerated(Comparison comparison) =>
        Notes(
            "Not generated",
            comparison
                .Options.Where(o => o.IsPlaced && o.NotGenerated.Any())
                .Select(o => $"{o.Name}: no OpenTofu is written for {Words.List(o.NotGenerated)}.")
        );

    private static NotesSection? Notes(string heading, IEnumerable<string> items) =>
        items.ToImmutableArray() is { IsEmpty: false } all ? new(heading, all) : null;
}
