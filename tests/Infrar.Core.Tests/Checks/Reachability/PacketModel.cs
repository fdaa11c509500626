namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>
/// A network in which packets are followed one by one, written from AWS's documentation of VPCs. It shares no code with
/// the engine: addresses are six-bit numbers, sets are loops.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/userguide/: vpc-security-groups.html, vpc-network-acls.html,
/// VPC_Route_Tables.html, vpc-nat-gateway.html, VPC_Internet_Gateway.html, egress-only-internet-gateway.html;
/// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html.
/// </remarks>
internal sealed record PacketModel(
    bool IsVersion6,
    PacketSubnet[] Subnets,
    PacketGroup[] Groups,
    PacketEndpoint[] Endpoints
)
{
    public const int InternetFirst = 32;
    public const int InternetLast = 35;
    public static readonly int[] ClientPorts = [5, 6, 7];
    public static readonly int[] TranslatorPorts = [8, 9];

    /// <summary>How many packets could be sent, and how many of them arrive and are answered.</summary>
    public (int Sent, int Arrived) Count(int from, int to, int protocol, int port)
    {
        var (sent, arrived) = (0, 0);
        foreach (var source in StandsOf(from))
        {
            foreach (var target in StandsOf(to))
            {
                foreach (var client in protocol is 6 or 17 ? ClientPorts : [0])
                {
                    foreach (var translator in protocol is 6 or 17 ? TranslatorPorts : [0])
                    {
                        sent++;
                        arrived += Opens(source, target, protocol, port, client, translator) ? 1 : 0;
                    }
                }
            }
        }

        return (sent, arrived);
    }

    /// <summary>Whether some packet from one to another endpoint is one that a rule speaks of.</summary>
    public bool Speaks(PacketGroupRule rule, int group, int from, int to, int protocol, int port)
    {
        var (self, other) = rule.IsOut ? (from, to) : (to, from);
        return self >= 0
            && Endpoints[self].Groups.Contains(group)
            && StandsOf(other).Any(o => Matches(rule, o, protocol, port));
    }

    private IEnumerable<Stand> StandsOf(int endpoint) =>
        endpoint < 0
            ? Enumerable.Range(InternetFirst, InternetLast - InternetFirst + 1).Select(a => new Stand(-1, -1, a, true))
            : from place in Endpoints[endpoint].Places
            from address in Enumerable.Range(place.First, place.Count)
            select new Stand(endpoint, place.Subnet, address, place.IsPublic);

    private bool Opens(Stand from, Stand to, int protocol, int port, int client, int translator)
    {
        if (from.Endpoint >= 0 && !LetsThrough(from, to, true, protocol, port))
        {
            return false;
        }

        if (to.Endpoint >= 0 && !LetsThrough(to, from, false, protocol, port))
        {
            return false;
        }

        if (from.Endpoint < 0)
        {
            return FromInternet(from, to, protocol, port, client);
        }

        if (to.Endpoint < 0)
        {
            return ToInternet(from, to, protocol, port, client, translator);
        }

        return from.Subnet == to.Subnet
            || (
                Crosses(from.Subnet, true, to.Address, protocol, port)
                && Joins(from.Subnet, to)
                && Crosses(to.Subnet, false, from.Address, protocol, port)
                && Crosses(to.Subnet, true, from.Address, protocol, client)
                && Joins(to.Subnet, from)
                && Crosses(from.Subnet, false, to.Address, protocol, client)
            );
    }

    private bool FromInternet(Stand from, Stand to, int protocol, int port, int client) =>
        (IsVersion6 || to.IsPublic)
        && Crosses(to.Subnet, false, from.Address, protocol, port)
        && Crosses(to.Subnet, true, from.Address, protocol, client)
        && Next(to.Subnet, from.Address)?.Target is PacketTarget.Internet;

    private bool ToInternet(Stand from, Stand to, int protocol, int port, int client, int translator)
    {
        if (
            !Crosses(from.Subnet, true, to.Address, protocol, port)
            || !Crosses(from.Subnet, false, to.Address, protocol, client)
            || Next(from.Subnet, to.Address) is not { } route
        )
        {
            return false;
        }

        switch (route.Target)
        {
            case PacketTarget.Internet:
                return IsVersion6 || from.IsPublic;
            case PacketTarget.OutOnly:
                return IsVersion6;
            case PacketTarget.Translator when !IsVersion6:
                var beside = route.Argument;
                var isElsewhere = beside != from.Subnet;
                return Next(beside, to.Address)?.Target is PacketTarget.Internet
                    && Crosses(beside, true, to.Address, protocol, port)
                    && Crosses(beside, false, to.Address, protocol, translator)
                    && (
                        !isElsewhere
                        || (
                            Crosses(beside, false, from.Address, protocol, port)
                            && Crosses(beside, true, from.Address, protocol, client)
                            && Next(beside, from.Address)?.Target is PacketTarget.Local
                        )
                    );
            default:
                return false;
        }
    }

    // A packet gets from a subnet to another one in its network, or in one that it is joined to.
    private bool Joins(int subnet, Stand to) =>
        Next(subnet, to.Address) switch
        {
            { Target: PacketTarget.Local } => Subnets[subnet].Network == Subnets[to.Subnet].Network,
            { Target: PacketTarget.Peer } peer => peer.Argument == Subnets[to.Subnet].Network,
            _ => false,
        };

    private PacketRoute? Next(int subnet, int address)
    {
        PacketRoute? best = null;
        foreach (var route in Subnets[subnet].Routes)
        {
            if (route.Block.Holds(address, IsVersion6) && (best is null || route.Block.Length > best.Block.Length))
            {
                best = route;
            }
        }

        return best;
    }

    private bool Crosses(int subnet, bool isOut, int other, int protocol, int port)
    {
        if (Subnets[subnet].Filter is not { } filter)
        {
            return true;
        }

        foreach (var rule in filter.OrderBy(r => r.Number))
        {
            if (
                rule.IsOut == isOut
                && rule.Block.Holds(other, IsVersion6)
                && SpeaksOf(rule.Protocol, rule.First, rule.Last, protocol, port)
            )
            {
                return rule.Allows;
            }
        }

        return false;
    }

    private bool LetsThrough(Stand self, Stand other, bool isOut, int protocol, int port) =>
        Endpoints[self.Endpoint]
            .Groups.SelectMany(g => Groups[g].Rules)
            .Any(r => r.IsOut == isOut && Matches(r, other, protocol, port));

    private bool Matches(PacketGroupRule rule, Stand other, int protocol, int port) =>
        SpeaksOf(rule.Protocol, rule.First, rule.Last, protocol, port)
        && (
            rule.PeerGroup >= 0
                ? other.Endpoint >= 0 && Endpoints[other.Endpoint].Groups.Contains(rule.PeerGroup)
                : rule.PeerBlock.Holds(other.Address, IsVersion6)
        );

    private static bool SpeaksOf(int ruleProtocol, int first, int last, int protocol, int port) =>
        ruleProtocol == -1
        || (ruleProtocol == protocol && (protocol is not (6 or 17) || (first <= port && port <= last)));

    private readonly record struct Stand(int Endpoint, int Subnet, int Address, bool IsPublic);
}

