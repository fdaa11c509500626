using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Comparisons;

/// <summary>A comparison for people: who is cheapest, then all options side by side, then what is missing and why.</summary>
internal static class ComparisonReport
{
    private const int UnpricedShown = 8;

    /// <summary>The report of a comparison.</summary>
    public static Report Of(Comparison comparison, Catalog catalog)
    {
        var money = new MoneyText(comparison.Currency);
        var sections = new Section?[]
        {
            Table(comparison, catalog, money),
            NotFeasible(comparison),
            NotPriced(comparison),
            NotGenerated(comparison),
        };
        return new(
            $"Hosting options of {comparison.System} in {comparison.Environment.Name}",
            Answer(comparison, money),
            [.. sections.OfType<Section>()]
        );
    }

    private static string Answer(Comparison comparison, MoneyText money)
    {
        var traffic = comparison.Traffic;
        var perhaps = comparison.PerhapsCheaper;
        if (comparison.Cheapest is { } cheapest)
        {
            var cost = cheapest.At(traffic);
            var answer =
                $"Cheapest feasible option: {cheapest.Title}, {money.Amount(cost.Total.Expected)} a month at {traffic} traffic";
            answer += comparison.MonthlyBudget is { } budget ? $", {BudgetWords(cost, budget, money)}." : ".";
            return perhaps.IsEmpty
                ? answer
                : $"{answer} {Words.List(perhaps.Select(o => $"{o.Title} ({money.Bounded(o.At(traffic).Total.Expected, true)})"))}"
                    + $" may be cheaper: not everything there is priced.";
        }

        if (perhaps is [var first, ..])
        {
            var cost = first.At(traffic);
            return $"No feasible option is fully priced. {first.Title} has the lowest known part: "
                + $"{money.Bounded(cost.Total.Expected, true)} a month at {traffic} traffic, "
                + $"with {Words.Count(cost.Unpriced.Length, "line")} not priced.";
        }

        return $"No option is feasible for {comparison.Environment.Name}. Each says below what stands against it.";
    }

    private static string BudgetWords(OptionCost cost, decimal budget, MoneyText money) =>
        cost.Against(budget) switch
        {
            BudgetVerdict.Within => $"within the budget of {money.Amount(budget)}",
            BudgetVerdict.Over =>
                $"{money.Amount(cost.Total.Expected - budget)} over the budget of {money.Amount(budget)}",
            BudgetVerdict.Uncertain => $"uncertain against the budget of {money.Amount(budget)}",
        };

    private static TableSection Table(Comparison comparison, Catalog catalog, MoneyText money) =>
        new(
            "",
            [
                new("Option"),
                new("Where"),
                .. comparison.UsageProfiles.Select(p => new Column(Words.Capitalized(p), ColumnKind.Figure)),
                new("Verdict"),
            ],
            // Options that are not feasible stay, below those that are, in the manifest's order.
            [.. comparison.Options.OrderBy(o => !o.IsFeasible).Select(o => RowOf(o, comparison, catalog, money))],
            "Per month of 730 hours, expected use, list prices before tax and discounts."
                + (
                    comparison.Options.Any(o => o.Costs.Any(c => !c.IsFullyPriced))
                        ? " ≥: a part is not priced, so the true cost is higher."
                        : ""
                )
        );

    private static Row RowOf(HostingOption option, Comparison comparison, Catalog catalog, MoneyText money)
    {
        var isCheapest = comparison.Cheapest?.Name == option.Name;
        var kind =
            isCheapest ? RowKind.Chosen
            : option.IsFeasible ? RowKind.Plain
            : RowKind.Muted;
        return new(
            0,
            kind,
            [
                new Cell(option.Title, Tag: isCheapest ? "cheapest" : ""),
                new Cell(Where(option, catalog)),
                .. comparison.UsageProfiles.Select(p => CostCell(option, p, comparison.MonthlyBudget, money)),
                Verdict(option, comparison),
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
        if (!option.IsFeasible)
        {
            return MoneyText.DoesNotApply;
        }

        var cost = option.At(profile);
        var isOver = budget is { } limit && cost.Against(limit) is BudgetVerdict.Over;
        return new(money.Bounded(cost.Total.Expected, !cost.IsFullyPriced), isOver ? Tone.Up : Tone.Plain);
    }

    private static Cell Verdict(HostingOption option, Comparison comparison)
    {
        if (!option.IsFeasible)
        {
            return new("Not feasible", Tone.Critical);
        }

        var words = new List<string> { "Feasible" };
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

    private static NotesSection? NotFeasible(Comparison comparison) =>
        Notes(
            "Not feasible",
            comparison
                .Options.SelectMany(o => o.Placement.Obstacles.Select(b => (o.Title, b)))
                .Select(o => $"{o.Title}: {(o.b.Component is "" ? "" : $"{o.b.Component}: ")}{o.b.Reason}")
        );

    private static NotesSection? NotPriced(Comparison comparison) =>
        Notes(
            "Not priced",
            comparison.Options.Where(o => o.IsFeasible).SelectMany(o => Unpriced(o, comparison.Traffic))
        );

    private static IEnumerable<string> Unpriced(HostingOption option, string traffic)
    {
        var items = option
            .At(traffic)
            .Unpriced.Select(u => $"{option.Title}: {Described(u)}")
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return items.Length <= UnpricedShown
            ? items
            : items
                .Take(UnpricedShown)
                .Append(
                    $"{option.Title}: {items.Length - UnpricedShown} more; estimate -s {option.Name} lists them all."
                );
    }

    private static string Described(UnpricedItem item) =>
        $"{item.Component}, {(item.Description is "" ? item.Resource : item.Description)}. {item.Reason}";

    private static NotesSection? NotGenerated(Comparison comparison) =>
        Notes(
            "Not generated",
            comparison
                .Options.Where(o => o.IsFeasible && o.NotGenerated.Any())
                .Select(o => $"{o.Title}: no OpenTofu is written for {Words.List(o.NotGenerated)}.")
        );

    private static NotesSection? Notes(string heading, IEnumerable<string> items) =>
        items.ToImmutableArray() is { IsEmpty: false } all ? new(heading, all) : null;
}
