namespace Infrar.Core.Checks.Reachability;

/// <summary>Says whether one endpoint can open a connection to another, and what lets it or stops it.</summary>
/// <remarks>
/// The semantics are those that AWS documents of a VPC; other clouds' networks are a part of them.
/// <list type="number">
/// <item>Each pair of places (subnets that either end may stand in) is asked by itself, in each address family that both
/// have. An endpoint is reached in the family that gets furthest: a client tries both.</item>
/// <item>The destination's addresses are divided by the route that they take from the source's subnet, longest prefix
/// first. Each part is a lane. Inside one subnet no route is asked and no access list met.</item>
/// <item>On a lane stand gates, in the order that packets meet them: the source's groups; the access list out of its subnet;
/// the route, and what it needs (a public address before an internet gateway; behind a translator its own subnet's list,
/// route and list); the access list into the destination's subnet; the destination's groups; and for the answer the lists
/// and routes of the way back. Groups remember connections, so that answers do not ask them.</item>
/// <item>Each gate depends on one end's address and on one port: the one asked about, or on the way back any of those that the
/// client or the translator may speak from. So the packets that pass are, for each class of ports, a product of a set of
/// source addresses and a set of destination addresses; both sets are intersected exactly, gate by gate.</item>
/// <item>All packets of every lane and pair: <see cref="Extent.Always"/>. None of any: <see cref="Extent.Never"/>.</item>
/// <item>What is not known lets everything through under <see cref="Bound.Most"/> and nothing under
/// <see cref="Bound.Least"/>. Something is proven broken where even the most is not everything, and proven open where even the
/// least is something.</item>
/// </list>
/// </remarks>
public static class Connectivity
{
    /// <summary>Whether connections can be opened.</summary>
    /// <param name="network">What packets meet.</param>
    /// <param name="from">Who opens them.</param>
    /// <param name="to">Who accepts them.</param>
    /// <param name="traffic">Protocol and port that they are for.</param>
    /// <param name="bound">
    /// What to take the unknown for. Of the most, the path shows the pair of places that fares worst; of the least, the
    /// one that fares best.
    /// </param>
    public static Answer Between(NetworkModel network, Endpoint from, Endpoint to, Traffic traffic, Bound bound)
    {
        var asked = new Asked(network, from, to, traffic, bound);
        Answer[] answers = [.. PairsOf(from, to).Select(pair => OfPair(asked, pair.From, pair.To))];
        if (answers.Length == 0)
        {
            return new(
                bound is Bound.Most ? Extent.Always : Extent.Never,
                () => [new(from.Id, $"Where {from.Name} or {to.Name} stands in the network is not known.")]
            );
        }

        return Whole(answers, bound);
    }

    /// <summary>Ports of a protocol on which some packet gets through.</summary>
    /// <param name="network">What packets meet.</param>
    /// <param name="from">Who opens connections.</param>
    /// <param name="to">Who accepts them.</param>
    /// <param name="protocol">IANA's number.</param>
    /// <param name="bound">What to take the unknown for.</param>
    public static IntervalSet PortsOpen(NetworkModel network, Endpoint from, Endpoint to, int protocol, Bound bound) =>
        Candidates(network, from, to, protocol, bound)
            .Parts(Boundaries(network, from, to, protocol))
            .Where(part =>
                Extents(new(network, from, to, new(protocol, (int)part.Intervals[0].First), bound)) is not Extent.Never
            )
            .Aggregate(IntervalSet.Empty, (open, part) => open.Union(part));

    // Of the least, a filtered endpoint is open where a rule says so and nowhere else, to strangers only by their address.
    private static IntervalSet Candidates(
        NetworkModel network,
        Endpoint from,
        Endpoint to,
        int protocol,
        Bound bound
    ) =>
        bound is Bound.Most || !to.IsFiltered
            ? Traffic.AllPorts
            : to
                .Groups.Select(network.FindGroup)
                .OfType<SecurityGroup>()
                .SelectMany(g => g.Rules)
                .Where(r => r.Direction is Direction.In && (!from.IsInternet || r.Peer is RulePeer.Block))
                .Select(r => r.Traffic?.PortsFor(protocol) ?? IntervalSet.Empty)
                .Aggregate(IntervalSet.Empty, (all, ports) => all.Union(ports));

