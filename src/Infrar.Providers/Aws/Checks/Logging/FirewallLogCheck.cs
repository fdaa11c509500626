using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a web firewall writes down what it refuses.</summary>
internal sealed class FirewallLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG010";

    /// <inheritdoc/>
    public override string Title => "A web firewall keeps no log";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Without a log nobody sees which rule refuses customers, nor what an attacker tries.";

    /// <inheritdoc/>
    public override string Mend => "Make an aws_wafv2_web_acl_logging_configuration of the firewall.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("WAF.11")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_wafv2_web_acl", "aws_wafv2_web_acl_logging_configuration"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type == "aws_wafv2_web_acl"
            && !scope.Referrers(resource, "aws_wafv2_web_acl_logging_configuration").Any()
        )
        {
            yield return Found(
                scope,
                resource,
                "What the firewall refuses is not written down: neither which rule turns customers away nor what an attacker tries.",
                "Make an aws_wafv2_web_acl_logging_configuration with resource_arn of this firewall.",
                new ProofStep(resource.Address, "No logging configuration refers to it.", Breaks: true)
            );
        }
    }
}
