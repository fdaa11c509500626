using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Tasks, schedules, clusters and functions: every figure worked out by hand.</summary>
public sealed class AwsComputePriceTests
{
    [Fact]
    public void A_service_costs_its_tasks_around_the_clock() =>
        Task("1024", "2048")
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn")),
                ("desired_count", 2)
            )
            // 2 × 730 × 1 × 0.04048; 2 × 730 × 2 × 0.004445
            .Comes(("vCPU hours", 59.1008m), ("Memory, GB hours", 12.9794m));

    [Fact]
    public void Bounds_of_autoscaling_are_bounds_of_cost()
    {
        var total = Task("1024", "2048")
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn"))
            )
            .With(
                "aws_appautoscaling_target",
                ("min_capacity", 2),
                ("max_capacity", 10),
                ("resource_id", Template("service/main/", Ref("aws_ecs_service.x", "name")))
            )
            .Estimate.Total;

        // A task is 730 × (0.04048 + 2 × 0.004445) = 36.0401
        Assert.Equal(new UsageRange(72.0802m, 72.0802m, 360.401m), total);
    }

    [Fact]
    public void A_service_that_scales_from_zero_is_expected_to_run_once()
    {
        var bill = Task("2048", "4096")
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("name", "executor"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn"))
            )
            .With(
                "aws_appautoscaling_target",
                ("min_capacity", 0),
                ("max_capacity", 5),
                ("resource_id", "service/main/executor")
            );

        Assert.Equal(new UsageRange(0m, 72.0802m, 360.401m), bill.Estimate.Total);
    }

    [Fact]
    public void Stated_copies_go_before_bounds() =>
        Task("512", "1024", ("runtime_platform", Block(("cpu_architecture", "ARM64"))))
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn")),
                ("desired_count", 9),
                ("network_configuration", Block(("assign_public_ip", true)))
            )
            .Using(("copies", 2m), ("data_transfer_out_gb", 10m))
            // 2 × 730 × 0.5 × 0.03238; 2 × 730 × 1 × 0.00356; 2 × 730 × 0.005; 10 × 0.09
            .Comes(
                ("vCPU hours", 23.6374m),
                ("Memory, GB hours", 5.1976m),
                ("Public IPv4 addresses in use", 7.30m),
                ("Data transfer out to internet", 0.90m)
            );

    [Fact]
    public void A_public_service_says_when_its_traffic_is_not_stated()
    {
        var service = Task("1024", "2048")
            .With("aws_lb", ("internal", false), ("subnets", List()))
            .Using(("new_connections", 0m))
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("load_balancer", Block(("container_port", 8080))),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn")),
                ("desired_count", 1)
            );

        service.Leaves("Data transfer out to internet");
        service.Using(("data_transfer_out_gb", 0m)).Leaves();
    }

    [Fact]
    public void Disk_above_twenty_gigabytes_is_billed() =>
        Task("1024", "2048", ("ephemeral_storage", Block(("size_in_gib", 50))))
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn")),
                ("desired_count", 1)
            )
            // 730 × 0.04048; 730 × 2 × 0.004445; 730 × 30 × 0.000122
            .Comes(
                ("vCPU hours", 29.5504m),
                ("Memory, GB hours", 6.4897m),
                ("Ephemeral storage above 20 GB, GB hours", 2.6718m)
            );

    [Fact]
    public void Windows_pays_for_its_licence() =>
        Task("1024", "2048", ("runtime_platform", Block(("operating_system_family", "WINDOWS_SERVER_2022_CORE"))))
            .With(
                "aws_ecs_service",
                ("launch_type", "FARGATE"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn")),
                ("desired_count", 1)
            )
            // 730 × 0.046552; 730 × 0.046; 730 × 2 × 0.00511175
            .Comes(("vCPU hours", 33.98296m), ("Windows licence, vCPU hours", 33.58m), ("Memory, GB hours", 7.463155m));

    [Fact]
    public void A_service_on_instances_costs_nothing_itself() =>
        Task("1024", "2048")
            .With(
                "aws_ecs_service",
                ("launch_type", "EC2"),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn"))
            )
            .Comes();

    [Fact]
    public void A_service_whose_task_is_elsewhere_is_unpriced() =>
        new AwsBill()
            .With("aws_ecs_service", ("launch_type", "FARGATE"), ("task_definition", "arn:aws:ecs:…"))
            .Leaves("Fargate tasks");

    [Fact]
    public void Spot_has_no_price_and_says_so() =>
        Task("1024", "2048")
            .With(
                "aws_ecs_service",
                ("capacity_provider_strategy", Block(("capacity_provider", "FARGATE_SPOT"))),
                ("task_definition", Ref("aws_ecs_task_definition.x", "arn"))
            )
            .Leaves("Fargate Spot tasks");

    [Fact]
    public void A_schedule_costs_the_hours_that_its_tasks_run() =>
        Task("2048", "4096")
            .With("aws_scheduler_schedule", Target())
            .Using(("task_hours", 100m), ("runs", 30m))
            // 100 × 2 × 0.04048; 100 × 4 × 0.004445
            .Comes(("vCPU hours", 8.096m), ("Memory, GB hours", 1.778m));

    [Fact]
    public void A_schedule_without_stated_hours_is_unpriced() =>
        Task("2048", "4096").With("aws_scheduler_schedule", Target()).Leaves("Fargate tasks");

    [Fact]
    public void Schedules_are_free_up_to_fourteen_million_invocations()
    {
        Task("256", "512")
            .With("aws_scheduler_schedule", Target())
            .Using(("task_hours", 0m), ("runs", 14_000_000m))
            .Comes();
        Task("256", "512")
            .With("aws_scheduler_schedule", Target())
            .Using(("task_hours", 0m), ("runs", 14_000_001m))
            .Leaves("Schedule invocations");
    }

    [Fact]
    public void Target_tracking_makes_two_alarms() =>
        new AwsBill()
            .With(
                "aws_appautoscaling_policy",
                ("target_tracking_scaling_policy_configuration", Block(("target_value", 70)))
            )
            .Comes(("Alarms of target tracking", 0.20m));

    [Fact]
    public void Container_insights_are_custom_metrics()
    {
        var setting = ("setting", (Value)Block(("name", "containerInsights"), ("value", "enabled")));

        new AwsBill().With("aws_ecs_cluster", setting).Leaves("Container Insights metrics");
        new AwsBill()
            .With("aws_ecs_cluster", setting)
            .Using(("custom_metrics", 20m))
            .Comes(("Container Insights metrics", 6.00m));
        new AwsBill().With("aws_ecs_cluster").Comes();
    }

    [Fact]
    public void A_kubernetes_cluster_costs_its_hours() =>
        new AwsBill().With("aws_eks_cluster").Comes(("Cluster hours", 73.0m));

    [Fact]
    public void A_function_costs_requests_and_memory_over_time() =>
        new AwsBill()
            .With("aws_lambda_function", ("memory_size", 512))
            .Using(("monthly_requests", 1_000_000m), ("request_duration_ms", 200m))
            // 1 M × 0.0000002; 1 M × 0.2 s × 0.5 GB × 0.0000166667
            .Comes(("Requests", 0.20m), ("Duration", 1.66667m));

    private static AwsBill Task(string cpu, string memory, params (string, Value)[] more) =>
        new AwsBill().With("aws_ecs_task_definition", [("cpu", cpu), ("memory", memory), .. more]);

    private static (string, Value) Target() =>
        ("target", Block(("ecs_parameters", Block(("task_definition_arn", Ref("aws_ecs_task_definition.x", "arn"))))));
}
