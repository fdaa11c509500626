using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a service offers the load balancer a port that its task has.</summary>
internal sealed class ContainerPortCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS006";

    /// <inheritdoc/>
    public override string Title => "A service names a container or port that its task lacks";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale => "ECS refuses the service, or the load balancer asks where nobody listens.";

    /// <inheritdoc/>
    public override string Mend => "Name a container of the task definition and a containerPort of its portMappings.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service", "aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "aws_ecs_service"
            || scope.Graph.Follow(resource["task_definition"]) is not { Type: "aws_ecs_task_definition" } task
            || TaskContainers.Of(scope)[task] is not { IsEmpty: false } containers
            || containers.Any(c => c.Name.Length == 0)
        )
        {
            yield break;
        }

        foreach (var target in resource["load_balancer"].Items())
        {
            if (
                target.At("container_name").AsText() is not { } name
                || target.At("container_port").AsNumber() is not { } port
            )
            {
                continue;
            }

            var container = containers.FirstOrDefault(c => c.Name == name);
            if (container is null || !container.Ports.Contains(port))
            {
                yield return Found(
                    scope,
                    resource,
                    container is null
                        ? $"The load balancer is led to container '{name}', and the task has only {string.Join(", ", containers.Select(c => $"'{c.Name}'"))}."
                        : Invariant(
                            $"The load balancer is led to port {port} of container '{name}', which maps {(container.Ports.Any() ? string.Join(", ", container.Ports) : "no port")}."
                        ),
                    container is null
                        ? "Set load_balancer.container_name to a container of the task definition."
                        : Invariant(
                            $"Add containerPort {port} to portMappings of '{name}', or name the port that it listens on."
                        ),
                    resource.Shows("load_balancer.container_name"),
                    resource.Breaks("load_balancer.container_port")
                ) with
                {
                    Subject = Invariant($"{name}:{port}"),
                };
            }
        }
    }
}
