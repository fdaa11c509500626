using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a group of servers stands in more than one zone.</summary>
internal sealed class GroupZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA010";

    /// <inheritdoc/>
    public override string Title => "A group of servers stands in one zone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale => "The zone's loss stops all of them, and none is started elsewhere.";

    /// <inheritdoc/>
    public override string Mend => "Give vpc_zone_identifier subnets of two zones or more.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("AutoScaling.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_autoscaling_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var zones = resource.Omits("vpc_zone_identifier")
            ? resource["availability_zones"].Items().Select(z => z.AsText()).ToList() is [{ } named]
                ? [named]
                : null
            : Zones.Of(scope, resource["vpc_zone_identifier"]);
        if (zones is [var only] && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity)
        {
            yield return Found(
                scope,
                resource,
                $"Servers are started in {only} alone; its loss stops them all.",
                "Add a subnet of another zone to vpc_zone_identifier.",
                AvailabilityNeed.Proof(scope),
                new ProofStep(resource.Address, $"It lies in {only} alone.", Breaks: true)
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
