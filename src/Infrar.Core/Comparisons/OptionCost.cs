using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Core.Comparisons;

/// <summary>What an option costs a month at one level of traffic.</summary>
/// <param name="UsageProfile">Level of traffic.</param>
/// <param name="Total">Sum of what is priced, not rounded.</param>
/// <param name="Unpriced">What is not priced; where there is any, <paramref name="Total"/> is a lower bound.</param>
public sealed record OptionCost(string UsageProfile, UsageRange Total, ImmutableArray<UnpricedItem> Unpriced)
{
    /// <summary>Whether the total is the whole cost.</summary>
    public bool IsFullyPriced => Unpriced.IsEmpty;

    /// <summary>How the expected cost stands to a budget; what is not fully priced never passes.</summary>
    public BudgetVerdict Against(decimal budget) =>
        Total.Expected > budget ? BudgetVerdict.Over
        : IsFullyPriced ? BudgetVerdict.Within
        : BudgetVerdict.Uncertain;
}

/// <summary>How a cost stands to a budget.</summary>
public enum BudgetVerdict
{
    /// <summary>At or below it.</summary>
    Within,

    /// <summary>Above it.</summary>
    Over,

    /// <summary>The known part is below it, and a part is not known.</summary>
    Uncertain,
}