    private static Extent Extents(Asked asked)
    {
        var answers = PairsOf(asked.From, asked.To).Select(pair => OfPair(asked, pair.From, pair.To).Extent).ToArray();
        return answers.Length == 0 ? Extent.Never : Whole(answers);
    }

    private static IEnumerable<(Place From, Place To)> PairsOf(Endpoint from, Endpoint to) =>
        from f in @from.Places
        from t in to.Places
        select (f, t);

    private static Answer OfPair(Asked asked, Place from, Place to)
    {
        Answer[] families =
        [
            .. new[] { false, true }
                .Select(isVersion6 => QuestionOf(asked, from, to, isVersion6))
                .Where(q => !q.Source.IsEmpty && !q.Destination.IsEmpty)
                .Select(OfFamily),
        ];
        return families.Length == 0
            ? new(
                Extent.Never,
                () => [new(asked.From.Id, $"{asked.From.Name} and {asked.To.Name} share no address family.", true)]
            )
            : families.MaxBy(a => a.Extent) ?? families[0];
    }

    private static Question QuestionOf(Asked asked, Place from, Place to, bool isVersion6)
    {
        var family = isVersion6 ? AddressRange.Version6 : AddressRange.Version4;
        return new(asked.Network, asked.From, asked.To, asked.Traffic, asked.Bound)
        {
            FromPlace = from,
            ToPlace = to,
            Source = AddressesOf(asked.From, from).Intersect(family),
            Destination = AddressesOf(asked.To, to).Intersect(family),
            IsVersion6 = isVersion6,
        };
    }

    // Somebody whose place is not known may have any address; nothing but groups is asked of it.
    private static IntervalSet AddressesOf(Endpoint endpoint, Place place) =>
        Question.IsVague(endpoint, place) ? IntervalSet.Everything : place.Addresses;

    private static Answer OfFamily(Question question)
    {
        Answer[] lanes =
        [
            .. Lanes.Of(question).Select(lane => new Answer(lane.Extent(), () => [.. lane.Path(question.Bound)])),
        ];
        return Whole(lanes, question.Bound);
    }

    private static Answer Whole(Answer[] parts, Bound bound) =>
        new(Whole(parts.Select(a => a.Extent)), () => Told(parts, bound).Path);

    private static Extent Whole(IEnumerable<Extent> parts)
    {
        var extents = parts.Distinct().ToArray();
        return extents is [var only] ? only : Extent.Partly;
    }

    private static Answer Told(Answer[] answers, Bound bound) =>
        (bound is Bound.Most ? answers.MinBy(a => a.Extent) : answers.MaxBy(a => a.Extent)) ?? answers[0];

    private static IEnumerable<IntervalSet> Boundaries(NetworkModel network, Endpoint from, Endpoint to, int protocol)
    {
        var rules = from
            .Groups.Concat(to.Groups)
            .Select(network.FindGroup)
            .OfType<SecurityGroup>()
            .SelectMany(g => g.Rules)
            .Select(r => r.Traffic)
            .OfType<TrafficFilter>()
            .Select(t => t.PortsFor(protocol));
        var places = from.Places.Concat(to.Places).Select(p => p.Subnet).OfType<Subnet>().ToArray();
        var translators = places
            .SelectMany(s => s.Routes.Routes)
            .Select(r => r.Target)
            .OfType<RouteTarget.Translator>()
            .Select(t => network.FindSubnet(t.Subnet))
            .OfType<Subnet>();
        var lists = places
            .Concat(translators)
            .Select(s => s.Filter)
            .OfType<AccessList>()
            .SelectMany(f =>
                f.PortBoundaries(Direction.In, protocol).Concat(f.PortBoundaries(Direction.Out, protocol))
            );
        return rules.Concat(lists).DistinctBy(TrafficFilter.TextOf);
    }

    private sealed record Asked(NetworkModel Network, Endpoint From, Endpoint To, Traffic Traffic, Bound Bound);
}
