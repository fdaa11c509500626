using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Nothing but load balancers answers the internet.</summary>
internal sealed class FacesInternetCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET006";

    /// <inheritdoc/>
    public override string Title => "Something other than a load balancer answers the internet";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "A load balancer ends TLS, spreads load, and carries the web application firewall. What the internet reaches past it has "
        + "none of these, and whoever takes it over stands inside the network.";

    /// <inheritdoc/>
    public override string Mend =>
        "Stand it in private subnets without a public address, and let in the load balancer's security group alone.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EC2.9")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } =
    [
        .. MemberShapes.All.Where(s => IsMeant(s.Sort)).Select(s => s.Type),
        "aws_eip",
        "aws_eip_association",
        .. NetworkTypes.Filters,
        .. NetworkTypes.Ways,
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        foreach (var member in network.Members.Where(m => IsMeant(m.Sort) && m.HasPublicAddress))
        {
            foreach (var protocol in new[] { Traffic.TcpProtocol, Traffic.UdpProtocol })
            {
                var open = Connectivity.PortsOpen(
                    network.Model,
                    network.Model.Internet,
                    member.Endpoint,
                    protocol,
                    Bound.Least
                );
                if (!open.IsEmpty)
                {
                    yield return FindingOf(scope, network, member, protocol, open);
                }
            }
        }
    }

    private Finding FindingOf(CheckScope scope, AwsNetwork network, Member member, int protocol, IntervalSet open)
    {
        var first = new Traffic(protocol, (int)open.Intervals[0].First);
        var answer = Connectivity.Between(network.Model, network.Model.Internet, member.Endpoint, first, Bound.Least);
        var ports = $"{Traffic.NameOf(protocol)} {TrafficFilter.TextOf(open)}";
        return Found(
            scope,
            member.Resource,
            $"The internet reaches {member.Endpoint.Name} on {ports} without a load balancer before it.",
            $"Take the public address from {member.Resource.Address}, or narrow the rule that lets the internet in.",
            [.. answer.Path, new(member.Resource.Address, $"Is reached from the internet on {ports}.", true)]
        ) with
        {
            Subject = Traffic.NameOf(protocol),
        };
    }

    private static bool IsMeant(MemberSort sort) =>
        sort switch
        {
            MemberSort.Workload or MemberSort.Server or MemberSort.Service => true,
            // Balancers are meant to; data has a check of its own.
            MemberSort.Balancer or MemberSort.Data => false,
        };
}
