using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether zones reach the internet independently of each other.</summary>
internal sealed class SharedGatewayCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA005";

    /// <inheritdoc/>
    public override string Title => "One NAT gateway serves several zones";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "The loss of the gateway's zone cuts the other zones off from the internet too, and traffic between zones is billed.";

    /// <inheritdoc/>
    public override string Mend =>
        "Make one NAT gateway in each zone and route each zone's private subnets to its own.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_nat_gateway", "aws_route", "aws_route_table", "aws_route_table_association"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "aws_nat_gateway" || AvailabilityNeed.Gravity(scope, promised: 99.9m) is not { } gravity)
        {
            yield break;
        }

        var tables = scope
            .Referrers(resource, "aws_route")
            .Select(r => scope.Graph.Follow(r["route_table_id"]))
            .Concat(scope.Referrers(resource, "aws_route_table"))
            .OfType<Resource>()
            .Distinct();
        var subnets = tables
            .SelectMany(t => scope.Referrers(t, "aws_route_table_association"))
            .Select(a => a["subnet_id"]);
        if (Zones.Of(scope, new Value.ListOf([.. subnets])) is { Length: > 1 } zones)
        {
            yield return Found(
                scope,
                resource,
                $"Subnets in {string.Join(", ", zones)} reach the internet through this one gateway; the loss of its zone cuts them all off.",
                "Make a NAT gateway in each zone and route the zone's subnets to it.",
                AvailabilityNeed.Proof(scope),
                new ProofStep(resource.Address, $"Routes of {string.Join(", ", zones)} lead to it.", Breaks: true)
            ) with
            {
                Severity = gravity == Severity.High ? Severity.Medium : gravity,
            };
        }
    }
}
