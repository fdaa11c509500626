using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a load balancer writes down who asked.</summary>
internal sealed class BalancerLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG007";

    /// <inheritdoc/>
    public override string Title => "A load balancer keeps no access log";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "After an attack or a fault nobody can tell which requests came in, from where, and what was answered.";

    /// <inheritdoc/>
    public override string Mend => "Set access_logs with a bucket and enabled = true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ELB.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lb", "aws_alb", "aws_elb"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        // A network load balancer writes about TLS connections alone.
        if (resource.Text("load_balancer_type", absent: "application") is "network" or "gateway")
        {
            yield break;
        }

        // The two sorts differ: a block is off for one and on for the other unless it says so.
        var off =
            resource.Omits("access_logs")
            || resource.Flag("access_logs.enabled", absent: resource.Type == "aws_elb") == false;
        if (off)
        {
            yield return Found(
                scope,
                resource,
                "No request that comes in is written down; after an attack or a fault nobody can tell what was asked and answered.",
                "Set access_logs.bucket to a bucket and access_logs.enabled to true.",
                new ProofStep(resource.Address, "access_logs is not enabled.", Breaks: true)
            );
        }
    }
}
