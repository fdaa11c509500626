using static Infrar.Core.Comparisons.Scoring.OptionSheet;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>How little an option costs at the level of traffic that ranks.</summary>
internal static class CostScore
{
    internal static Score Of(OptionSheet sheet)
    {
        var (cost, reference) = (sheet.Cost.Total.Expected, sheet.Reference);
        var (amount, against) = (Figure(cost), Figure(reference.Amount));
        var currency = sheet.Judgement.Estimates[0].Currency;
        return new()
        {
            Criterion = Criterion.Cost,
            Value = reference.ScoreOf(cost),
            Formula = reference.IsBudget
                ? "10 − 5 × cost ÷ budget, not below 0"
                : "10 × lowest cost of a feasible option ÷ cost, not above 10",
            Working =
                cost <= 0 ? "10, since it costs nothing"
                : reference.Amount <= 0 ? "0, since it costs something and nothing is what it is held against"
                : reference.IsBudget ? $"10 − 5 × {amount} ÷ {against}"
                : $"10 × {against} ÷ {amount}",
            Facts =
            [
                new("cost a month", $"{amount} {currency}", $"estimate at {sheet.Cost.UsageProfile} traffic"),
                new(
                    reference.IsBudget ? "budget a month" : "lowest cost a month",
                    $"{against} {currency}",
                    reference.IsBudget ? "requirement budget" : "the options' estimates"
                ),
                .. sheet
                    .Cost.Unpriced.Select(u => new ScoreFact(
                        u.Description is "" ? u.Component : $"{u.Component}, {u.Description}",
                        "not priced",
                        u.Resource
                    ))
                    .Distinct(),
            ],
            Bound = sheet.Cost.IsFullyPriced
                ? ""
                : "A part is not priced, so that the cost is at least this and the score at most this.",
        };
    }
}
