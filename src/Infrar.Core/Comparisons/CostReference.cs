namespace Infrar.Core.Comparisons;

/// <summary>What costs are scored against.</summary>
/// <param name="Amount">The budget a month; without one, the lowest cost of a feasible option.</param>
/// <param name="IsBudget">Whether it is a budget.</param>
public sealed record CostReference(decimal Amount, bool IsBudget)
{
    /// <summary>
    /// Score of a cost, 0 to 10. Against a budget: 10 is free, 5 is the budget, 0 is twice the budget and more. Against the
    /// cheapest: 10 is as cheap, 5 is twice as much.
    /// </summary>
    public decimal ScoreOf(decimal cost) =>
        cost <= 0 ? 10
        : Amount <= 0 ? 0
        // The bounds are told before dividing: a quotient far beyond them need not fit a decimal.
        : IsBudget ? (cost / 2 >= Amount ? 0 : Math.Max(0, 10 - 5 * cost / Amount))
        : cost <= Amount ? 10
        : Math.Min(10, 10 * Amount / cost);
}
