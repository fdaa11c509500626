using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Networks that are joined route to each other.</summary>
internal sealed class PeeringRouteCheck : Check
{
    private const string Peering = "aws_vpc_peering_connection";

    /// <inheritdoc/>
    public override string Id => "NET019";

    /// <inheritdoc/>
    public override string Title => "Peered networks have no route to each other";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Reachability;

    /// <inheritdoc/>
    public override string Rationale =>
        "A peering connection carries packets only where a route table of each side names it. With routes on one side alone, requests arrive and answers are lost.";

    /// <inheritdoc/>
    public override string Mend =>
        "Add a route for the other network's block to the route tables of both sides, with vpc_peering_connection_id.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [Peering, "aws_vpc", "aws_route", "aws_route_table", "aws_subnet"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var subnets = AwsNetwork.Of(scope).Model.Subnets.ToLookup(s => s.Network, StringComparer.Ordinal);
        return from peering in scope.Graph.OfType(Peering)
            let one = scope.Graph.Follow(peering["vpc_id"])
            let other = scope.Graph.Follow(peering["peer_vpc_id"])
            where one is { IsData: false } && other is { IsData: false }
            from side in new[] { (From: one, To: other), (From: other, To: one) }
            let there = subnets[side.From.Address].ToArray()
            where there.Length > 0 && there.All(s => LeadsNowhere(s.Routes, side.To.Address))
            select Found(
                scope,
                peering,
                $"No route table of {side.From.Address} leads to {side.To.Address} over {peering.Address}, so that packets do not pass.",
                $"Add an aws_route for the block of {side.To.Address} to the route tables of {side.From.Address}, with vpc_peering_connection_id = {peering.Address}.id.",
                new ProofStep(peering.Address, $"Joins {side.From.Address} and {side.To.Address}."),
                new ProofStep(there[0].Routes.Id, $"Has no route to {side.To.Address}.", true)
            ) with
            {
                Subject = side.From.Address,
            };
    }

    private static bool LeadsNowhere(RouteTable table, string network) =>
        !table.MayHoldMore
        && !table.Routes.Any(r =>
            r.Target is RouteTarget.Unknown || (r.Target is RouteTarget.Peer peer && peer.Network == network)
        );
}
