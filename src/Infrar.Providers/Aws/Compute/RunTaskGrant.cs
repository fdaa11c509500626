using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>What a workload needs to start, watch and stop tasks of another one, as one run for each task of work does.</summary>
internal static class RunTaskGrant
{
    /// <summary>The statements.</summary>
    public static ImmutableArray<PolicyStatement> For(Workload target, Site site)
    {
        var suffix = Sids.Of(target);
        var inCluster = Map(("ArnEquals", Map(("ecs:cluster", EcsCluster.Arn))));
        return
        [
            new(
                $"Run{suffix}",
                ["ecs:RunTask"],
                [Template(Ref(TaskDefinition.Address(target), "arn_without_revision"), ":*")]
            )
            {
                Condition = inCluster,
            },
            // Tasks carry their component's tag, and a tag at birth is a permission of its own.
            new($"Tag{suffix}", ["ecs:TagResource"], [Tasks(site)])
            {
                Condition = Map(("StringEquals", Map(("ecs:CreateAction", "RunTask")))),
            },
            new($"Watch{suffix}", ["ecs:DescribeTasks", "ecs:StopTask"], [Tasks(site)]) { Condition = inCluster },
            new(
                $"HandRolesTo{suffix}",
                ["iam:PassRole"],
                [Ref(TaskRoles.Execution(target), "arn"), Ref(TaskRoles.Task(target), "arn")]
            )
            {
                Condition = Map(("StringEquals", Map(("iam:PassedToService", "ecs-tasks.amazonaws.com")))),
            },
        ];
    }

    private static Value.Template Tasks(Site site) =>
        Template(
            $"arn:aws:ecs:{AwsRegions.Home(site)}:",
            AwsAccount.Id,
            ":task/",
            Ref(EcsCluster.Address, "name"),
            "/*"
        );
}
