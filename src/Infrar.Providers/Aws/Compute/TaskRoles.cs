using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>The two roles of a task: one that ECS starts it with, one that its code acts with.</summary>
internal static class TaskRoles
{
    /// <summary>Role that pulls images, reads injected secrets and writes logs.</summary>
    public static string Execution(Workload workload) => $"aws_iam_role.execution_{AwsNaming.TofuName(workload)}";

    /// <summary>Role that the code acts with.</summary>
    public static string Task(Workload workload) => $"aws_iam_role.task_{AwsNaming.TofuName(workload)}";

    /// <summary>Makes both roles and their policies.</summary>
    public static void Add(Workload workload, Site site)
    {
        var containers = Containers(workload, site);
        AddRole(
            workload,
            "execution",
            FargateOptions.ExecutionRole,
            $"Starts {workload.Title}: pulls images, reads injected secrets, writes logs.",
            site
        );
        AddPolicy(workload, "execution", AwsPolicies.Allow(ExecutionStatements(workload, containers, site)), site);

        AddRole(workload, "task", FargateOptions.TaskRole, $"What the code of {workload.Title} may do.", site);
        var stated = StatedPolicies.For(workload, site).ToArray();
        foreach (var policy in stated)
        {
            AddStated(workload, policy, site);
        }

        var statements = TaskStatements(workload, containers, site).ToArray();
        if (stated.Length == 0 && statements.Length > 0)
        {
            AddPolicy(workload, "task", AwsPolicies.Allow(statements), site);
        }
    }

    private static ImmutableArray<Workload> Containers(Workload workload, Site site) =>
        [workload, .. site.System.SidecarsOf(workload.Name)];

    private static IEnumerable<PolicyStatement> ExecutionStatements(
        Workload workload,
        ImmutableArray<Workload> containers,
        Site site
    )
    {
        yield return new(
            "WriteLogs",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            [Template(Ref(LogGroups.Address(workload), "arn"), ":*")]
        );

        foreach (var grant in ContainerImage.Grants(containers, site))
        {
            yield return grant;
        }

        foreach (var grant in InjectedSecret.Grants(containers.SelectMany(c => c.Secrets.Values), site))
        {
            yield return grant;
        }
    }

    private static IEnumerable<PolicyStatement> TaskStatements(
        Workload workload,
        ImmutableArray<Workload> containers,
        Site site
    )
    {
        foreach (var name in containers.SelectMany(c => c.Uses).Distinct(StringComparer.Ordinal))
        {
            var target = site.System[name];
            if (site.OfferingOf(target) is IGrantsAccess offering)
            {
                foreach (var grant in offering.Grants(target, workload, site))
                {
                    yield return grant;
                }
            }
        }

        if (site.System.Monitoring.CustomMetrics.Length > 0)
        {
            // Metrics have no resource to name; the namespace keeps the permission to this system's own.
            yield return new("WriteMetrics", ["cloudwatch:PutMetricData"], ["*"])
            {
                Condition = Map(("StringEquals", Map(("cloudwatch:namespace", AwsNaming.MetricNamespace(site))))),
            };
        }
    }

    private static void AddRole(Workload workload, string role, string option, string description, Site site) =>
        site.Add(
            AwsResources
                .New(
                    site,
                    "security",
                    "aws_iam_role",
                    $"{role}_{AwsNaming.TofuName(workload)}",
                    (
                        "name",
                        FargateOptions.NameOf(
                            workload,
                            option,
                            AwsNaming.ResourceName(site, $"{workload.Name}-{role}", 64),
                            site
                        )
                    ),
                    ("description", Described(description)),
                    ("assume_role_policy", AwsPolicies.AssumedBy("ecs-tasks.amazonaws.com"))
                )
                .For(workload)
        );

    // IAM takes Latin-1 text without line ends in a description.
    private static string Described(string text) => new([.. text.Where(c => c is >= ' ' and <= '~')]);

    private static void AddPolicy(Workload workload, string role, Value policy, Site site) =>
        site.Add(
            AwsResources
                .New(
                    site,
                    "security",
                    "aws_iam_role_policy",
                    $"{role}_{AwsNaming.TofuName(workload)}",
                    ("name", role),
                    ("role", Ref($"aws_iam_role.{role}_{AwsNaming.TofuName(workload)}", "id")),
                    ("policy", policy)
                )
                .For(workload)
        );

    private static void AddStated(Workload workload, StatedPolicy policy, Site site) =>
        site.Add(
            AwsResources
                .New(
                    site,
                    "security",
                    "aws_iam_role_policy",
                    $"{AwsNaming.TofuName(policy.Name)}_{AwsNaming.TofuName(workload)}",
                    ("name", policy.Name),
                    ("role", Ref(Task(workload), "id")),
                    ("policy", policy.Document)
                )
                .For(workload) with
            {
                Comment = "As the strategy states it, in place of what follows from uses.",
            }
        );
}
