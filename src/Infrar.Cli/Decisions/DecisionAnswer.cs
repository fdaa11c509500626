using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Decisions;

/// <summary>The answer: who leads, what it costs, what stands against it, and who fails why.</summary>
internal static class DecisionAnswer
{
    /// <summary>The first, short sentence: who leads.</summary>
    public static string Lead(Decision decision)
    {
        var comparison = decision.Comparison;
        return comparison.Leader is not { } leader ? $"No option is feasible for {comparison.Environment.Name}."
            : comparison.Options.Length == 1 ? $"{DecisionWords.Named(leader)} is the only option, and it is feasible."
            : comparison.Ranking.Length == 1 ? $"{DecisionWords.Named(leader)} is the only feasible option."
            : $"{DecisionWords.Named(leader)} leads.";
    }

    /// <summary>The sentences after it.</summary>
    public static string Rest(Decision decision)
    {
        var comparison = decision.Comparison;
        var sentences = new List<string>();
        if (comparison.Leader is { } leader)
        {
            sentences.Add(CostOf(leader, decision));
            sentences.AddRange(Against(leader));
            sentences.AddRange(Cheaper(leader, decision));
        }

        sentences.AddRange(Failing(comparison));
        if (decision.Chosen is { } chosen && chosen.Name != comparison.Leader?.Name)
        {
            sentences.Add($"Shown in full below: {DecisionWords.Named(chosen)}.");
        }

        return string.Join(' ', sentences);
    }

    private static string CostOf(HostingOption leader, Decision decision)
    {
        var comparison = decision.Comparison;
        var money = decision.Money;
        var cost = leader.At(comparison.Traffic);
        var sentence = (cost.IsFullyPriced, cost.Total.Expected) switch
        {
            (true, 0m) => $"It is free at {cost.UsageProfile} traffic",
            (true, _) => $"It costs {money.Monthly(cost.Total.Expected)} at {cost.UsageProfile} traffic",
            (false, 0m) => $"Nothing is known of its cost at {cost.UsageProfile} traffic",
            (false, _) => $"It costs at least {money.Monthly(cost.Total.Expected)} at {cost.UsageProfile} traffic",
        };
        if (comparison.MonthlyBudget is not { } budget)
        {
            return $"{sentence}.";
        }

        sentence += cost.Against(budget) switch
        {
            BudgetVerdict.Within => $", within the budget of {money.Figure(budget)}",
            BudgetVerdict.Over =>
                $", {money.Amount(cost.Total.Expected - budget)} over the budget of {money.Figure(budget)}",
            BudgetVerdict.Uncertain => $"; whether that keeps the budget of {money.Figure(budget)} is uncertain",
        };
        var over = leader
            .Costs.Where(c => c.UsageProfile != cost.UsageProfile && c.Against(budget) is BudgetVerdict.Over)
            .Select(c => $"passes it by {money.Amount(c.Total.Expected - budget)} at {c.UsageProfile} traffic")
            .ToArray();
        return over is [] ? $"{sentence}." : $"{sentence}, and {Words.List(over)}.";
    }

    private static IEnumerable<string> Against(HostingOption leader)
    {
        if (leader.Judgement is { } judgement)
        {
            var grave = DecisionWords.Counts(judgement.Checks, Severity.High);
            yield return judgement.Checks.Findings.IsEmpty ? "The checks find nothing against it."
            : grave is [] ? "The checks find nothing grave against it."
            : $"{Words.List(grave)} {(IsOne(judgement.Checks) ? "stands" : "stand")} against it.";
        }
    }

    /// <summary>Who is cheaper, or may be: the first question of anybody who reads that another leads.</summary>
    private static IEnumerable<string> Cheaper(HostingOption leader, Decision decision)
    {
        var (comparison, money) = (decision.Comparison, decision.Money);
        if (comparison.Cheapest is { } cheapest && cheapest.Name != leader.Name)
        {
            var cost = cheapest.At(comparison.Traffic).Total.Expected;
            yield return $"The cheapest is {DecisionWords.Named(cheapest)}: {money.Monthly(cost)}.";
        }

        var perhaps = comparison.PerhapsCheaper.Where(o => o.Name != leader.Name).ToArray();
        if (perhaps.Length > 0)
        {
            var known = perhaps.Select(o =>
                o.At(comparison.Traffic).Total.Expected is var cost && cost == 0m
                    ? DecisionWords.Named(o)
                    : $"{DecisionWords.Named(o)} (at least {money.Monthly(cost)})"
            );
            yield return $"{Words.List(known)} may be cheaper: not everything there is priced.";
        }
    }

    private static bool IsOne(CheckReport checks) => checks.Findings.Count(f => f.Severity >= Severity.High) == 1;

    /// <summary>Options that fail, together by what they fail.</summary>
    private static IEnumerable<string> Failing(Comparison comparison) =>
        comparison
            .Options.Where(o => !o.IsFeasible)
            .GroupBy(o => Words.List(o.Placement.UnmetRequirements.Select(u => u.Requirement)), StringComparer.Ordinal)
            .Select(g =>
            {
                var count = g.Count();
                var who = Words.Capitalized($"{Spelled(count)} {(count == 1 ? "option" : "options")}");
                return g.Key is "none"
                    ? $"{who} cannot be placed."
                    : $"{who} {(count == 1 ? "fails" : "fail")} {g.Key}.";
            });

    private static string Spelled(int count) =>
        count switch
        {
            1 => "one",
            2 => "two",
            3 => "three",
            4 => "four",
            5 => "five",
            6 => "six",
            7 => "seven",
            8 => "eight",
            9 => "nine",
            _ => FormattableString.Invariant($"{count}"),
        };
}
