using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>The cluster that every task runs in.</summary>
internal static class EcsCluster
{
    /// <summary>Its address.</summary>
    public const string Address = "aws_ecs_cluster.main";

    /// <summary>Its ARN.</summary>
    public static Value.Reference Arn { get; } = Ref(Address, "arn");

    /// <summary>Makes the cluster, if a workload is placed here.</summary>
    public static void Prepare(Site site)
    {
        if (!site.ComponentsOn("aws").OfType<Workload>().Any())
        {
            return;
        }

        site.AddShared(
            "compute",
            "aws_ecs_cluster",
            "main",
            ("name", AwsNaming.SharedName(site)),
            ("setting", Block(("name", "containerInsights"), ("value", HasInsights(site) ? "enabled" : "disabled")))
        );
        site.Output("ecs_cluster", "Cluster that tasks run in.", Ref(Address, "name"));
    }

    // Processor and memory use of services is measured free of charge; what Insights add is billed by the metric.
    private static bool HasInsights(Site site) => site.SettingsOf("aws").Settings["containerInsights"].AsFlag() is true;
}
