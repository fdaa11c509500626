using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Availability;

/// <summary>What outlives the loss of a part, and what does not.</summary>
internal static class AvailabilityCases
{
    private static readonly Requirements ThreeNines = new() { AvailabilityPercent = 99.9m };
    private static readonly Requirements Half = new() { AvailabilityPercent = 99.5m };

    private static readonly Resource A = Subnet("a", "eu-west-1a");
    private static readonly Resource B = Subnet("b", "eu-west-1b");
    private static readonly Resource Anywhere = Subnet("x", new Value.Unknown());

    internal static CheckCase[] All { get; } =
    [
        Fails("AVA001", "one zone where nobody asks for more", Database(("multi_az", false))) with
        {
            Severity = Severity.Low,
        },
        Fails("AVA001", "one zone where more is required than it promises", Database(("multi_az", false))) with
        {
            Required = ThreeNines,
            Severity = Severity.High,
        },
        Fails("AVA001", "one zone where as much is required as it promises", Database(("multi_az", false))) with
        {
            Required = Half,
            Severity = Severity.Medium,
        },
        Fails("AVA001", "a cluster of one", Made("aws_rds_cluster", "main"), Member("one")),
        Passes("AVA001", "two zones", Database(("multi_az", true))) with
        {
            Required = ThreeNines,
        },
        Passes("AVA001", "a cluster of two", Made("aws_rds_cluster", "main"), Member("one"), Member("two")),
        NearMiss("AVA001", "a replica", Database(("replicate_source_db", "other"), ("multi_az", false))),
        Fails("AVA002", "a cache alone", Cache(("num_cache_clusters", 1))),
        Fails("AVA002", "a cache whose copy may stand beside it", Cache(("automatic_failover_enabled", true))),
        Passes(
            "AVA002",
            "a cache that fails over",
            Cache(("automatic_failover_enabled", true), ("multi_az_enabled", true))
        ),
        NearMiss(
            "AVA002",
            "a cache of which it is not known",
            Cache(("automatic_failover_enabled", new Value.Unknown()), ("multi_az_enabled", true))
        ),
        Fails("AVA003", "an application load balancer in one zone", Balancer("application", A), A) with
        {
            Severity = Severity.High,
        },
        Fails("AVA003", "a network load balancer in one zone", Balancer("network", A), A) with
        {
            Severity = Severity.Low,
        },
        Passes("AVA003", "a load balancer in two zones", Balancer("application", A, B), A, B),
        NearMiss("AVA003", "a load balancer whose zone is not known", Balancer("network", Anywhere), Anywhere),
        Fails("AVA004", "a service in one zone", Service(2, A), A),
        Passes("AVA004", "a service in two zones", Service(2, A, B), A, B),
        NearMiss(
            "AVA004",
            "a service without a network of its own",
            Made("aws_ecs_service", "api", ("desired_count", 2))
        ),
        Fails("AVA005", "one gateway for two zones", Gateway(), Table(), RouteOut(), A, B, Joined(A), Joined(B)),
        Passes("AVA005", "one gateway for one zone", Gateway(), Table(), RouteOut(), A, Joined(A)),
        NearMiss("AVA005", "two zones whose way is not through it", Gateway(), Table(), A, B, Joined(A), Joined(B)),
        Fails("AVA006", "one copy behind a load balancer", Service(1, A, B), A, B) with
        {
            Required = ThreeNines,
            Severity = Severity.High,
        },
        Passes("AVA006", "two copies", Service(2, A, B), A, B),
        NearMiss("AVA006", "one copy at first that scales from two", Service(1, A, B), Target(2, 4), A, B),
        NearMiss("AVA006", "one copy that nobody is led to", Made("aws_ecs_service", "worker", ("desired_count", 1))),
        Fails("AVA007", "a database without protection", Database()),
        Passes("AVA007", "a database with protection", Database(("deletion_protection", true))),
        NearMiss("AVA007", "a replica without it", Database(("replicate_source_db", "other"))),
        Fails("AVA008", "a load balancer without protection", Protected(false)),
        Passes("AVA008", "a load balancer with it", Protected(true)),
        NearMiss("AVA008", "a load balancer of which it is not known", Protected(new Value.Unknown())),
        Fails("AVA009", "scaling from two to two", Target(2, 2)) with
        {
            Severity = Severity.Low,
        },
        Fails("AVA009", "scaling from three to two", Target(3, 2)) with
        {
            Severity = Severity.High,
        },
        Passes("AVA009", "scaling from two to four", Target(2, 4)),
        NearMiss(
            "AVA009",
            "a group of one server, which is kept for replacing it",
            Made("aws_autoscaling_group", "main", ("min_size", 1), ("max_size", 1))
        ),
        Fails("AVA010", "a group in one zone", Group(A), A),
        Passes("AVA010", "a group in two zones", Group(A, B), A, B),
        NearMiss("AVA010", "a group that leaves it to AWS", Made("aws_autoscaling_group", "main", ("min_size", 2))),
        Fails("AVA012", "a service on Spot alone", OnCapacity("FARGATE_SPOT")),
        Passes("AVA012", "a service on both", OnCapacity("FARGATE", "FARGATE_SPOT")),
        NearMiss(
            "AVA012",
            "a worker on Spot",
            Made(
                "aws_ecs_service",
                "worker",
                ("capacity_provider_strategy", Block(("capacity_provider", "FARGATE_SPOT")))
            )
        ),
        Fails("AVA013", "a function in one zone", Function(A), A),
        Passes("AVA013", "a function in two zones", Function(A, B), A, B),
        NearMiss(
            "AVA013",
            "a function outside a network",
            Made("aws_lambda_function", "resize", ("runtime", "nodejs22.x"))
        ),
    ];

