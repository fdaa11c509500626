using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Metrics of the system's own, which CloudWatch bills wherever they come from.</summary>
internal static class CustomMetrics
{
    private const string Key = "custom_metrics";

    /// <summary>One metric for a month.</summary>
    internal static PriceQuery Query(string region) =>
        new("AmazonCloudWatch", region, "metric-month", ("resource", "metric"));

    /// <summary>Bills <c>custom_metrics</c> where it is stated.</summary>
    internal static void BillIfStated(Resource resource, Meter meter) =>
        meter.BillUsageIfStated("Custom metrics", Query(resource.Region), Key);

    /// <summary>Bills <c>custom_metrics</c>, or says that it is not stated.</summary>
    internal static void BillOrSay(Resource resource, Meter meter, string description) =>
        meter.BillUsage(description, Query(resource.Region), Key);
}
