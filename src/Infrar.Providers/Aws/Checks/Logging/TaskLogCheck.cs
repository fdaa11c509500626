using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether what a container says is kept.</summary>
internal sealed class TaskLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG015";

    /// <inheritdoc/>
    public override string Title => "A container's output is lost";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "On Fargate there is no machine to look at: what a container prints without a log configuration is gone with it, the reason of a crash included.";

    /// <inheritdoc/>
    public override string Mend => "Give the container a logConfiguration, for example awslogs with a log group.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ECS.9")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (
            var container in TaskContainers
                .Of(scope)[resource]
                .Where(c => c.Definition.At("logConfiguration").IsOmitted())
        )
        {
            yield return Found(
                scope,
                resource,
                $"What container '{container.Name}' prints is not kept, the reason of a crash included.",
                $"Give '{container.Name}' a logConfiguration with logDriver awslogs and a log group.",
                new ProofStep(
                    resource.Address,
                    $"container '{container.Name}': logConfiguration is not set.",
                    Breaks: true
                )
            ) with
            {
                Subject = container.Name,
            };
        }
    }
}