/// <summary>A block of six-bit addresses; of length -1, every address of the family.</summary>
internal sealed record PacketBlock(int First, int Length, bool IsVersion6)
{
    public bool Holds(int address, bool isVersion6) =>
        isVersion6 == IsVersion6 && (Length < 0 || address >> (6 - Length) == First >> (6 - Length));

    /// <summary>As the engine reads it.</summary>
    public string Text =>
        (Length < 0, IsVersion6) switch
        {
            (true, true) => "::/0",
            (true, false) => "0.0.0.0/0",
            (false, true) => $"2001:db8::{First:x}/{122 + Length}",
            (false, false) => $"10.0.0.{First}/{26 + Length}",
        };
}

internal enum PacketTarget
{
    Local,
    Internet,
    OutOnly,
    Translator,
    Peer,
    Nowhere,
}

internal sealed record PacketRoute(PacketBlock Block, PacketTarget Target, int Argument);

internal sealed record PacketFilterRule(
    int Number,
    bool IsOut,
    bool Allows,
    int Protocol,
    int First,
    int Last,
    PacketBlock Block
);

internal sealed record PacketSubnet(int Network, int First, PacketRoute[] Routes, PacketFilterRule[]? Filter);

internal sealed record PacketGroupRule(
    bool IsOut,
    int Protocol,
    int First,
    int Last,
    int PeerGroup,
    PacketBlock PeerBlock
);

internal sealed record PacketGroup(PacketGroupRule[] Rules);

internal sealed record PacketPlace(int Subnet, int First, int Count, bool IsPublic);

internal sealed record PacketEndpoint(PacketPlace[] Places, int[] Groups);
