using System.Globalization;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Operations;

/// <summary>A message when the account's costs near what a month may cost.</summary>
internal static class AwsBudget
{
    // AWS keeps budgets in the account's own currency, which is this one unless somebody changed it.
    private const string Currency = "USD";

    /// <summary>Makes the budget where the system states one and somebody hears of it.</summary>
    public static void Complete(Site site)
    {
        var (budget, notify) = (site.System.Requirements.MonthlyBudget, site.System.Monitoring.Notify);
        if (budget is not { } limit || notify.IsEmpty)
        {
            return;
        }

        if (site.System.Currency != Currency)
        {
            site.Note(
                $"The monthly budget is stated in {site.System.Currency} and AWS counts in {Currency}, so that AWS is told no budget."
            );
            return;
        }

        var scope = new ResourceScope(site, "", AwsRegions.Home(site), "budget");
        scope.Add(
            "aws_budgets_budget",
            "main",
            ("name", AwsNaming.SharedName(site)),
            ("budget_type", "COST"),
            ("limit_amount", limit.ToString(CultureInfo.InvariantCulture)),
            ("limit_unit", Currency),
            ("time_unit", "MONTHLY"),
            (
                "notification",
                Blocks([
                    Notification("ACTUAL", 80, notify),
                    Notification("ACTUAL", 100, notify),
                    Notification("FORECASTED", 100, notify),
                ])
            )
        );
    }

    private static Value.MapOf Notification(string type, int percent, IEnumerable<string> addresses) =>
        Map(
            ("notification_type", type),
            ("comparison_operator", "GREATER_THAN"),
            ("threshold", percent),
            ("threshold_type", "PERCENTAGE"),
            ("subscriber_email_addresses", List(addresses))
        );
}
