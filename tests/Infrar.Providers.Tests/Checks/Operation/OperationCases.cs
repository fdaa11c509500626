using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.CheckCase;

namespace Infrar.Providers.Tests.Checks.Operation;

/// <summary>What fits where it runs, and what does not.</summary>
internal static class OperationCases
{
    private static readonly Value Unknown = new Value.Unknown();

    internal static CheckCase[] All { get; } =
    [
        Fails(
            "OPS001",
            "curl in an image that is known to lack it",
            Checked("python:3.13-slim", "curl -f localhost")
        ) with
        {
            Severity = Severity.High,
        },
        Fails("OPS001", "a shell in an image that has none", Checked("gcr.io/distroless/static:nonroot", "true")) with
        {
            Severity = Severity.High,
        },
        Fails("OPS001", "curl in an image of one's own", Checked("shop/api:1", "curl -f localhost")) with
        {
            Severity = Severity.Low,
        },
        Passes("OPS001", "curl in an image that has it", Checked("nginx:1.29", "curl -f localhost")),
        NearMiss("OPS001", "wget in Alpine, which busybox brings", Checked("node:22-alpine", "wget -q localhost")),
        NearMiss("OPS001", "the image's own program", Checked("shop/api:1", "/app/healthy")),
        Fails("OPS002", "a size that is not sold", Sized("1024", "1024")),
        Fails(
            "OPS002",
            "a task without memory",
            Made("aws_ecs_task_definition", "api", ("requires_compatibilities", List((Value)"FARGATE")), ("cpu", "256"))
        ),
        Passes("OPS002", "a size that is sold", Sized("1024", "2048")),
        NearMiss(
            "OPS002",
            "the same on servers of one's own",
            Made(
                "aws_ecs_task_definition",
                "api",
                ("requires_compatibilities", List((Value)"EC2")),
                ("cpu", "1024"),
                ("memory", "1024")
            )
        ),
        Fails("OPS003", "containers that reserve more than the task has", Shared(512, 768)),
        Passes("OPS003", "containers that reserve all of it", Shared(512, 512)),
        NearMiss("OPS003", "containers that reserve nothing", Shared(null, null)),
        Fails("OPS004", "the tag latest", Running("shop/api:latest")),
        Fails("OPS004", "no tag", Running("registry.example:5000/shop/api")),
        Passes("OPS004", "a version", Running("shop/api:1.4.2")),
        NearMiss("OPS004", "latest with a digest, which decides", Running("shop/api:latest@sha256:0011223344556677")),
        Fails(
            "OPS005",
            "a grace shorter than the start",
            Service(("health_check_grace_period_seconds", 10)),
            Starting(60)
        ),
        Passes(
            "OPS005",
            "a grace as long as the start",
            Service(("health_check_grace_period_seconds", 60)),
            Starting(60)
        ),
        NearMiss(
            "OPS005",
            "a service that no load balancer checks",
            Made("aws_ecs_service", "api", ("task_definition", Ref("aws_ecs_task_definition.api", "arn"))),
            Starting(60)
        ),
        Fails("OPS006", "a port that nobody listens on", Service(), Listening("api", 9090)),
        Fails("OPS006", "a container that is not there", Service(), Listening("web", 8080)),
        Passes("OPS006", "a port of the container", Service(), Listening("api", 8080)),
        NearMiss(
            "OPS006",
            "a task that is not known",
            Service(),
            Made("aws_ecs_task_definition", "api", ("container_definitions", Unknown))
        ),
        Fails("OPS007", "a timeout as long as the interval", Group("HTTP", 10, 10)),
        Passes("OPS007", "a shorter timeout", Group("HTTP", 10, 5)),
        NearMiss("OPS007", "plain TCP, where it may be as long", Group("TCP", 10, 10)),
        Fails("OPS008", "PostgreSQL 12", Database(("engine", "postgres"), ("engine_version", "12.19"))),
        Passes("OPS008", "PostgreSQL 17", Database(("engine", "postgres"), ("engine_version", "17.4"))),
        NearMiss(
            "OPS008",
            "MariaDB of a number that MySQL left behind",
            Database(("engine", "mariadb"), ("engine_version", "8.0"))
        ),
        Fails("OPS010", "a disk that stays", Database(("allocated_storage", 20))),
        Fails("OPS010", "a limit that is reached", Database(("allocated_storage", 20), ("max_allocated_storage", 20))),
        Passes("OPS010", "a limit above", Database(("allocated_storage", 20), ("max_allocated_storage", 100))),
        NearMiss(
            "OPS010",
            "a limit that is not known",
            Database(("allocated_storage", 20), ("max_allocated_storage", Unknown))
        ),
        Fails("OPS011", "one copy that may neither stop nor be joined", Copies(1, 100, 150)) with
        {
            Severity = Severity.High,
        },
        Fails("OPS011", "copies that all stop first", Copies(2, 0, 100)) with
        {
            Severity = Severity.Medium,
        },
        Passes("OPS011", "two copies that one joins", Copies(2, 100, 150)),
        NearMiss("OPS011", "one copy that stays while another starts", Copies(1, 50, 200)),
        Fails("OPS012", "a start that is tried once", Schedule(0)),
        Passes("OPS012", "a start that is tried again", Schedule(3)),
        NearMiss(
            "OPS012",
            "a schedule that leaves it to AWS, which tries for a day",
            Made(
                "aws_scheduler_schedule",
                "nightly",
                ("target", Block(("arn", "arn:aws:ecs:eu-west-1:1:cluster/main")))
            )
        ),
        Fails("OPS013", "a deployment that never gives up", Made("aws_ecs_service", "api", ("desired_count", 2))),
        Passes(
            "OPS013",
            "a deployment that goes back",
            Made("aws_ecs_service", "api", ("deployment_circuit_breaker", Block(("enable", true), ("rollback", true))))
        ),
        NearMiss(
            "OPS013",
            "a deployment by somebody else",
            Made("aws_ecs_service", "api", ("deployment_controller", Block(("type", "CODE_DEPLOY"))))
        ),
        Fails("OPS014", "upgrades that are off", Database(("auto_minor_version_upgrade", false))),
        Passes("OPS014", "upgrades that are on", Database(("auto_minor_version_upgrade", true))),
        NearMiss("OPS014", "a database that says nothing, where they are on", Database(("engine", "postgres"))),
        Fails("OPS015", "a database without measurements", Database(("monitoring_interval", 0))),
        Passes("OPS015", "measurements every minute", Database(("monitoring_interval", 60))),
        NearMiss("OPS015", "a database of which it is not known", Database(("monitoring_interval", Unknown))),
        Fails("OPS016", "Node.js 16", Made("aws_lambda_function", "resize", ("runtime", "nodejs16.x"))),
        Passes("OPS016", "Node.js 22", Made("aws_lambda_function", "resize", ("runtime", "nodejs22.x"))),
        NearMiss(
            "OPS016",
            "an image, which has no runtime",
            Made("aws_lambda_function", "resize", ("package_type", "Image"))
        ),
        Fails(
            "OPS017",
            "a service at zero that measures itself",
            Scaling(0),
            Policy("ECSServiceAverageCPUUtilization"),
            Service()
        ),
        Passes(
            "OPS017",
            "a service that keeps one copy",
            Scaling(1),
            Policy("ECSServiceAverageCPUUtilization"),
            Service()
        ),
        NearMiss(
            "OPS017",
            "a service that is scaled by what waits",
            Scaling(0),
            Policy("ALBRequestCountPerTarget"),
            Service()
        ),
        Fails("OPS018", "a privileged container on Fargate", Privileged("FARGATE")),
        Passes("OPS018", "a privileged container on servers", Privileged("EC2")),
        NearMiss("OPS018", "a container on Fargate that is not", Sized("1024", "2048")),
        Fails("OPS019", "tags that can be moved", Made("aws_ecr_repository", "api", ("name", "api"))),
        Passes("OPS019", "tags that stay", Repository("IMMUTABLE")),
        NearMiss("OPS019", "tags that stay but for a few", Repository("IMMUTABLE_WITH_EXCLUSION")),
        Fails("OPS020", "an old version of Fargate", Made("aws_ecs_service", "api", ("platform_version", "1.3.0"))),
        Passes("OPS020", "the latest", Made("aws_ecs_service", "api", ("platform_version", "LATEST"))),
        NearMiss(
            "OPS020",
            "the number that is the latest",
            Made("aws_ecs_service", "api", ("platform_version", "1.4.0"))
        ),
    ];

