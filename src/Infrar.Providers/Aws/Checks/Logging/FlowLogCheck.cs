using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a network writes down who talks to whom.</summary>
internal sealed class FlowLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG008";

    /// <inheritdoc/>
    public override string Title => "A network keeps no flow log";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale => "After a break-in nobody can tell what was reached from where, and what left.";

    /// <inheritdoc/>
    public override string Mend => "Make an aws_flow_log of the VPC.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EC2.6"), Cis("3.7")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_vpc", "aws_flow_log"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type == "aws_vpc" && !scope.Referrers(resource, "aws_flow_log").Any())
        {
            yield return Found(
                scope,
                resource,
                "Connections inside the network are not written down; after a break-in nobody can tell what was reached from where.",
                "Make an aws_flow_log with vpc_id of this VPC and traffic_type REJECT or ALL.",
                new ProofStep(resource.Address, "No flow log refers to it.", Breaks: true)
            );
        }
    }
}
