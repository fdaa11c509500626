using Infrar.Core.Checks.Reachability;

namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>A packet model as the engine's model, whole or with some of it not known.</summary>
internal sealed class EngineNetwork
{
    private readonly PacketModel _model;
    private readonly Endpoint[] _endpoints;

    /// <summary>The whole of it.</summary>
    public EngineNetwork(PacketModel model)
        : this(model, _ => false) { }

    /// <summary>All but what is hidden; each thing that can be hidden is asked about by a number of its own.</summary>
    public EngineNetwork(PacketModel model, Func<int, bool> hides)
    {
        _model = model;
        var next = 0;
        var subnets = model.Subnets.Select((s, i) => SubnetOf(s, i, () => hides(next++))).ToArray();
        var groups = model.Groups.Select((g, i) => GroupOf(g, i, () => hides(next++))).ToArray();
        var ports = IntervalSet.Of((UInt128)PacketModel.ClientPorts[0], (UInt128)PacketModel.ClientPorts[^1]);
        _endpoints =
        [
            .. model.Endpoints.Select(
                (e, i) =>
                    new Endpoint(
                        $"endpoint.{i}",
                        $"endpoint {i}",
                        [
                            .. e.Places.Select(p => new Place(
                                hides(next++) ? null : subnets[p.Subnet],
                                Addresses(p.First, p.Count),
                                hides(next++) ? null : p.IsPublic
                            )),
                        ]
                    )
                    {
                        Groups = hides(next) ? [] : [.. e.Groups.Select(g => $"group.{g}")],
                        KnowsGroups = !hides(next++),
                        ClientPorts = ports,
                    }
            ),
        ];
        var outside = PacketModel.InternetLast - PacketModel.InternetFirst + 1;
        Network = new(subnets, groups)
        {
            Internet = Endpoint.Internet(Addresses(PacketModel.InternetFirst, outside)) with { ClientPorts = ports },
            TranslatorPorts = IntervalSet.Of(
                (UInt128)PacketModel.TranslatorPorts[0],
                (UInt128)PacketModel.TranslatorPorts[^1]
            ),
        };
    }

    public NetworkModel Network { get; }

    public Endpoint At(int endpoint) => endpoint < 0 ? Network.Internet : _endpoints[endpoint];

    public Answer Ask(PacketQuestion question, Bound bound) =>
        Connectivity.Between(Network, At(question.From), At(question.To), new(question.Protocol, question.Port), bound);

    private Subnet SubnetOf(PacketSubnet subnet, int index, Func<bool> hidden) =>
        new(
            $"subnet.{index}",
            $"network.{subnet.Network}",
            Addresses(subnet.First, 4),
            new(
                $"table.{index}",
                [
                    .. subnet.Routes.Select(r =>
                        // The route inside a network is never hidden: every table has it.
                        r.Target is PacketTarget.Local
                        || !hidden()
                            ? new Route(Range(r.Block), TargetOf(r), $"route.{index}")
                            : new Route(null, new RouteTarget.Unknown(), $"route.{index}")
                    ),
                ],
                true
            ),
            subnet.Filter is { } filter ? FilterOf(filter, index, hidden) : null
        );

    private static AccessList FilterOf(PacketFilterRule[] filter, int index, Func<bool> hidden) =>
        new(
            $"filter.{index}",
            [
                .. filter.Select(r => new AccessRule(
                    r.Number,
                    r.IsOut ? Direction.Out : Direction.In,
                    r.Allows,
                    hidden() ? null : Filter(r.Protocol, r.First, r.Last),
                    hidden() ? null : Range(r.Block),
                    $"filter.{index}.{r.Number}"
                )),
            ],
            !hidden()
        );

    private static SecurityGroup GroupOf(PacketGroup group, int index, Func<bool> hidden) =>
        new(
            $"group.{index}",
            [
                .. group.Rules.Select(
                    (r, n) =>
                        new GroupRule(
                            r.IsOut ? Direction.Out : Direction.In,
                            hidden() ? null : Filter(r.Protocol, r.First, r.Last),
                            hidden() ? new RulePeer.Unknown("")
                                : r.PeerGroup >= 0 ? new RulePeer.Group($"group.{r.PeerGroup}")
                                : new RulePeer.Block(Range(r.PeerBlock)),
                            $"rule.{index}.{n}"
                        )
                ),
            ],
            !hidden()
        );

    private static RouteTarget TargetOf(PacketRoute route) =>
        route.Target switch
        {
            PacketTarget.Local => new RouteTarget.Local(),
            PacketTarget.Internet => new RouteTarget.Internet(),
            PacketTarget.OutOnly => new RouteTarget.Internet(true),
            PacketTarget.Translator => new RouteTarget.Translator($"subnet.{route.Argument}", "translator"),
            PacketTarget.Peer => new RouteTarget.Peer($"network.{route.Argument}"),
            PacketTarget.Nowhere => new RouteTarget.Nowhere(),
        };

    private static TrafficFilter Filter(int protocol, int first, int last) =>
        new(protocol < 0 ? null : protocol, IntervalSet.Of((UInt128)first, (UInt128)last));

    private static AddressRange Range(PacketBlock block) =>
        AddressRange.Parse(block.Text) ?? throw new InvalidOperationException(block.Text);

    private IntervalSet Addresses(int first, int count) =>
        Enumerable
            .Range(first, count)
            .Select(a => AddressRange.Parse(_model.IsVersion6 ? $"2001:db8::{a:x}" : $"10.0.0.{a}"))
            .OfType<AddressRange>()
            .Aggregate(IntervalSet.Empty, (all, a) => all.Union(a.Addresses));
}
