using System.Collections.Immutable;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>A resource that has network interfaces of its own.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Sort">What it is for.</param>
/// <param name="Endpoint">The same, as connections see it.</param>
/// <param name="Port">Port that it answers on by itself; 0 for none, or one that others state.</param>
internal sealed record Member(Resource Resource, MemberSort Sort, Endpoint Endpoint, int Port)
{
    /// <summary>Whether an address of the internet leads to it for certain; nothing else is proven reachable from there.</summary>
    public bool HasPublicAddress =>
        Endpoint.Places.Any(p =>
            p.Subnet is not null && (p.HasPublicAddress is true || p.Addresses.Overlaps(AddressRange.Version6))
        );
}

/// <summary>What something with network interfaces is for.</summary>
internal enum MemberSort
{
    /// <summary>Runs containers or functions.</summary>
    Workload,

    /// <summary>A server of one's own.</summary>
    Server,

    /// <summary>Takes requests from outside and passes them on.</summary>
    Balancer,

    /// <summary>Keeps data: databases, caches, search, queues.</summary>
    Data,

    /// <summary>Stands for a service of AWS inside the network.</summary>
    Service,
}

/// <summary>How a resource type states where its interfaces stand and what filters them.</summary>
/// <param name="Type">OpenTofu type.</param>
/// <param name="Sort">What it is for.</param>
/// <param name="Subnets">Path to its subnets, or to the group of subnets.</param>
/// <param name="Groups">Path to its security groups.</param>
internal sealed record MemberShape(string Type, MemberSort Sort, string Subnets, string Groups)
{
    /// <summary>Path to the resource type that lists the subnets; empty where the resource lists them itself.</summary>
    public string SubnetGroup { get; init; } = "";

    /// <summary>Whether an address of the internet leads to it; null where that is not known.</summary>
    public Func<PublicAddresses, Resource, bool?> HasPublicAddress { get; init; } = (_, _) => false;

    /// <summary>Port that it answers on.</summary>
    public Func<Resource, int> Port { get; init; } = _ => 0;

    /// <summary>Whether a resource of the type has interfaces at all.</summary>
    public Func<Resource, bool> Applies { get; init; } = _ => true;

    /// <summary>Ports that it speaks from.</summary>
    public IntervalSet ClientPorts { get; init; } = Endpoint.LinuxClientPorts;
}

/// <summary>Every type that has network interfaces.</summary>
internal static class MemberShapes
{
    private const string Task = "network_configuration";

    /// <summary>The shapes, each type once.</summary>
    public static ImmutableArray<MemberShape> All { get; } =
    [
        new("aws_ecs_service", MemberSort.Workload, $"{Task}.subnets", $"{Task}.security_groups")
        {
            Applies = r => r[Task] is not Value.Null && r[Task].Items().Any(),
            HasPublicAddress = (_, r) => Stated(r[$"{Task}.assign_public_ip"], false),
        },
        Started("aws_scheduler_schedule", "target.ecs_parameters"),
        Started("aws_cloudwatch_event_target", "ecs_target"),
        new("aws_lambda_function", MemberSort.Workload, "vpc_config.subnet_ids", "vpc_config.security_group_ids")
        {
            Applies = r => r["vpc_config"].Items().Any(),
            ClientPorts = Endpoint.AnyClientPorts,
        },
        new("aws_instance", MemberSort.Server, "subnet_id", "vpc_security_group_ids")
        {
            HasPublicAddress = (addresses, r) => addresses.OfServer(r),
        },
        new("aws_lb", MemberSort.Balancer, "subnets", "security_groups")
        {
            HasPublicAddress = (_, r) => IsOutward(r),
            ClientPorts = Endpoint.AnyClientPorts,
        },
        new("aws_elb", MemberSort.Balancer, "subnets", "security_groups")
        {
            HasPublicAddress = (_, r) => IsOutward(r),
            ClientPorts = Endpoint.AnyClientPorts,
        },
        Database("aws_db_instance", "db_subnet_group_name", "aws_db_subnet_group") with
        {
            HasPublicAddress = (_, r) => Stated(r["publicly_accessible"], false),
        },
        Database("aws_rds_cluster", "db_subnet_group_name", "aws_db_subnet_group") with
        {
            HasPublicAddress = (addresses, r) => addresses.OfCluster(r),
        },
        Database("aws_docdb_cluster", "db_subnet_group_name", "aws_docdb_subnet_group"),
        Database("aws_neptune_cluster", "neptune_subnet_group_name", "aws_neptune_subnet_group"),
        Database("aws_redshift_cluster", "cluster_subnet_group_name", "aws_redshift_subnet_group") with
        {
            HasPublicAddress = (_, r) => Stated(r["publicly_accessible"], false),
        },
        Cache("aws_elasticache_replication_group"),
        Cache("aws_elasticache_cluster") with
        {
            Applies = r => !RuleTexts.IsStated(r["replication_group_id"]) || r["replication_group_id"] is Value.Unknown,
        },
        new("aws_elasticache_serverless_cache", MemberSort.Data, "subnet_ids", "security_group_ids")
        {
            Port = DataPorts.Of,
        },
        new("aws_opensearch_domain", MemberSort.Data, "vpc_options.subnet_ids", "vpc_options.security_group_ids")
        {
            Applies = r => r["vpc_options"].Items().Any(),
            Port = DataPorts.Of,
        },
        new(
            "aws_msk_cluster",
            MemberSort.Data,
            "broker_node_group_info.client_subnets",
            "broker_node_group_info.security_groups"
        ),
        new("aws_vpc_endpoint", MemberSort.Service, "subnet_ids", "security_group_ids")
        {
            Applies = r => r["vpc_endpoint_type"].AsText() == "Interface",
            Port = _ => 443,
        },
    ];

    private static MemberShape Started(string type, string path) =>
        new(type, MemberSort.Workload, $"{path}.{Task}.subnets", $"{path}.{Task}.security_groups")
        {
            Applies = r => r[$"{path}.{Task}"].Items().Any(),
            HasPublicAddress = (_, r) => Stated(r[$"{path}.{Task}.assign_public_ip"], false),
        };

    private static MemberShape Database(string type, string path, string group) =>
        new(type, MemberSort.Data, path, "vpc_security_group_ids") { SubnetGroup = group, Port = DataPorts.Of };

    private static MemberShape Cache(string type) =>
        new(type, MemberSort.Data, "subnet_group_name", "security_group_ids")
        {
            SubnetGroup = "aws_elasticache_subnet_group",
            Port = DataPorts.Of,
        };

    private static bool? IsOutward(Resource balancer) =>
        // A plan fills in "internal" of a network load balancer; unless it is stated, a balancer faces the internet.
        balancer["internal"] is Value.Unknown or Value.Null
            ? true
            : !balancer["internal"].AsFlag();

    private static bool? Stated(Value value, bool otherwise) => value is Value.Null ? otherwise : value.AsFlag();
}
