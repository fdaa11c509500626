using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A canary: each run of it, and the function that runs it.</summary>
internal sealed class CanaryRule : PricingRule
{
    private const string Key = "runs";
    private const decimal MinutesPerMonth = Meter.HoursPerMonth * 60m;

    /// <inheritdoc/>
    public override string ResourceType => "aws_synthetics_canary";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var query = new PriceQuery("AmazonCloudWatch", resource.Region, "run", ("resource", "canary"));
        var isStarted = resource["start_canary"].AsFlag() is true;
        if (meter.Usage(Key) is null && isStarted && MinutesBetween(resource) is { } minutes)
        {
            meter.BillFixed(
                "Canary runs",
                query,
                MinutesPerMonth / minutes,
                $"730 h × 60 min ÷ {EstimateJson.Exact(minutes)} min"
            );
        }
        else
        {
            meter.BillUsage("Canary runs", query, Key);
        }

        meter.Unpriced(
            "Function of the canary",
            "Each run takes a Lambda function, whose requests and duration AWS bills beside the run and the plan does not show."
        );
    }

    /// <summary>Minutes from run to run; null where the schedule is no steady rate.</summary>
    private static decimal? MinutesBetween(Resource canary)
    {
        // rate(1 minute), rate(5 minutes), rate(1 hour); rate(0 minute) runs once.
        var words = (canary["schedule.expression"].AsText() ?? "").Split('(', ' ', ')');
        return
            words is ["rate", var number, var unit, ..]
            && decimal.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0m
            ? unit.StartsWith("hour", StringComparison.Ordinal)
                ? count * 60m
                : count
            : null;
    }
}
