using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>The role that the scheduler starts a job with: that task, in this cluster, and nothing else.</summary>
internal static class SchedulerRole
{
    /// <summary>Address of a job's role.</summary>
    public static string Address(ScheduledJob job) => $"aws_iam_role.scheduler_{AwsNaming.TofuName(job)}";

    /// <summary>Makes the role and its policy.</summary>
    public static void Add(ScheduledJob job, Site site)
    {
        var name = $"scheduler_{AwsNaming.TofuName(job)}";
        site.Add(
            AwsResources
                .New(
                    site,
                    "security",
                    "aws_iam_role",
                    name,
                    ("name", AwsNaming.ResourceName(site, $"{job.Name}-scheduler", 64)),
                    ("description", "Starts the task at its times."),
                    ("assume_role_policy", AwsPolicies.AssumedBy("scheduler.amazonaws.com"))
                )
                .For(job)
        );
        site.Add(
            AwsResources
                .New(
                    site,
                    "security",
                    "aws_iam_role_policy",
                    name,
                    ("name", "scheduler"),
                    ("role", Ref(Address(job), "id")),
                    (
                        "policy",
                        AwsPolicies.Allow(
                            RunTaskGrant.For(job, site).Where(s => !s.Sid.StartsWith("Watch", StringComparison.Ordinal))
                        )
                    )
                )
                .For(job)
        );
    }
}
