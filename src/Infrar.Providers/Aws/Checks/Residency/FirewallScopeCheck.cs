using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether web firewalls have the scope and region of what they stand before.</summary>
internal sealed class FirewallScopeCheck : Check
{
    private const string CloudFrontRegion = "us-east-1";

    private static readonly ImmutableArray<string> Types =
    [
        "aws_wafv2_ip_set",
        "aws_wafv2_regex_pattern_set",
        "aws_wafv2_rule_group",
        "aws_wafv2_web_acl",
    ];

    /// <inheritdoc/>
    public override string Id => "RES009";

    /// <inheritdoc/>
    public override string Title => "A web firewall has the wrong scope or region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A firewall for CloudFront has the scope CLOUDFRONT and is made in us-east-1; one for a load balancer is REGIONAL. AWS refuses every other combination.";

    /// <inheritdoc/>
    public override string Mend =>
        "Make what has the scope CLOUDFRONT with a provider configuration of us-east-1, and name a firewall of that scope for CloudFront.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [.. Types, "aws_cloudfront_distribution"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var firewall in Types.SelectMany(scope.Graph.OfType))
        {
            if (
                firewall["scope"].AsText() == "CLOUDFRONT"
                && firewall.Region is { Length: > 0 } and not CloudFrontRegion
            )
            {
                yield return Found(
                    scope,
                    firewall,
                    $"The scope is CLOUDFRONT and the region {firewall.Region}: WAF knows that scope in us-east-1 only, and refuses it.",
                    "Make it with a provider configuration for us-east-1.",
                    new ProofStep(firewall.Address, "scope = \"CLOUDFRONT\""),
                    new ProofStep(firewall.Address, $"It lies in {firewall.Region}.", Breaks: true)
                );
            }
        }

        foreach (var distribution in scope.Graph.OfType("aws_cloudfront_distribution"))
        {
            if (
                scope.Graph.Follow(distribution["web_acl_id"]) is { Type: "aws_wafv2_web_acl" } firewall
                && firewall["scope"].AsText() == "REGIONAL"
            )
            {
                yield return Found(
                    scope,
                    distribution,
                    $"web_acl_id names {firewall.Address}, whose scope is REGIONAL: CloudFront takes firewalls of the scope CLOUDFRONT only.",
                    "Name a firewall with scope = \"CLOUDFRONT\", made in us-east-1.",
                    new ProofStep(distribution.Address, $"web_acl_id names {firewall.Address}."),
                    new ProofStep(firewall.Address, "scope = \"REGIONAL\"", Breaks: true)
                );
            }
        }
    }
}
