using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A log group: what is written to it, kept in it and searched.</summary>
internal sealed class LogGroupRule : PricingRule
{
    private const string Written = "monthly_data_ingested_gb";
    private const decimal HoursPerDay = 24m;

    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_log_group";

    /// <summary>One gigabyte written to a log group.</summary>
    internal static PriceQuery Ingestion(string region, string logClass) =>
        new("AmazonCloudWatch", region, "GB", ("resource", "logs-ingestion"), ("class", logClass));

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var logClass = resource["log_group_class"].AsText() ?? "STANDARD";
        // Of the services whose logs have a price of their own, flow logs are the one that a configuration shows.
        var isVended = logClass == "STANDARD" && FlowLogRule.EndsIn(resource, meter);
        meter.BillUsage(
            isVended ? "Flow records written" : "Log data written",
            isVended ? FlowLogRule.Vended(resource.Region) : Ingestion(resource.Region, logClass),
            Written
        );
        BillStorage(resource, meter);
        meter.BillUsageIfStated(
            "Log data searched",
            new("AmazonCloudWatch", resource.Region, "GB", ("resource", "logs-insights")),
            "monthly_data_scanned_gb"
        );
        CustomMetrics.BillIfStated(resource, meter);
    }

    private static void BillStorage(Resource resource, Meter meter)
    {
        const string Description = "Log storage";
        var query = new PriceQuery("AmazonCloudWatch", resource.Region, "GB-month", ("resource", "logs-storage"));
        if (meter.Usage("storage_gb") is not null)
        {
            meter.BillUsage(Description, query, "storage_gb");
            return;
        }

        if (meter.Usage(Written) is not { Most: > 0m } written)
        {
            return;
        }

        if (resource["retention_in_days"].AsNumber() is not { } days || days == 0m)
        {
            meter.Unpriced(Description, "Without retention_in_days it grows without end; state storage_gb.");
            return;
        }

        // Held in the long run. AWS bills compressed bytes; by how much logs shrink depends on them, so this is the most.
        meter.Bill(
            Description,
            query,
            written.Times(days * HoursPerDay / Meter.HoursPerMonth),
            QuantityOrigin.Usage,
            $"{Written} × {EstimateJson.Exact(days)} d × 24 h ÷ 730 h, not compressed"
        );
    }
}

/// <summary>A filter that makes metrics of log lines: each is a custom metric.</summary>
internal sealed class LogMetricFilterRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_log_metric_filter";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var region = resource.Region;
        var metrics = resource["metric_transformation"].Items().Count();
        meter.BillFixed(
            "Metric of log lines",
            CustomMetrics.Query(region),
            metrics,
            FormulaText.Count(metrics, "metric")
        );
    }
}
