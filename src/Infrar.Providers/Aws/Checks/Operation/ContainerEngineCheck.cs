using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether what starts containers itself can do so where it runs.</summary>
internal sealed class ContainerEngineCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS018";

    /// <inheritdoc/>
    public override string Title => "A task needs a container engine and Fargate has none";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Fargate gives no privileged mode and no engine's socket; docker build and docker run fail.";

    /// <inheritdoc/>
    public override string Mend =>
        "Build without a daemon (buildah with chroot isolation, BuildKit rootless, a build service), or run it on servers.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (!resource["requires_compatibilities"].Items().Any(c => c.AsText() == "FARGATE"))
        {
            yield break;
        }

        var privileged = TaskContainers
            .Of(scope)[resource]
            .FirstOrDefault(c => c.Definition.At("privileged").AsFlag() == true);
        if (privileged is not null || scope.Described<Workload>(resource) is { NeedsContainerEngine: true })
        {
            yield return Found(
                scope,
                resource,
                privileged is null
                    ? $"{resource.Component} starts containers itself, and a task on Fargate has neither a privileged mode nor an engine's socket: every build fails."
                    : $"Container '{privileged.Name}' is privileged, which Fargate refuses.",
                privileged is null
                    ? $"Let {resource.Component} build without a daemon and set containerEngine to false, or place it on servers."
                    : $"Remove privileged from '{privileged.Name}', or run the task on servers.",
                new ProofStep(resource.Address, "requires_compatibilities names FARGATE."),
                privileged is null
                    ? new ProofStep("", $"containerEngine of {resource.Component} is true.", Breaks: true)
                    : new ProofStep(resource.Address, $"container '{privileged.Name}': privileged = true", Breaks: true)
            );
        }
    }
}