    private static Resource Database(params (string, Value)[] settings) => Made("aws_db_instance", "main", settings);

    private static Resource Task(params Value.MapOf[] containers) =>
        Made("aws_ecs_task_definition", "api", ("container_definitions", new Value.Json(List(containers))));

    private static Resource Checked(string image, string command) =>
        Task(Map(("name", "api"), ("image", image), ("healthCheck", Map(("command", List(["CMD-SHELL", command]))))));

    private static Resource Running(string image) => Task(Map(("name", "api"), ("image", image)));

    private static Resource Starting(int seconds) =>
        Task(Map(("name", "api"), ("image", "shop/api:1"), ("healthCheck", Map(("startPeriod", seconds)))));

    private static Resource Listening(string name, int port) =>
        Task(Map(("name", name), ("image", "shop/api:1"), ("portMappings", List(Map(("containerPort", port))))));

    private static Resource Sized(string cpu, string memory) =>
        Made(
            "aws_ecs_task_definition",
            "api",
            ("requires_compatibilities", List((Value)"FARGATE")),
            ("cpu", cpu),
            ("memory", memory)
        );

    private static Resource Shared(int? first, int? second) =>
        Made(
            "aws_ecs_task_definition",
            "api",
            ("cpu", "1024"),
            ("memory", "2048"),
            (
                "container_definitions",
                new Value.Json(
                    List(
                        Map(("name", "api"), ("cpu", first is { } a ? a : Value.None)),
                        Map(("name", "proxy"), ("cpu", second is { } b ? b : Value.None))
                    )
                )
            )
        );

