using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A zone of Cloud DNS, and the queries that it answers.</summary>
internal sealed class ManagedZoneRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_dns_managed_zone";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed("Managed zone", new("Cloud DNS", "global", "zone-month"), 1m, "1 zone");
        Queries.Bill(meter);
    }
}

/// <summary>A record of Cloud DNS, by the queries that it answers.</summary>
internal sealed class RecordSetRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_dns_record_set";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) => Queries.Bill(meter);
}

/// <summary>Queries that Cloud DNS answers.</summary>
internal static class Queries
{
    /// <summary>Bills <c>monthly_queries</c> where it is stated.</summary>
    internal static void Bill(Meter meter) =>
        meter.BillUsageIfStated(
            "Queries",
            new("Cloud DNS", "global", "1M-queries"),
            "monthly_queries",
            factor: 0.000001m
        );
}

/// <summary>A repository of Artifact Registry, by what it holds; a virtual one holds nothing.</summary>
internal sealed class ArtifactRepositoryRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_artifact_registry_repository";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["mode"].AsText() != "VIRTUAL_REPOSITORY")
        {
            meter.BillUsage("Storage", new("Artifact Registry", resource.Region, "GiB-month"), "storage_gb");
        }
    }
}

/// <summary>What is written to Cloud Logging, through a bucket or a sink.</summary>
/// <param name="resourceType">Resource type.</param>
/// <param name="isBucket">Whether it holds logs; a sink only leads them on, so its use need not be stated.</param>
internal sealed class LoggingRule(string resourceType, bool isBucket) : PricingRule
{
    private const string Key = "monthly_logging_data_gb";

    // https://cloud.google.com/stackdriver/pricing: ingestion covers thirty days.
    private const decimal IncludedDays = 30m;

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var query = new PriceQuery("Cloud Logging", "global", "GiB");
        if (!isBucket)
        {
            meter.BillUsageIfStated("Log data written", query, Key);
            return;
        }

        meter.BillUsage("Log data written", query, Key);
        if (resource["retention_days"].AsNumber() > IncludedDays)
        {
            meter.Missing("Log retention beyond 30 days", "logs that are kept longer than 30 days");
        }
    }
}
