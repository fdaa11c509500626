using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a load balancer stands in more than one zone.</summary>
internal sealed class BalancerZonesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA003";

    /// <inheritdoc/>
    public override string Title => "A load balancer stands in one zone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "Its zone's loss cuts everything behind it off, however many copies run elsewhere. An application load balancer is not even made in fewer than two zones.";

    /// <inheritdoc/>
    public override string Mend => "Give subnets of two zones or more.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.13")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb", "aws_alb"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var subnets = resource.Omits("subnets")
            ? new Value.ListOf([.. resource["subnet_mapping"].Items().Select(m => m.At("subnet_id"))])
            : resource["subnets"];
        if (Zones.Of(scope, subnets) is not [var only])
        {
            yield break;
        }

        var refused = resource.Text("load_balancer_type", absent: "application") == "application";
        if ((refused ? Severity.High : AvailabilityNeed.Gravity(scope, promised: 99)) is { } gravity)
        {
            yield return Found(
                scope,
                resource,
                refused
                    ? $"All subnets lie in {only}, and an application load balancer is made in two zones at least."
                    : $"All subnets lie in {only}; its loss cuts off everything behind the load balancer.",
                "Add a subnet of another zone.",
                new ProofStep(resource.Address, $"Its subnets lie in {only} alone.", Breaks: true)
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
