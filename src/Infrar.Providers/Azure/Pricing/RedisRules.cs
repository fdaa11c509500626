using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>An Azure Cache for Redis: node hours by tier and size.</summary>
internal sealed class RedisCacheRule : PricingRule
{
    private const string Service = "Azure Cache for Redis";

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_redis_cache";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (
            resource["sku_name"].AsText() is not { } tier
            || resource["family"].AsText() is not { } family
            || resource["capacity"].AsNumber() is not { } capacity
        )
        {
            meter.NotKnownYet("Node hours", "sku_name, family or capacity");
            return;
        }

        var sku = string.Create(CultureInfo.InvariantCulture, $"{tier} {family}{capacity}");
        var nodes = Nodes(resource, tier);
        meter.BillFixed(
            $"Node hours ({sku})",
            Query(resource.Region, sku),
            nodes * Meter.HoursPerMonth,
            $"{FormulaText.Count(nodes, "node")} × 730 h"
        );
    }

    /// <summary>One node, two of them from Standard on, and those of every shard of Premium.</summary>
    private static decimal Nodes(Resource resource, string tier)
    {
        if (tier == "Basic")
        {
            return 1m;
        }

        var replicas = resource["replicas_per_primary"].AsNumber() ?? resource["replicas_per_master"].AsNumber() ?? 1m;
        var shards = Math.Max(1m, resource["shard_count"].AsNumber() ?? 1m);
        return tier == "Premium" ? shards * (1m + replicas) : 2m;
    }

    // Rows are per node, whether they say so by their unit or by their description.
    private static PriceQuery Query(string region, string sku)
    {
        var perNode = new PriceQuery(Service, region, "node-hour", ("skuName", sku));
        return AzurePricing.Prices.Find(perNode) is null ? perNode with { PricingUnit = "hour" } : perNode;
    }
}

/// <summary>An Azure Managed Redis: two nodes, or one without high availability.</summary>
internal sealed class ManagedRedisRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_managed_redis";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["sku_name"].AsText() is not { } sku)
        {
            meter.NotKnownYet("Node hours", "sku_name");
            return;
        }

        var nodes = resource["high_availability_enabled"].FlagOr(true) ? 2m : 1m;
        meter.BillFixed(
            $"Node hours ({sku})",
            new("Azure Managed Redis", resource.Region, "node-hour", ("skuName", sku)),
            nodes * Meter.HoursPerMonth,
            $"{FormulaText.Count(nodes, "node")} × 730 h"
        );
    }
}
