using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Keeps copies of a task running.</summary>
internal static class EcsService
{
    /// <summary>Address of a workload's service.</summary>
    public static string Address(Workload workload) => $"aws_ecs_service.{AwsNaming.TofuName(workload)}";

    /// <summary>Makes the service.</summary>
    public static void Add(Workload workload, Site site)
    {
        var published = workload is Service { Public: true } ? (Service)workload : null;
        var update = RollingUpdate.Of(workload);
        site.Add(
            AwsResources
                .New(
                    site,
                    "compute",
                    "aws_ecs_service",
                    AwsNaming.TofuName(workload),
                    ("name", AwsNaming.ResourceName(site, workload.Name)),
                    ("cluster", EcsCluster.Arn),
                    ("task_definition", Ref(TaskDefinition.Address(workload), "arn")),
                    ("desired_count", workload.Scaling.Min),
                    ("launch_type", "FARGATE"),
                    ("deployment_minimum_healthy_percent", update.LeastHealthyPercent),
                    ("deployment_maximum_percent", update.MostPercent),
                    ("enable_execute_command", false),
                    ("enable_ecs_managed_tags", true),
                    ("propagate_tags", "SERVICE"),
                    ("health_check_grace_period_seconds", published is null ? Value.None : Grace(published)),
                    ("deployment_circuit_breaker", Block(("enable", true), ("rollback", true))),
                    ("network_configuration", TaskNetwork.Of(workload, site)),
                    ("load_balancer", published is null ? Value.None : LoadBalancerBlock(published, site)),
                    (
                        "service_registries",
                        workload is Service { Public: false } hidden ? PrivateNames.Register(hidden, site) : Value.None
                    ),
                    ("tags", Map(("Component", workload.Name)))
                )
                .For(workload) with
            {
                Lifecycle = workload.Scaling.IsElastic
                    ? Map(("ignore_changes", List((Value)new Value.Expression("desired_count", []))))
                    : Value.MapOf.Empty,
                DependsOn = DependsOn(workload, published),
            }
        );
        FargateUsage.Add(Address(workload), workload, site);
    }

    // The copies must not start before their permissions, nor register before a listener sends to their group.
    private static ImmutableArray<string> DependsOn(Workload workload, Service? published)
    {
        var policy = $"aws_iam_role_policy.execution_{AwsNaming.TofuName(workload)}";
        return published is null ? [policy] : [policy, TargetGroup.Forwarder(published)];
    }

    private static Value Grace(Service service) => (int)(service.Health?.StartPeriod.TotalSeconds ?? 0);

    private static Value.Blocks LoadBalancerBlock(Service service, Site site) =>
        Block(
            ("target_group_arn", Ref(TargetGroup.Address(service), "arn")),
            ("container_name", ContainerDefinition.NameOf(service, site)),
            ("container_port", service.Port)
        );
}
