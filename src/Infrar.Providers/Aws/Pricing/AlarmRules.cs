using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An alarm: every metric that it looks at, at standard or high resolution.</summary>
internal sealed class MetricAlarmRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_metric_alarm";

    /// <summary>One metric of an alarm for a month.</summary>
    internal static PriceQuery Query(string region, string resolution) =>
        new("AmazonCloudWatch", region, "alarm-metric-month", ("resource", "alarm"), ("resolution", resolution));

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var queries = resource["metric_query"].Items().ToArray();
        var expressions = queries.Select(q => q.At("expression").AsText()).OfType<string>().ToArray();
        if (expressions.Any(e => e.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)))
        {
            meter.Unpriced("Alarm metrics", "A query alarm is billed for every metric that it finds.");
            return;
        }

        var measured = queries.Where(q => q.At("metric").IsSet()).ToArray();
        var metrics = queries.Length == 0 ? 1 : measured.Length;
        // A band of expected values adds its upper and its lower edge.
        var bands = 2 * expressions.Count(e => e.Contains("ANOMALY_DETECTION_BAND", StringComparison.Ordinal));
        var period = measured.Select(q => q.At("metric.period").AsNumber()).Append(resource["period"].AsNumber()).Min();
        var resolution = period < 60m ? "high" : "standard";
        meter.BillFixed(
            $"Alarm metrics ({resolution} resolution)",
            Query(resource.Region, resolution),
            metrics + bands,
            bands == 0
                ? FormulaText.Count(metrics, "metric")
                : $"{FormulaText.Count(metrics, "metric")} + {bands} edges of the expected band"
        );
    }
}

/// <summary>An alarm over other alarms.</summary>
internal sealed class CompositeAlarmRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_composite_alarm";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillFixed(
            "Composite alarm",
            new("AmazonCloudWatch", resource.Region, "alarm-month", ("resource", "alarm"), ("resolution", "composite")),
            1m,
            "1 alarm"
        );
}
