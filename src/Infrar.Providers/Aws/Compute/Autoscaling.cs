using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Varies the number of copies so that processor use stays near a target.</summary>
internal static class Autoscaling
{
    // What is aimed at when the manifest states no target: room for the time a new copy takes to start.
    private const int DefaultTargetPercent = 70;

    /// <summary>Makes the bounds and the policy, if the number of copies may vary.</summary>
    public static void Add(Workload workload, Site site)
    {
        var scaling = workload.Scaling;
        if (!scaling.IsElastic)
        {
            return;
        }

        var name = AwsNaming.TofuName(workload);
        var target = site.Add(
            AwsResources
                .New(
                    site,
                    "compute",
                    "aws_appautoscaling_target",
                    name,
                    ("service_namespace", "ecs"),
                    ("scalable_dimension", "ecs:service:DesiredCount"),
                    (
                        "resource_id",
                        Template(
                            "service/",
                            Ref(EcsCluster.Address, "name"),
                            "/",
                            Ref(EcsService.Address(workload), "name")
                        )
                    ),
                    ("min_capacity", scaling.Min),
                    ("max_capacity", scaling.Max)
                )
                .For(workload)
        );
        site.Add(
            AwsResources
                .New(
                    site,
                    "compute",
                    "aws_appautoscaling_policy",
                    name,
                    ("name", AwsNaming.ResourceName(site, $"{workload.Name}-cpu")),
                    ("policy_type", "TargetTrackingScaling"),
                    ("service_namespace", Ref(target, "service_namespace")),
                    ("scalable_dimension", Ref(target, "scalable_dimension")),
                    ("resource_id", Ref(target, "resource_id")),
                    (
                        "target_tracking_scaling_policy_configuration",
                        Block(
                            ("target_value", scaling.CpuTargetPercent ?? DefaultTargetPercent),
                            ("scale_out_cooldown", Seconds(scaling.OutCooldown)),
                            ("scale_in_cooldown", Seconds(scaling.InCooldown)),
                            (
                                "predefined_metric_specification",
                                Block(("predefined_metric_type", "ECSServiceAverageCPUUtilization"))
                            )
                        )
                    )
                )
                .For(workload)
        );
        if (scaling.Min == 0)
        {
            site.Note(
                $"{workload.Name} scales down to no copy, where there is no processor use to scale up by: what uses it starts tasks with ecs:RunTask, one for each piece of work."
            );
        }
    }

    private static Value Seconds(TimeSpan? time) => time is { } known ? (int)known.TotalSeconds : Value.None;
}
