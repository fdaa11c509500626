using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Compute;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether Fargate sells a task's processor and memory together.</summary>
internal sealed class TaskSizeCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS002";

    /// <inheritdoc/>
    public override string Title => "Fargate has no such size";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale => "The task definition is refused, and nothing that needs it runs.";

    /// <inheritdoc/>
    public override string Mend => "Choose a combination that Fargate has, for example 1024 and 2048.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            !resource["requires_compatibilities"].Items().Any(c => c.AsText() == "FARGATE")
            || resource.Text("cpu", absent: "none") is not { } cpu
            || resource.Text("memory", absent: "none") is not { } memory
        )
        {
            yield break;
        }

        // Sizes in words (1 vCPU, 2 GB) are left alone.
        var inWords =
            cpu.Contains("cpu", StringComparison.OrdinalIgnoreCase)
            || memory.Contains("gb", StringComparison.OrdinalIgnoreCase);
        if (!inWords && FargateSize.Parse($"{cpu}/{memory}") is null)
        {
            yield return Found(
                scope,
                resource,
                $"Fargate has no task with cpu {cpu} and memory {memory}; the definition is refused.",
                "Set cpu and memory to a combination that Fargate has: 256 with 512 to 2048, 512 with 1024 to 4096, 1024 with 2048 to 8192, 2048 with 4096 to 16384, each in steps of 1024.",
                resource.Shows("cpu"),
                resource.Breaks("memory")
            );
        }
    }
}
