using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether a NAT gateway carries anything.</summary>
internal sealed class IdleGatewayCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST004";

    /// <inheritdoc/>
    public override string Title => "A NAT gateway is paid for and unused";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale => "A gateway is billed by the hour, whether or not a route leads to it.";

    /// <inheritdoc/>
    public override string Mend => "Route a private subnet to it, or remove it and its address.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_nat_gateway", "aws_route", "aws_route_table"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type == "aws_nat_gateway"
            && !scope
                .Graph.ReferrersOf(resource.Address)
                .Any(r => r.Type is "aws_route" or "aws_route_table" or "aws_default_route_table")
            // Routes that are made elsewhere, or whose target is not known, may lead to it.
            && !scope.Graph.OfType("aws_route").Any(r => r["nat_gateway_id"] is Value.Unknown or Value.Variable)
        )
        {
            yield return Found(
                scope,
                resource,
                "No route leads to the gateway, and it is billed by the hour.",
                "Route a private subnet to it, or remove it and its address.",
                new ProofStep(resource.Address, "No route refers to it.", Breaks: true)
            );
        }
    }
}
