using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether a load balancer serves anything.</summary>
internal sealed class IdleBalancerCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST005";

    /// <inheritdoc/>
    public override string Title => "A load balancer is paid for and unused";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale => "A load balancer is billed by the hour, also without a listener.";

    /// <inheritdoc/>
    public override string Mend => "Give it a listener, or remove it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb", "aws_alb"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (!scope.Graph.ReferrersOf(resource.Address).Any(r => r.Type is "aws_lb_listener" or "aws_alb_listener"))
        {
            yield return Found(
                scope,
                resource,
                "No listener belongs to the load balancer, so that it answers nobody, and it is billed by the hour.",
                "Give it a listener, or remove it.",
                new ProofStep(resource.Address, "No listener refers to it.", Breaks: true)
            );
        }
    }
}
