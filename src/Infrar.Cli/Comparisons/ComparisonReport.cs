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
        Section?[] sections =
        [
            Table(comparison, catalog, money),
            .. NotFeasible(comparison),
            .. NotPriced(comparison),
            NotGenerated(comparison),
        ];
        return new(
            $"Hosting options of {comparison.System} in {comparison.Environment.Name}",
            Answer(comparison, money),
            [.. sections.OfType<Section>()]
        );
    }

    private static string Answer(Comparison comparison, MoneyText money)
    {
        var feasible = comparison.Options.Count(o => o.IsFeasible);
        return (comparison.Cheapest ?? comparison.PerhapsCheaper.FirstOrDefault()) switch
        {
            null => $"No option is feasible for {comparison.Environment.Name}. Each says below what stands against it.",
            var only when feasible == 1 => Only(only, comparison, money),
            var _ when comparison.Cheapest is { } cheapest => Ranked(cheapest, comparison, money),
            var lowest => NoneWhole(lowest.At(comparison.Traffic), lowest, money),
        };
    }

    private static string Only(HostingOption option, Comparison comparison, MoneyText money)
    {
        var cost = option.At(comparison.Traffic);
        var which = comparison.Options.Length == 1 ? "The only option" : "The only feasible option";
        return $"{which} is {Named(option)}: {CostWords(cost, comparison.MonthlyBudget, money)}";
    }

    private static string Ranked(HostingOption cheapest, Comparison comparison, MoneyText money)
    {
        var cost = cheapest.At(comparison.Traffic);
        var answer =
            $"The cheapest feasible option is {Named(cheapest)}: {CostWords(cost, comparison.MonthlyBudget, money)}";
        var perhaps = comparison.PerhapsCheaper;
        return perhaps.IsEmpty
            ? answer
            : $"{answer} {Words.List(perhaps.Select(o => $"{o.Name} ({Known(o.At(comparison.Traffic), money)})"))}"
                + " may be cheaper: not everything there is priced.";
    }

    private static string NoneWhole(OptionCost cost, HostingOption lowest, MoneyText money) =>
        "No feasible option is fully priced, so that none is known to be the cheapest. "
        + $"The lowest known part is that of {Named(lowest)}: {Known(cost, money)} at {cost.UsageProfile} traffic, "
        + $"with {Words.Count(cost.Unpriced.Length, "line")} not priced.";

    private static string CostWords(OptionCost cost, decimal? budget, MoneyText money)
    {
        var words = cost.IsFullyPriced ? money.Monthly(cost.Total.Expected) : Known(cost, money);
        words += $" at {cost.UsageProfile} traffic";
        if (!cost.IsFullyPriced)
        {
            words += $", with {Words.Count(cost.Unpriced.Length, "line")} not priced";
        }

        // What costs nothing needs no budget to be held against.
        return budget is { } limit && cost is not { IsFullyPriced: true, Total.Expected: 0m }
            ? $"{words}, {BudgetWords(cost, limit, money)}."
            : $"{words}.";
    }

    private static string Named(HostingOption option) =>
        option.Title == option.Name ? option.Name : $"{option.Name} ({option.Title})";

    private static string Known(OptionCost cost, MoneyText money) =>
        cost.Total.Expected == 0m ? "nothing known" : $"at least {money.Monthly(cost.Total.Expected)}";

    private static string BudgetWords(OptionCost cost, decimal budget, MoneyText money) =>
        cost.Against(budget) switch
        {
            BudgetVerdict.Within => $"within the budget of {money.Figure(budget)}",
            BudgetVerdict.Over =>
                $"{money.Amount(cost.Total.Expected - budget)} over the budget of {money.Figure(budget)}",
            BudgetVerdict.Uncertain => $"uncertain against the budget of {money.Figure(budget)}",
        };

    private static TableSection Table(Comparison comparison, Catalog catalog, MoneyText money) =>
        new(
            "",
            [
                new("Option", ColumnKind.Code),
                new("Title", DropOrder: 1),
                new("Where", DropOrder: 2),
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
        var isCheapest = comparison.Options.Length > 1 && comparison.Cheapest?.Name == option.Name;
        var kind =
            isCheapest ? RowKind.Chosen
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
                Verdict(option, comparison, isCheapest),
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

    private static Cell Verdict(HostingOption option, Comparison comparison, bool isCheapest)
    {
        if (!option.IsFeasible)
        {
            var broken = option.Placement.UnmetRequirements.Select(u => u.Requirement).ToArray();
            return new(broken is [] ? "Not feasible" : $"Not feasible: {Words.List(broken)}", Tone.Critical);
        }

        var words = new List<string> { isCheapest ? "Cheapest" : "Feasible" };
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
