using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Comparisons;

/// <summary>A comparison in a few sentences: who leads, what it costs, what stands against it, and who is cheapest if another.</summary>
internal static class ComparisonAnswer
{
    /// <summary>The answer.</summary>
    public static string Of(Comparison comparison, MoneyText money) =>
        comparison.Leader is not { } leader
            ? $"No option is feasible for {comparison.Environment.Name}. Each says below what stands against it."
            : string.Join(
                ' ',
                new[]
                {
                    Leads(leader, comparison, money),
                    Against(leader),
                    Cheapest(leader, comparison, money),
                    PerhapsCheaper(leader, comparison, money),
                }.Where(sentence => sentence is not "")
            );

    private static string Leads(HostingOption leader, Comparison comparison, MoneyText money)
    {
        var cost = CostWords(leader.At(comparison.Traffic), comparison.MonthlyBudget, money);
        if (comparison.Ranking.Length == 1)
        {
            var which = comparison.Options.Length == 1 ? "The only option" : "The only feasible option";
            return $"{which} is {Named(leader)}: {cost}";
        }

        return $"{Named(leader)} leads with {ScoreMatrix.TotalWords(leader)} of 10: {cost}";
    }

    private static string Against(HostingOption leader)
    {
        if (leader.Judgement?.Checks is not { } checks)
        {
            return "";
        }

        var grave = new[] { Severity.Critical, Severity.High }
            .Select(s => (Count: checks.Count(s), Noun: $"{s.ToString().ToLowerInvariant()} finding"))
            .Where(f => f.Count > 0)
            .ToArray();
        var verb = grave.Sum(f => f.Count) == 1 ? "stands" : "stand";
        return grave is [] ? "" : $"{Words.List(grave.Select(f => Words.Count(f.Count, f.Noun)))} {verb} against it.";
    }

    private static string Cheapest(HostingOption leader, Comparison comparison, MoneyText money) =>
        comparison.Ranking.Length == 1 ? ""
        : comparison.Cheapest is not { } cheapest
            ? "No feasible option is fully priced, so that none is known to be the cheapest."
        : cheapest.Name != leader.Name
            ? $"The cheapest is {Named(cheapest)}: {money.Monthly(cheapest.At(comparison.Traffic).Total.Expected)}."
        : comparison.PerhapsCheaper.IsEmpty ? "It is the cheapest feasible option too."
        : "It is the cheapest of those that are fully priced.";

    private static string PerhapsCheaper(HostingOption leader, Comparison comparison, MoneyText money)
    {
        var others = comparison.PerhapsCheaper.Where(o => o.Name != leader.Name).ToArray();
        return others is [] || comparison.Cheapest is null
            ? ""
            // A key stays as it is written, also where a sentence begins.
            : $"{Words.List(others.Select(o => $"{o.Name} ({Known(o.At(comparison.Traffic), money)})"))} may be cheaper: "
                + "not everything there is priced.";
    }

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
}
