using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>What a path says, and what is made of what is not known.</summary>
public sealed class ConnectivityTests
{
    private static readonly SecurityGroup Web = new("group.web", [Rule(Direction.In, "0.0.0.0/0", 443)], true);

    [Fact]
    public void A_path_names_each_thing_that_lets_a_packet_through()
    {
        var answer = Ask(Bound.Least, isPublic: true, Web, 443);

        Assert.Equal(Extent.Always, answer.Extent);
        Assert.Equal(
            [
                ("server", "server has a public address."),
                ("route.out", "Takes packets from subnet for 0.0.0.0/0 to the internet gateway."),
                ("rule.443", "Lets server in on 443 from 0.0.0.0/0."),
            ],
            answer.Path.Select(s => (s.Address, s.Fact))
        );
        Assert.DoesNotContain(answer.Path, s => s.Breaks);
    }

    [Fact]
    public void A_path_ends_where_it_breaks()
    {
        var answer = Ask(Bound.Most, isPublic: true, Web, 22);

        Assert.Equal(Extent.Never, answer.Extent);
        Assert.Equal(
            new ProofStep("group.web", "No rule lets server in on 22 from the internet.", true),
            answer.Path[^1]
        );
    }

    [Fact]
    public void What_is_not_known_lets_everything_through_at_most_and_nothing_at_least()
    {
        Assert.Equal(Extent.Always, Ask(Bound.Most, isPublic: null, Web, 443).Extent);
        Assert.Equal(Extent.Never, Ask(Bound.Least, isPublic: null, Web, 443).Extent);
        Assert.Equal(Extent.Always, Ask(Bound.Most, isPublic: true, Web with { IsComplete = false }, 22).Extent);
        Assert.Equal(Extent.Never, Ask(Bound.Least, isPublic: true, Web with { IsComplete = false }, 22).Extent);
    }

    [Fact]
    public void A_rule_for_a_part_of_the_internet_lets_a_part_of_it_in()
    {
        var partly = Web with { Rules = [Rule(Direction.In, "198.51.0.0/17", 443)] };

        Assert.Equal(Extent.Partly, Ask(Bound.Least, isPublic: true, partly, 443).Extent);
        Assert.DoesNotContain(Ask(Bound.Least, isPublic: true, partly, 443).Path, s => s.Breaks);
        Assert.True(Ask(Bound.Most, isPublic: true, partly, 443).Path[^1].Breaks);
    }

    [Fact]
    public void Open_ports_are_found_to_the_number()
    {
        var (network, server) = NetworkOf(
            true,
            Web with
            {
                Rules = [.. Web.Rules, Rule(Direction.In, "0.0.0.0/0", 8000, 8010)],
            }
        );

        var open = Connectivity.PortsOpen(network, network.Internet, server, 6, Bound.Least);

        Assert.Equal("443, 8000-8010", TrafficFilter.TextOf(open));
        Assert.True(Connectivity.PortsOpen(network, network.Internet, server, 17, Bound.Least).IsEmpty);
    }

    private static Answer Ask(Bound bound, bool? isPublic, SecurityGroup group, int port)
    {
        var (network, server) = NetworkOf(isPublic, group);
        return Connectivity.Between(network, network.Internet, server, Traffic.Tcp(port), bound);
    }

    private static (NetworkModel Network, Endpoint Server) NetworkOf(bool? isPublic, SecurityGroup group)
    {
        var routes = new RouteTable(
            "table",
            [
                new(Range("10.0.0.0/16"), new RouteTarget.Local(), "network"),
                new(Range("0.0.0.0/0"), new RouteTarget.Internet(), "route.out"),
            ],
            true
        );
        var subnet = new Subnet("subnet", "network", Range("10.0.1.0/24").Addresses, routes, null);
        return (
            new([subnet], [group]),
            new Endpoint("server", "server", [new(subnet, subnet.Addresses, isPublic)]) { Groups = [group.Id] }
        );
    }

    private static GroupRule Rule(Direction direction, string peer, int first, int? last = null) =>
        new(
            direction,
            new(6, IntervalSet.Of((UInt128)first, (UInt128)(last ?? first))),
            new RulePeer.Block(Range(peer)),
            $"rule.{first}"
        );

    private static AddressRange Range(string text) =>
        AddressRange.Parse(text) ?? throw new InvalidOperationException(text);
}
