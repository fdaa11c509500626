using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether ECS can start a task with its execution role.</summary>
internal sealed class ExecutionRoleCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM007";

    /// <inheritdoc/>
    public override string Title => "The execution role cannot start the task";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Before a container runs, ECS pulls its image, reads its secrets and opens its log with the execution role. What the role may not do ends in CannotPullContainerError or ResourceInitializationError, and the task is tried again for ever.";

    /// <inheritdoc/>
    public override string Mend =>
        "Give the execution role AmazonECSTaskExecutionRolePolicy or the same actions on what the task uses, and for injected secrets secretsmanager:GetSecretValue and kms:Decrypt on their key.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [TaskContainers.Type, "aws_iam_role"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        var needs = new ExecutionNeeds(scope, permissions.Arns);
        foreach (var task in scope.Graph.OfType(TaskContainers.Type))
        {
            var all = TaskContainers
                .Of(scope)[task]
                .SelectMany(needs.Of)
                .DistinctBy(n => (n.Action, n.Resource))
                .ToArray();
            if (all.Length == 0)
            {
                continue;
            }

            if (task["execution_role_arn"] is Value.Null)
            {
                // On machines of one's own, these pull images and write logs; secrets are always ECS's to read.
                var needsRole = IsFargate(task)
                    ? all
                    : all.Where(n => n.Action.StartsWith("secretsmanager:", StringComparison.Ordinal)).ToArray();
                if (needsRole.Length == 0)
                {
                    continue;
                }

                yield return Found(
                    scope,
                    task,
                    $"The task names no execution role, and ECS needs one to {needsRole[0].What}: it does not start.",
                    "Set execution_role_arn to a role that ecs-tasks.amazonaws.com may take on.",
                    new ProofStep(task.Address, $"{needsRole[0].Because}."),
                    new ProofStep(task.Address, "execution_role_arn is not set.", Breaks: true)
                ) with
                {
                    Subject = "role",
                };
                continue;
            }

            // What a role outside this graph may do is not known.
            if (permissions.Find("aws_iam_role", task["execution_role_arn"]) is not { } role)
            {
                continue;
            }

            var missing = all.Where(n => permissions.Allows(role, n.Action, n.Resource) is Match.No);
            foreach (var what in missing.GroupBy(n => n.What))
            {
                yield return Of(scope, task, role, [.. what]);
            }
        }
    }

    private static bool IsFargate(Resource task) =>
        task["requires_compatibilities"].Items().Any(c => c.AsText() == "FARGATE");

    private Finding Of(CheckScope scope, Resource task, Resource role, ImmutableArray<ExecutionNeed> missing)
    {
        var actions = string.Join(", ", missing.Select(m => m.Action).Distinct(StringComparer.Ordinal));
        return Found(
            scope,
            role,
            $"ECS starts {task.Address} with this role and must {missing[0].What}, for which nothing allows it {actions}: the task does not start.",
            $"Allow {actions} on {Unknowns.Show(missing[0].Resource)} in a policy of the role.",
            new ProofStep(task.Address, $"execution_role_arn names {role.Address}."),
            new ProofStep(task.Address, $"{missing[0].Because}."),
            new ProofStep(
                role.Address,
                $"No statement allows {missing[0].Action} on {Unknowns.Show(missing[0].Resource)}.",
                Breaks: true
            )
        ) with
        {
            Subject = $"{task.Address}:{missing[0].What}",
        };
    }
}
