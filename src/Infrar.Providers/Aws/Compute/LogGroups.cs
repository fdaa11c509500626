using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Where a workload and its sidecars write their logs.</summary>
internal static class LogGroups
{
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    private static readonly ImmutableArray<int> RetentionDays =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    /// <summary>Address of a workload's log group.</summary>
    public static string Address(Workload workload) => $"aws_cloudwatch_log_group.{AwsNaming.TofuName(workload)}";

    /// <summary>Makes the log group; what it holds follows from what is written and how long it is kept.</summary>
    public static void Add(Workload workload, Site site)
    {
        var retention = Retention(site.System.Monitoring.LogRetentionDays);
        site.Add(
            AwsResources
                .New(
                    site,
                    "monitoring",
                    "aws_cloudwatch_log_group",
                    AwsNaming.TofuName(workload),
                    ("name", AwsNaming.LogGroup(site, workload)),
                    ("retention_in_days", retention)
                )
                .For(workload)
        );

        IEnumerable<Component> writers = [workload, .. site.System.SidecarsOf(workload.Name)];
        site.Use(Address(workload), "monthly_data_ingested_gb", p => p.Sum(writers, "logGB"));
    }

    /// <summary>The shortest retention that CloudWatch offers and that is not below what is asked.</summary>
    internal static int Retention(int days) => RetentionDays.FirstOrDefault(r => r >= days, RetentionDays[^1]);
}
