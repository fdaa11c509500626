using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Public addresses are given only where an internet gateway leads to them.</summary>
internal sealed class UselessAddressCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET015";

    /// <inheritdoc/>
    public override string Title => "A public address leads nowhere";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "AWS bills every public IPv4 address by the hour. In a subnet without a route to an internet gateway it carries no packet, "
        + "and it opens the door the day somebody adds that route.";

    /// <inheritdoc/>
    public override string Mend => "Take the public address away.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [.. MemberShapes.All.Where(s => IsMeant(s.Sort)).Select(s => s.Type), .. NetworkTypes.Ways];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from member in AwsNetwork.Of(scope).Members
        where IsMeant(member.Sort)
        let places = member.Endpoint.Places
        where !places.IsEmpty && places.All(p => p.HasPublicAddress is true && LeadsNowhere(p.Subnet))
        let subnet = places[0].Subnet
        select Found(
            scope,
            member.Resource,
            $"{member.Endpoint.Name} gets public addresses in {string.Join(", ", places.Select(p => p.Subnet?.Id))}, where no internet gateway leads.",
            $"Set {(member.Sort is MemberSort.Server ? "associate_public_ip_address" : "assign_public_ip")} = false on {member.Resource.Address}.",
            new ProofStep(member.Resource.Address, "Asks for a public address."),
            new ProofStep(subnet.Routes.Id, $"Has no route from {subnet.Id} to an internet gateway.", true)
        );

    private static bool LeadsNowhere(Subnet? subnet) =>
        subnet is { Routes: { MayHoldMore: false, Routes: var routes } }
        && !routes.Any(r => r.Target is RouteTarget.Internet or RouteTarget.Unknown);

    private static bool IsMeant(MemberSort sort) => sort is MemberSort.Workload or MemberSort.Server;
}
