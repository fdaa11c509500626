using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a container's image has the program that its health check runs.</summary>
internal sealed class HealthCommandCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS001";

    /// <inheritdoc/>
    public override string Title => "A health check runs a program that the image may lack";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "A command that is not found counts as a failure: ECS stops the copy, starts another and stops that one too.";

    /// <inheritdoc/>
    public override string Mend =>
        "Put the program into the image, or check with one that it has; behind a load balancer its health check may be enough.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    private static readonly ImmutableHashSet<string> Programs =
    [
        "curl",
        "wget",
        "nc",
        "pg_isready",
        "redis-cli",
        "grpc_health_probe",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (var container in TaskContainers.Of(scope)[resource])
        {
            var command = container.Definition.At("healthCheck.command").Items().Select(p => p.AsText() ?? "").ToList();
            if (command is not ["CMD-SHELL" or "CMD", var first, ..])
            {
                continue;
            }

            var program = first.Split(' ', 2)[0];
            var shell = command[0] == "CMD-SHELL";
            var image = container.Image.AsText();
            var has = image is null ? null : ImageContents.Has(image, program, shell);
            if (has == true || (has is null && !Programs.Contains(program)))
            {
                continue;
            }

            yield return Found(
                scope,
                resource,
                has == false
                    ? $"The health check of container '{container.Name}' runs {(shell ? "a shell and " : "")}{program}, and {image} does not have it: every copy is stopped as unhealthy."
                    : $"The health check of container '{container.Name}' runs {program}, and the image must contain it: without it every copy is stopped as unhealthy.",
                $"Install {program} in the image, or check with a program that it has.",
                new ProofStep(
                    resource.Address,
                    $"container '{container.Name}': healthCheck.command = {command[0]} {first}",
                    Breaks: true
                ),
                new ProofStep(resource.Address, $"container '{container.Name}': image = {image ?? "not known yet"}")
            ) with
            {
                Subject = container.Name,
                Severity = has == false ? Severity : Severity.Low,
            };
        }
    }
}
