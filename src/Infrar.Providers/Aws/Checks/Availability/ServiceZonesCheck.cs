using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether copies of a service can run in more than one zone.</summary>
internal sealed class ServiceZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA004";

    /// <inheritdoc/>
    public override string Title => "A service can run in one zone only";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "With every subnet in one zone, that zone's loss stops all copies, and none can start elsewhere.";

    /// <inheritdoc/>
    public override string Mend => "Give network_configuration.subnets subnets of two zones or more.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            Zones.Of(scope, resource["network_configuration.subnets"]) is [var only]
            && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity
        )
        {
            yield return Found(
                scope,
                resource,
                $"Copies can run in {only} alone; its loss stops them all, and none can start elsewhere.",
                "Add a subnet of another zone to network_configuration.subnets.",
                AvailabilityNeed.Proof(scope),
                new ProofStep(resource.Address, $"Its subnets lie in {only} alone.", Breaks: true)
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