    private static Resource Database(params (string, Value)[] settings) => Made("aws_db_instance", "main", settings);

    private static Resource Cache(params (string, Value)[] settings) =>
        Made("aws_elasticache_replication_group", "main", settings);

    private static Resource Member(string name) =>
        Made("aws_rds_cluster_instance", name, ("cluster_identifier", Ref("aws_rds_cluster.main", "id")));

    private static Resource Subnet(string name, Value zone) =>
        Made("aws_subnet", name, ("cidr_block", "10.0.0.0/24"), ("availability_zone", zone));

    private static Value.ListOf Ids(Resource[] subnets) => List(subnets.Select(s => (Value)Ref(s, "id")));

    private static Resource Balancer(string type, params Resource[] subnets) =>
        Made("aws_lb", "main", ("load_balancer_type", type), ("subnets", Ids(subnets)));

    private static Resource Protected(Value protection) =>
        Made("aws_lb", "main", ("enable_deletion_protection", protection));

    private static Resource Service(int copies, params Resource[] subnets) =>
        Made(
            "aws_ecs_service",
            "api",
            ("desired_count", copies),
            ("network_configuration", Block(("subnets", Ids(subnets)))),
            ("load_balancer", Block(("container_name", "api"), ("container_port", 80)))
        );

    private static Resource Target(int least, int most) =>
        Made(
            "aws_appautoscaling_target",
            "api",
            ("resource_id", Template("service/main/", Ref("aws_ecs_service.api", "name"))),
            ("min_capacity", least),
            ("max_capacity", most)
        );

    private static Resource Gateway() => Made("aws_nat_gateway", "main", ("allocation_id", "eipalloc-1"));

    private static Resource Table() => Made("aws_route_table", "private", ("vpc_id", "vpc-1"));

    private static Resource RouteOut() =>
        Made(
            "aws_route",
            "out",
            ("route_table_id", Ref("aws_route_table.private", "id")),
            ("nat_gateway_id", Ref("aws_nat_gateway.main", "id"))
        );

    private static Resource Joined(Resource subnet) =>
        Made(
            "aws_route_table_association",
            subnet.Name,
            ("subnet_id", Ref(subnet, "id")),
            ("route_table_id", Ref("aws_route_table.private", "id"))
        );

    private static Resource Group(params Resource[] subnets) =>
        Made("aws_autoscaling_group", "main", ("min_size", 2), ("max_size", 4), ("vpc_zone_identifier", Ids(subnets)));

    private static Resource OnCapacity(params string[] providers) =>
        Made(
            "aws_ecs_service",
            "api",
            ("load_balancer", Block(("container_name", "api"))),
            ("capacity_provider_strategy", Values.Blocks(providers.Select(p => Map(("capacity_provider", p)))))
        );

    private static Resource Function(params Resource[] subnets) =>
        Made("aws_lambda_function", "resize", ("vpc_config", Block(("subnet_ids", Ids(subnets)))));
}
