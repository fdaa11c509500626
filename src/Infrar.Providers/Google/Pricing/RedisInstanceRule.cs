using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A Memorystore instance for Redis: every GiB of it by the hour, cheaper the larger it is.</summary>
internal sealed class RedisInstanceRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_redis_instance";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        const string Description = "Memory, GiB hours";
        if (resource["tier"].TextOr("BASIC") is not { } tier || resource["memory_size_gb"].AsNumber() is not { } size)
        {
            meter.NotKnownYet(Description, "tier or memory_size_gb");
            return;
        }

        if (resource["read_replicas_mode"].AsText() == "READ_REPLICAS_ENABLED")
        {
            meter.Missing(Description, "Memorystore instances with read replicas");
            return;
        }

        var capacity = CapacityTier(size);
        meter.BillFixed(
            $"{Description} ({tier}, {capacity})",
            new(
                "Memorystore",
                resource.Region,
                "GiB-hour",
                ("capacityTier", capacity),
                ("engine", "Redis"),
                ("tier", tier)
            ),
            size * Meter.HoursPerMonth,
            string.Create(CultureInfo.InvariantCulture, $"{size} GiB × 730 h")
        );
    }

    // https://cloud.google.com/memorystore/docs/redis/pricing
    private static string CapacityTier(decimal gibibytes) =>
        gibibytes switch
        {
            <= 4m => "M1",
            <= 10m => "M2",
            <= 35m => "M3",
            <= 100m => "M4",
            _ => "M5",
        };
}
