using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a load balancer waits for a copy to start.</summary>
internal sealed class GracePeriodCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS005";

    /// <inheritdoc/>
    public override string Title => "A copy is judged before it has started";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "While a copy starts it fails the load balancer's checks; once the grace period is over, ECS stops it, and a slow start never ends.";

    /// <inheritdoc/>
    public override string Mend => "Set health_check_grace_period_seconds to the container's start period or more.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service", "aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "aws_ecs_service"
            || resource.Omits("load_balancer")
            || scope.Graph.Follow(resource["task_definition"]) is not { Type: "aws_ecs_task_definition" } task
            || resource.Number("health_check_grace_period_seconds", absent: 0) is not { } grace
        )
        {
            yield break;
        }

        foreach (var container in TaskContainers.Of(scope)[task])
        {
            if (container.Definition.At("healthCheck.startPeriod").AsNumber() is { } start && start > grace)
            {
                yield return Found(
                    scope,
                    resource,
                    Invariant(
                        $"Container '{container.Name}' is given {start} s to start, and the load balancer's checks count after {grace} s: a copy that starts slowly is stopped before it is done."
                    ),
                    Invariant($"Set health_check_grace_period_seconds to {start} or more."),
                    new ProofStep(task.Address, Invariant($"container '{container.Name}': startPeriod = {start}")),
                    resource.Breaks("health_check_grace_period_seconds")
                ) with
                {
                    Subject = container.Name,
                };
            }
        }
    }
}
