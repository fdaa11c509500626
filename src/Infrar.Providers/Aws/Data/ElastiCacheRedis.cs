using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static System.FormattableString;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Redis, run by Amazon ElastiCache: one primary with replicas, not sharded.</summary>
internal sealed class ElastiCacheRedis : Offering
{
    private const int Port = 6379;
    private const int MaxIdentifier = 40;
    private const int MaxReplicas = 5;

    // Manifest version to engine version and settings family. After 7 ElastiCache goes on with Valkey, not with Redis.
    private static readonly ImmutableArray<(string Major, string Engine, string Family)> Versions =
    [
        ("6", "6.2", "redis6.x"),
        ("7", "7.1", "redis7"),
    ];

    /// <inheritdoc/>
    public override string Id => "aws/elasticache-redis";

    /// <inheritdoc/>
    public override string Title => "Amazon ElastiCache for Redis";

    /// <inheritdoc/>
    // Without cluster mode a group has the primary and at most five replicas; the node type is changed by hand.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonElastiCache/latest/dg",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 6,
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Redis];

    /// <summary>Address of the replication group. Depends on names alone.</summary>
    public static string AddressOf(Component cache) => $"aws_elasticache_replication_group.{AwsNaming.TofuName(cache)}";

    /// <summary>Nodes of a cache: the primary and its replicas.</summary>
    public static int NodesOf(Redis cache) => 1 + cache.Replicas;

    /// <summary>Identifier of the replication group; its nodes are called so with <c>-001</c>, <c>-002</c>… behind.</summary>
    public static string IdentifierOf(Component cache, Site site) =>
        AwsNaming.ResourceName(site, cache.Name, MaxIdentifier);

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var cache = (Redis)component;
        if (cache is { Availability: Availability.MultiZone, Replicas: 0 })
        {
            yield return "A cache in several zones needs a replica to take over; state at least 1.";
        }

        if (cache.Replicas is < 0 or > MaxReplicas)
        {
            yield return Invariant($"ElastiCache has 0 to {MaxReplicas} replicas, not {cache.Replicas}.");
        }

        if (!Versions.Any(v => v.Major == cache.Version.Split('.')[0]))
        {
            yield return $"ElastiCache offers Redis {string.Join(" and ", Versions.Select(v => v.Major))}, not {cache.Version}.";
        }

        if (cache.BackupRetentionDays is < 0 or > 35)
        {
            yield return Invariant($"ElastiCache keeps snapshots for 0 to 35 days, not {cache.BackupRetentionDays}.");
        }

        foreach (var obstacle in SizeObstacles(cache, site))
        {
            yield return obstacle;
        }

        var home = AwsRegions.Home(site);
        if (site.RegionOf(cache) != home)
        {
            yield return $"The network lies in {home} and the cache in {site.RegionOf(cache)}; place it in {home}.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var cache = (Redis)component;
        var host = Ref(AddressOf(cache), "primary_endpoint_address");
        return attribute switch
        {
            "host" => host,
            "readHost" => Ref(AddressOf(cache), "reader_endpoint_address"),
            "port" => Port,
            "arn" => Ref(AddressOf(cache), "arn"),
            "url" => Template(cache.EncryptionInTransit ? "rediss://" : "redis://", host, Invariant($":{Port}")),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var cache = (Redis)component;
        var scope = ResourceScope.Of(cache, site, "cache");
        var name = AwsNaming.TofuName(cache);
        var (_, engine, family) = Versions.First(v => v.Major == cache.Version.Split('.')[0]);

        var subnets = scope.Add(
            "aws_elasticache_subnet_group",
            name,
            ("name", AwsNaming.ResourceName(site, cache.Name)),
            ("description", $"Private subnets of {cache.Name}."),
            ("subnet_ids", Zones.PrivateSubnetIds(site))
        );
        var parameters = scope.Add(
            "aws_elasticache_parameter_group",
            name,
            ("name", AwsNaming.ResourceName(site, cache.Name)),
            ("description", $"Settings of {cache.Name}."),
            ("family", family)
        );
        scope.Add(
            "aws_elasticache_replication_group",
            name,
            ("replication_group_id", IdentifierOf(cache, site)),
            ("description", $"Redis of {cache.Name}."),
            ("engine", "redis"),
            ("engine_version", engine),
            ("node_type", NodeOf(cache, site)),
            ("port", Port),
            ("num_cache_clusters", NodesOf(cache)),
            // A replica that does not take over would be paid for and be of no use when it is needed.
            ("automatic_failover_enabled", cache.Replicas > 0),
            ("multi_az_enabled", cache.Availability is Availability.MultiZone),
            ("parameter_group_name", Ref(parameters, "name")),
            ("subnet_group_name", Ref(subnets, "name")),
            ("security_group_ids", SecurityGroups.IdsOf(cache.Name, site)),
            ("at_rest_encryption_enabled", cache.EncryptionAtRest),
            ("transit_encryption_enabled", cache.EncryptionInTransit),
            ("transit_encryption_mode", cache.EncryptionInTransit ? "required" : Value.None),
            ("snapshot_retention_limit", cache.BackupRetentionDays),
            (
                "final_snapshot_identifier",
                cache.BackupRetentionDays > 0 ? AwsNaming.ResourceName(site, $"{cache.Name}-final", 255) : Value.None
            ),
            ("auto_minor_version_upgrade", true),
            ("apply_immediately", false)
        );
        site.Use(AddressOf(cache), "snapshot_storage_size_gb", p => p.Of(cache.Name, "backupGB") ?? Quantities.Zero);
    }

    private static string NodeOf(Redis cache, Site site) =>
        site.AssignmentOf(cache) is { Size: not "" } assigned
            ? assigned.Size
            : ElastiCacheNode.Smallest(cache.MemoryMiB)?.Name ?? "";

    private static IEnumerable<string> SizeObstacles(Redis cache, Site site)
    {
        var size = site.AssignmentOf(cache).Size;
        if (size.Length == 0 && ElastiCacheNode.Smallest(cache.MemoryMiB) is null)
        {
            yield return Invariant($"No cache node known here has {cache.MemoryMiB} MiB of memory; state a size.");
        }
        else if (size.Length > 0 && !size.StartsWith("cache.", StringComparison.Ordinal))
        {
            yield return $"The size '{size}' is no ElastiCache node; one is called like cache.t3.micro.";
        }
        else if (ElastiCacheNode.Find(size) is { } stated && stated.MemoryMiB < cache.MemoryMiB)
        {
            yield return Invariant($"The size {stated} is too small; the cache needs {cache.MemoryMiB} MiB.");
        }
    }
}
