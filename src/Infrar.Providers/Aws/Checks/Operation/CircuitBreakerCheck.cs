using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a failed deployment goes back by itself.</summary>
internal sealed class CircuitBreakerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS013";

    /// <inheritdoc/>
    public override string Title => "A failed deployment goes on for ever";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Copies of a faulty image are started and stopped without end, and the deployment never fails.";

    /// <inheritdoc/>
    public override string Mend => "Set deployment_circuit_breaker with enable and rollback.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Flag("deployment_circuit_breaker.enable", absent: false) == false
            && resource.Text("deployment_controller.type", absent: "ECS") == "ECS"
            && resource.Omits("alarms")
        )
        {
            yield return Found(
                scope,
                resource,
                "Copies of a faulty image are started and stopped without end, and the deployment never fails.",
                "Set deployment_circuit_breaker.enable and deployment_circuit_breaker.rollback to true.",
                resource.Breaks("deployment_circuit_breaker")
            );
        }
    }
}
