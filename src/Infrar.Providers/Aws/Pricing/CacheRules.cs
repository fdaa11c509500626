using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An ElastiCache replication group: hours of every primary and replica.</summary>
internal sealed class CacheReplicationGroupRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_elasticache_replication_group";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // A member of a global group takes its engine and size from the group's primary.
        var global = meter.Graph.Follow(resource["global_replication_group_id"]);
        var primary = global is null ? null : meter.Graph.Follow(global["primary_replication_group_id"]);
        var groups = resource["num_node_groups"].AsNumber() ?? primary?["num_node_groups"].AsNumber() ?? 1m;
        var replicas = resource["replicas_per_node_group"].AsNumber() ?? 0m;
        var (nodes, formula) = resource["num_cache_clusters"].AsNumber() is { } stated
            ? (stated, FormulaText.Count(stated, "node"))
            : (
                groups * (1m + replicas),
                $"{FormulaText.Count(groups, "group")} × (1 primary + {FormulaText.Count(replicas, "replica")})"
            );
        CacheNodes.Bill(resource, meter, nodes, formula, primary);
    }
}

/// <summary>An ElastiCache cluster: hours of its nodes.</summary>
internal sealed class CacheClusterRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_elasticache_cluster";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // A member of a replication group takes its engine and size from the group.
        var group = meter.Graph.Follow(resource["replication_group_id"]);
        var nodes = resource["num_cache_nodes"].AsNumber() ?? 1m;
        CacheNodes.Bill(resource, meter, nodes, FormulaText.Count(nodes, "node"), group);
    }
}

/// <summary>Replication groups in several regions: what travels between them; the nodes are billed with each group.</summary>
internal sealed class GlobalCacheRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_elasticache_global_replication_group";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillUsage("Replication to other regions", Traffic.ToOtherRegion(resource.Region), "replica_transfer_gb");
}

/// <summary>Hours of cache nodes, snapshots that are held, and support for a version past its end.</summary>
internal static class CacheNodes
{
    /// <summary>Bills nodes and snapshots; what the resource does not state itself, it has from <paramref name="source"/>.</summary>
    internal static void Bill(Resource resource, Meter meter, decimal nodes, string formula, Resource? source)
    {
        var engine = resource["engine"].AsText() ?? source?["engine"].AsText() ?? "redis";
        if ((resource["node_type"].AsText() ?? source?["node_type"].AsText()) is { } type)
        {
            meter.BillFixed(
                $"Node hours ({type})",
                new(
                    "AmazonElastiCache",
                    resource.Region,
                    "node-hour",
                    ("cacheEngine", NameOf(engine)),
                    ("instanceType", type)
                ),
                nodes * Meter.HoursPerMonth,
                $"{formula} × 730 h"
            );
        }
        else
        {
            meter.Unpriced("Node hours", "Its node_type is not known before apply.");
        }

        // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html: from 1 February 2026 on.
        var version = resource["engine_version"].AsText() ?? "";
        if (engine == "redis" && version.Split('.')[0] is "4" or "5")
        {
            meter.Unpriced(
                $"Extended support of version {version.Split('.')[0]}",
                "The price book has no price for support of a Redis version past its end."
            );
        }

        BillSnapshots(resource, meter);
    }

    /// <summary>How the price data calls an engine.</summary>
    internal static string NameOf(string engine) =>
        engine switch
        {
            "redis" => "Redis",
            "valkey" => "Valkey",
            "memcached" => "Memcached",
            _ => engine,
        };

    /// <summary>Bills snapshots where they are stated.</summary>
    internal static void BillSnapshots(Resource resource, Meter meter) =>
        meter.BillUsageIfStated(
            "Backup storage",
            new("AmazonElastiCache", resource.Region, "GB-month", ("resource", "backup")),
            "snapshot_storage_size_gb"
        );
}
