using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether a public address belongs to something.</summary>
internal sealed class IdleAddressCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST003";

    /// <inheritdoc/>
    public override string Title => "A public address is paid for and unused";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale => "AWS bills every public IPv4 address by the hour, also one that nothing uses.";

    /// <inheritdoc/>
    public override string Mend => "Remove it, or attach it.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("EC2.12")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_eip"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var isReferred = scope
            .Graph.ReferrersOf(resource.Address)
            .Any(r => r.Type != "aws_route53_record" && !r.IsData);
        if (resource.Omits("instance") && resource.Omits("network_interface") && !isReferred)
        {
            yield return Found(
                scope,
                resource,
                "Nothing uses the address, and it is billed by the hour.",
                "Remove it, or attach it to what needs it.",
                new ProofStep(
                    resource.Address,
                    "No gateway, load balancer, server or association refers to it.",
                    Breaks: true
                )
            );
        }
    }
}
