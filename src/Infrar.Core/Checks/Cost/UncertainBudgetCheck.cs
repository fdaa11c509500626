using System.Collections.Immutable;
using static System.FormattableString;

namespace Infrar.Core.Checks.Cost;

/// <summary>Whether it is certain that a month costs no more than it may.</summary>
internal sealed class UncertainBudgetCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "CST002";

    /// <inheritdoc/>
    public override string Title => "Whether the monthly budget holds is not certain";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "What has no price counts as nothing in the total, so that the total is a lower bound.";

    /// <inheritdoc/>
    public override string Mend => "State the missing prices or usage, or accept that the budget is not proven.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        if (scope.MonthlyBudget is not { } budget)
        {
            yield break;
        }

        foreach (var estimate in scope.Estimates.Where(e => e.Total.Most <= budget && !e.Unpriced.IsEmpty))
        {
            var total = estimate.Total;
            var count = estimate.Unpriced.Length;
            var at = estimate.UsageProfile.Length > 0 ? $"At {estimate.UsageProfile} traffic a month" : "A month";
            yield return new()
            {
                Check = Id,
                Title = Title,
                Severity = Severity,
                Resource = "",
                Subject = estimate.UsageProfile,
                Message = Invariant(
                    $"{at} costs at least {total.Expected:0.00} {estimate.Currency} of {budget:0.00}, and {count} {(count == 1 ? "thing has" : "things have")} no price: the budget may not hold."
                ),
                Mend = "State the prices or quantities that the estimate lists as not priced.",
                Proof =
                [
                    new("", Invariant($"The budget is {budget:0.00} {estimate.Currency} a month.")),
                    .. estimate.Unpriced.Take(3).Select(u => new ProofStep(u.Resource, $"{u.Description}: {u.Reason}")),
                    new("", Invariant($"The total is at least {total.Expected:0.00}."), Breaks: true),
                ],
            };
        }
    }
}
