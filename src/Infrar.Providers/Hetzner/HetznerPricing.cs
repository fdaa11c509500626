using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>A server by the month, its backups and its traffic beyond what is included.</summary>
internal sealed class ServerPricing : PricingRule
{
    internal const string EgressKey = "monthly_egress_gb";

    // Traffic is sold by the TB, and usage is stated in GB; both are decimal.
    private const decimal TerabytesPerGigabyte = 0.001m;

    /// <inheritdoc/>
    public override string ResourceType => "hcloud_server";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var type = (resource["server_type"].AsText() ?? "").ToUpperInvariant();
        var region = Locations.PriceRegion(resource["location"].AsText() ?? resource.Region);
        meter.BillFixed(
            $"Server {type}",
            new("Cloud server", region, "server-month") { Description = $"{type} server, without IPv4, net of VAT" },
            1,
            "1 server"
        );
        if (resource["backups"].AsFlag() is true)
        {
            meter.Unpriced("Backups", "The price book has no price of server backups.");
        }

        meter.BillUsage("Traffic", new("Traffic", region, "TB"), EgressKey, TerabytesPerGigabyte);
    }
}

/// <summary>A volume: every GB of its size.</summary>
internal sealed class VolumePricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "hcloud_volume";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var size = resource["size"].AsNumber() ?? 0;
        var region = Locations.PriceRegion(resource["location"].AsText() ?? resource.Region);
        meter.BillFixed(
            "Volume",
            new("Volume", region, "GB-month"),
            size,
            string.Create(CultureInfo.InvariantCulture, $"{size} GB")
        );
    }
}

/// <summary>A load balancer by the month; only the smallest size's price is sourced.</summary>
internal sealed class LoadBalancerPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "hcloud_load_balancer";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var type = resource["load_balancer_type"].AsText() ?? "";
        if (type != "lb11")
        {
            meter.Unpriced($"Load balancer {type}", "The price book has the price of the smallest load balancer only.");
            return;
        }

        var region = Locations.PriceRegion(resource["location"].AsText() ?? resource.Region);
        meter.BillFixed("Load balancer lb11", new("Load balancer", region, "month"), 1, "1 load balancer");
    }
}

/// <summary>A public address by the month; those of IPv6 are free.</summary>
internal sealed class PrimaryIpPricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "hcloud_primary_ip";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["type"].AsText() is "ipv4")
        {
            var region = Locations.PriceRegion(resource["location"].AsText() ?? resource.Region);
            meter.BillFixed("Public IPv4 address", new("Primary IP", region, "month"), 1, "1 address");
        }
    }
}

/// <summary>Object storage: one fee for an account with 1 TB of storage and of egress; more is not sourced.</summary>
internal sealed class ObjectStoragePricing : PricingRule
{
    internal const string StorageKey = "storage_gb";
    internal const string EgressKey = "monthly_egress_gb";

    private const decimal IncludedGB = 1000;

    /// <inheritdoc/>
    public override string ResourceType => "hetzner_object_storage";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed(
            "Object storage, 1 TB and 1 TB of egress included",
            new("Object storage", Locations.PriceRegion(resource.Region), "month"),
            1,
            "1 account"
        );
        BeyondIncluded("Storage", StorageKey, meter);
        BeyondIncluded("Egress", EgressKey, meter);
    }

    private static void BeyondIncluded(string what, string key, Meter meter)
    {
        if (meter.Usage(key) is { Most: > IncludedGB })
        {
            meter.Unpriced(
                $"{what} beyond 1 TB",
                $"The price book has no price of {what.ToLowerInvariant()} beyond 1 TB."
            );
        }
    }
}