    private static Resource Service(params (string, Value)[] settings) =>
        Made(
            "aws_ecs_service",
            "api",
            [
                ("task_definition", Ref("aws_ecs_task_definition.api", "arn")),
                ("load_balancer", Block(("container_name", "api"), ("container_port", 8080))),
                .. settings,
            ]
        );

    private static Resource Group(string protocol, int interval, int timeout) =>
        Made(
            "aws_lb_target_group",
            "api",
            ("protocol", protocol),
            ("health_check", Block(("interval", interval), ("timeout", timeout)))
        );

    private static Resource Copies(int desired, int least, int most) =>
        Made(
            "aws_ecs_service",
            "api",
            ("desired_count", desired),
            ("deployment_minimum_healthy_percent", least),
            ("deployment_maximum_percent", most),
            ("load_balancer", Block(("container_name", "api"), ("container_port", 8080)))
        );

    private static Resource Schedule(int attempts) =>
        Made(
            "aws_scheduler_schedule",
            "nightly",
            (
                "target",
                Block(
                    ("arn", "arn:aws:ecs:eu-west-1:1:cluster/main"),
                    ("retry_policy", Block(("maximum_retry_attempts", attempts)))
                )
            )
        );

    private static Resource Scaling(int least) =>
        Made(
            "aws_appautoscaling_target",
            "api",
            ("resource_id", Template("service/main/", Ref("aws_ecs_service.api", "name"))),
            ("min_capacity", least),
            ("max_capacity", 5)
        );

    private static Resource Policy(string metric) =>
        Made(
            "aws_appautoscaling_policy",
            "api",
            ("resource_id", Ref("aws_appautoscaling_target.api", "resource_id")),
            (
                "target_tracking_scaling_policy_configuration",
                Block(("predefined_metric_specification", Block(("predefined_metric_type", metric))))
            )
        );

    private static Resource Privileged(string where) =>
        Made(
            "aws_ecs_task_definition",
            "api",
            ("requires_compatibilities", List((Value)where)),
            (
                "container_definitions",
                new Value.Json(List(Map(("name", "api"), ("image", "shop/api:1"), ("privileged", true))))
            )
        );

    private static Resource Repository(string mutability) =>
        Made("aws_ecr_repository", "api", ("image_tag_mutability", mutability));
}
