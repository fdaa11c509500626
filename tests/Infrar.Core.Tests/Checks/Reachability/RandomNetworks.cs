using CsCheck;

namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>Random networks of four subnets in two networks, three groups and three endpoints; open more often than not.</summary>
internal static class RandomNetworks
{
    private const int EveryPort = 65535;

    // Subnets of four addresses each: the network, and the first address.
    private static readonly (int Network, int First)[] Plan = [(0, 0), (0, 4), (1, 16), (0, 8)];

    /// <summary>A network, and a question about it.</summary>
    public static Gen<(PacketModel Model, PacketQuestion Question)> Asked { get; } =
        from model in Model()
        from question in Question()
        select (model, question);

    /// <summary>A network, and questions that stand for all that must be reachable in it.</summary>
    public static Gen<(PacketModel Model, PacketQuestion[] Needs)> Needed { get; } =
        from model in Model()
        from needs in Question().Array[0, 5]
        select (model, needs);

    private static Gen<PacketQuestion> Question() =>
        from ends in AnyOf((0, 1), (0, 1), (1, 0), (0, 2), (2, 1), (0, -1), (1, -1), (-1, 0), (-1, 1), (0, 0))
        from protocol in AnyOf(6, 6, 6, 6, 17, 1)
        from port in Gen.Int[1, 4]
        select new PacketQuestion(ends.Item1, ends.Item2, protocol, protocol == 1 ? 0 : port);

    private static Gen<PacketModel> Model() =>
        from isVersion6 in AnyOf(false, false, false, true)
        from first in Routes(0, isVersion6)
        from second in Routes(1, isVersion6)
        from third in Routes(2, isVersion6)
        from fourth in Routes(3, isVersion6)
        let routes = new[] { first, second, third, fourth }
        from filters in Filter(isVersion6).Array[4]
        from groups in GroupRule(isVersion6).Array[2, 9].Array[3]
        from endpoints in Endpoint().Array[3]
        select new PacketModel(
            isVersion6,
            [.. Plan.Select((p, i) => new PacketSubnet(p.Network, p.First, routes[i], filters[i]))],
            [.. groups.Select(rules => new PacketGroup(rules))],
            endpoints
        );

    private static Gen<PacketRoute[]> Routes(int subnet, bool isVersion6)
    {
        var network = Plan[subnet].Network;
        var local = new PacketRoute(new(network * 16, 2, isVersion6), PacketTarget.Local, 0);
        return from outward in AnyOf(
                PacketTarget.Internet,
                PacketTarget.Internet,
                PacketTarget.Internet,
                PacketTarget.Translator,
                PacketTarget.Translator,
                PacketTarget.OutOnly,
                PacketTarget.Nowhere
            )
            from beside in Gen.Int[0, 3]
            from isJoined in AnyOf(true, true, true, false)
            from more in Route(isVersion6).Array[0, 1]
            select Distinct([
                local,
                .. more,
                new(new(0, -1, isVersion6), outward, beside),
                .. isJoined
                    ? [new PacketRoute(new((1 - network) * 16, 2, isVersion6), PacketTarget.Peer, 1 - network)]
                    : Array.Empty<PacketRoute>(),
            ]);
    }

    private static Gen<PacketRoute> Route(bool isVersion6) =>
        from block in Block(isVersion6)
        from target in AnyOf(
            PacketTarget.Internet,
            PacketTarget.Internet,
            PacketTarget.Translator,
            PacketTarget.Peer,
            PacketTarget.Nowhere
        )
        from argument in Gen.Int[0, 1]
        select new PacketRoute(block, target, argument);

    // Two routes of one table never share a destination.
    private static PacketRoute[] Distinct(PacketRoute[] routes) =>
        [
            .. routes.DistinctBy(r =>
                (r.Block.Length, r.Block.IsVersion6, r.Block.Length < 0 ? 0 : r.Block.First >> (6 - r.Block.Length))
            ),
        ];

    private static Gen<PacketFilterRule[]?> Filter(bool isVersion6)
    {
        var rule =
            from number in Gen.Int[1, 500]
            from isOut in Gen.Bool
            from allows in AnyOf(true, true, true, false)
            from what in What()
            from block in Block(isVersion6)
            select new PacketFilterRule(number, isOut, allows, what.Protocol, what.First, what.Last, block);
        return from exists in AnyOf(true, false)
            from isLoose in AnyOf(true, true, true, false)
            from rules in rule.Array[1, 5]
            select exists
                ?
                [
                    .. rules.DistinctBy(r => (r.Number, r.IsOut)),
                    // Loose ones let in the end through what no rule before decided.
                    .. new[] { false, true }
                        .Where(_ => isLoose)
                        .Select(isOut => new PacketFilterRule(900, isOut, true, -1, 0, 0, new(0, -1, isVersion6))),
                ]
                : (PacketFilterRule[]?)null;
    }

    private static Gen<PacketGroupRule> GroupRule(bool isVersion6) =>
        from isOut in Gen.Bool
        from what in What()
        from peer in AnyOf(-1, -1, 0, 1, 2)
        from block in Block(isVersion6)
        select new PacketGroupRule(isOut, what.Protocol, what.First, what.Last, peer, block);

    private static Gen<(int Protocol, int First, int Last)> What() =>
        from protocol in AnyOf(-1, -1, 6, 6, 6, 17, 1)
        from ports in AnyOf(
            (0, EveryPort),
            (0, EveryPort),
            (0, EveryPort),
            (1, 4),
            (2, 3),
            (3, 3),
            (0, 5),
            (6, EveryPort),
            (5, 8)
        )
        select (protocol, ports.Item1, ports.Item2);

    private static Gen<PacketBlock> Block(bool isVersion6) =>
        from length in AnyOf(-1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6)
        from first in Gen.Int[0, 39]
        from isSame in AnyOf(true, true, true, true, true, true, true, true, true, false)
        select new PacketBlock(length < 0 ? 0 : first, length, isSame == isVersion6);

    private static Gen<PacketEndpoint> Endpoint() =>
        from count in AnyOf(1, 1, 2)
        from places in Place().Array[count]
        from groups in Gen.Int[0, 2].Array[1, 2]
        select new PacketEndpoint(places, [.. groups.Distinct()]);

    // Each as likely as the others; repeat one to see it more often.
    private static Gen<T> AnyOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<PacketPlace> Place() =>
        from subnet in Gen.Int[0, 3]
        from part in AnyOf((0, 4), (0, 2), (2, 2), (1, 1), (3, 1))
        from isPublic in AnyOf(true, true, false)
        select new PacketPlace(subnet, Plan[subnet].First + part.Item1, part.Item2, isPublic);
}

/// <summary>A question: who opens connections to whom (-1 is the internet), protocol, port.</summary>
internal sealed record PacketQuestion(int From, int To, int Protocol, int Port);
