using System.Collections.Immutable;
using static System.FormattableString;

namespace Infrar.Core.Checks.Cost;

/// <summary>Whether a month costs no more than it may.</summary>
internal sealed class BudgetCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "CST001";

    /// <inheritdoc/>
    public override string Title => "The monthly budget is exceeded";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "The estimate holds list prices before tax and discounts; what is above the budget there is above it on the bill.";

    /// <inheritdoc/>
    public override string Mend => "Choose smaller sizes or another strategy, or raise the budget on purpose.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        if (scope.MonthlyBudget is not { } budget)
        {
            yield break;
        }

        foreach (var estimate in scope.Estimates.Where(e => e.Total.Most > budget))
        {
            var total = estimate.Total;
            var expected = total.Expected > budget;
            var least = estimate.Unpriced.IsEmpty ? "" : "at least ";
            var at = estimate.UsageProfile.Length > 0 ? $"At {estimate.UsageProfile} traffic a month" : "A month";
            yield return new()
            {
                Check = Id,
                Title = Title,
                Severity = expected ? Severity : Severity.Medium,
                Resource = "",
                Subject = estimate.UsageProfile,
                Message = expected
                    ? Invariant(
                        $"{at} costs {least}{total.Expected:0.00} {estimate.Currency}, which is {total.Expected - budget:0.00} more than the budget of {budget:0.00}."
                    )
                    : Invariant(
                        $"{at} costs {least}{total.Expected:0.00} {estimate.Currency} as expected and up to {total.Most:0.00}, and the budget is {budget:0.00}."
                    ),
                Mend = Invariant(
                    $"Save {(expected ? total.Expected : total.Most) - budget:0.00} {estimate.Currency} a month, or raise requirements.budget."
                ),
                Proof =
                [
                    new("", Invariant($"The budget is {budget:0.00} {estimate.Currency} a month.")),
                    .. Largest(estimate),
                    new(
                        "",
                        Invariant(
                            $"The total is {least}{total.Expected:0.00}, between {total.Least:0.00} and {total.Most:0.00}."
                        ),
                        Breaks: true
                    ),
                ],
            };
        }
    }

    // What costs most is where saving begins.
    private static IEnumerable<ProofStep> Largest(Pricing.Estimate estimate) =>
        estimate
            .LineItems.OrderByDescending(l => l.ListCost.Expected)
            .ThenBy(l => l.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(l => new ProofStep(
                l.Resource,
                Invariant($"{l.Description}: {l.ListCost.Expected:0.00} {estimate.Currency}")
            ));
}
