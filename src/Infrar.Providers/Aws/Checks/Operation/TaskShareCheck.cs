using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a task has room for what its containers are to have.</summary>
internal sealed class TaskShareCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS003";

    /// <inheritdoc/>
    public override string Title => "A task is smaller than its containers together";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Containers of a task share what it has: where they are to have more than that, the definition is refused, or each gets less than it was sized for.";

    /// <inheritdoc/>
    public override string Mend => "Make the task as large as its containers together, or the containers smaller.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Number("cpu") is not { } cpu || resource.Number("memory") is not { } memory)
        {
            yield break;
        }

        var containers = TaskContainers.Of(scope)[resource];
        var stated = containers.Sum(c => c.Definition.At("cpu").AsNumber() ?? 0);
        var reserved = containers.Sum(c =>
            c.Definition.At("memoryReservation").AsNumber() ?? c.Definition.At("memory").AsNumber() ?? 0
        );
        if (stated > cpu || reserved > memory)
        {
            yield return Found(
                scope,
                resource,
                stated > cpu
                    ? Invariant(
                        $"Its containers reserve {stated} processor units and the task has {cpu}; the definition is refused."
                    )
                    : Invariant(
                        $"Its containers reserve {reserved} MiB and the task has {memory}; the definition is refused."
                    ),
                stated > cpu
                    ? Invariant($"Raise cpu to {stated} or more.")
                    : Invariant($"Raise memory to {reserved} or more."),
                new ProofStep(resource.Address, Invariant($"Containers together: cpu {stated}, memory {reserved}.")),
                resource.Breaks(stated > cpu ? "cpu" : "memory")
            ) with
            {
                Severity = Severity.Critical,
            };
            yield break;
        }

        if (scope.System is not { } system || scope.Described<Workload>(resource) is not { } workload)
        {
            yield break;
        }

        Workload[] parts = [workload, .. system.SidecarsOf(workload.Name)];
        var asked = parts.Sum(p => p.Cpu) * 1024;
        var askedMemory = parts.Sum(p => p.MemoryMiB);
        if (asked > cpu || askedMemory > memory)
        {
            yield return Found(
                scope,
                resource,
                Invariant(
                    $"{string.Join(" and ", parts.Select(p => p.Name))} are to have {asked:0} processor units and {askedMemory} MiB together, and the task has {cpu} and {memory}: under load each gets less than it was sized for."
                ),
                Invariant(
                    $"Choose a size of {asked:0} units and {askedMemory} MiB or more, or make the components smaller."
                ),
                [
                    .. parts.Select(p => new ProofStep(
                        "",
                        Invariant($"{p.Name}: cpu {p.Cpu}, memory {p.MemoryMiB} MiB")
                    )),
                    new ProofStep(resource.Address, Invariant($"cpu = {cpu}, memory = {memory}"), Breaks: true),
                ]
            );
        }
    }
}
