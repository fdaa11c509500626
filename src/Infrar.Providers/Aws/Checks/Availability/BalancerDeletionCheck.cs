using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a load balancer is guarded against deletion.</summary>
internal sealed class BalancerDeletionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA008";

    /// <inheritdoc/>
    public override string Title => "A load balancer can be deleted by mistake";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "Its address goes with it; names that point there lead nowhere until they are changed.";

    /// <inheritdoc/>
    public override string Mend => "Set enable_deletion_protection to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.6")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb", "aws_alb"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // Where nothing has to survive, it stands in the way of taking the system down.
        if (
            resource.Flag("enable_deletion_protection", absent: false) == false
            && (scope.System is null || scope.RequiresSurvival())
        )
        {
            yield return Found(
                scope,
                resource,
                "Nothing refuses the deletion of the load balancer, and its address goes with it.",
                "Set enable_deletion_protection to true.",
                resource.Breaks("enable_deletion_protection")
            );
        }
    }
}
