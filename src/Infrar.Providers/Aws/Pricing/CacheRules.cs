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
        var groups = resource["num_node_groups"].AsNumber() ?? 1m;
        var replicas = resource["replicas_per_node_group"].AsNumber() ?? 0m;
        var (nodes, formula) = resource["num_cache_clusters"].AsNumber() is { } stated
            ? (stated, FormulaText.Count(stated, "node"))
            : (
                groups * (1m + replicas),
                $"{FormulaText.Count(groups, "group")} × (1 primary + {FormulaText.Count(replicas, "replica")})"
            );
        CacheNodes.Bill(resource, meter, resource["engine"].AsText() ?? "redis", nodes, formula);
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
        var engine = resource["engine"].AsText() ?? group?["engine"].AsText() ?? "redis";
        var nodes = resource["num_cache_nodes"].AsNumber() ?? 1m;
        CacheNodes.Bill(resource, meter, engine, nodes, FormulaText.Count(nodes, "node"), group);
    }
}

/// <summary>Hours of cache nodes, and snapshots that are held.</summary>
internal static class CacheNodes
{
    /// <summary>Bills nodes and snapshots.</summary>
    internal static void Bill(
        Resource resource,
        Meter meter,
        string engine,
        decimal nodes,
        string formula,
        Resource? group = null
    )
    {
        var type = resource["node_type"].AsText() ?? group?["node_type"].AsText() ?? "";
        var cacheEngine = engine switch
        {
            "redis" => "Redis",
            "valkey" => "Valkey",
            "memcached" => "Memcached",
            _ => engine,
        };
        meter.BillFixed(
            $"Node hours ({type})",
            new(
                "AmazonElastiCache",
                resource.Region,
                "node-hour",
                ("cacheEngine", cacheEngine),
                ("instanceType", type)
            ),
            nodes * Meter.HoursPerMonth,
            $"{formula} × 730 h"
        );
        meter.BillUsageIfStated(
            "Backup storage",
            new("AmazonElastiCache", resource.Region, "GB-month", ("resource", "backup")),
            "snapshot_storage_size_gb"
        );
    }
}
