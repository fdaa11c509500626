using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>What routes, public addresses and access lists let through.</summary>
internal static class WayGates
{
    /// <summary>An access list at the edge of a subnet; none where nothing filters there.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="subnet">The subnet whose edge is crossed.</param>
    /// <param name="direction">Which way a packet crosses it.</param>
    /// <param name="end">Whose address the list sees as the other end's.</param>
    /// <param name="port">Which port the packet is for.</param>
    public static IEnumerable<Gate> Filter(Question question, Subnet subnet, Direction direction, End end, PortOf port)
    {
        if (subnet.Filter is not { } filter)
        {
            yield break;
        }

        var way = $"{(direction is Direction.In ? "into" : "out of")} {subnet.Id}";
        var what =
            port is PortOf.Service
                ? $"{question.Traffic} {way}"
                : $"answers to ports {TrafficFilter.TextOf(question.PortsOf(port))} {way}";
        yield return new(
            end,
            port,
            number => filter.Allowed(direction, TrafficTo(question, port, number), question.Bound),
            () =>
                filter.Deciding(
                    direction,
                    TrafficTo(question, port, (int)question.PortsOf(port).Intervals[0].First),
                    end is End.Source ? question.Source : question.Destination
                )
                    is { Allows: true } rule
                    ? new(rule.Stated, $"Lets {what}.")
                    : null,
            () => new(filter.Id, $"Does not let {what}.")
        )
        {
            Boundaries = [.. filter.PortBoundaries(direction, question.Traffic.Protocol)],
        };
    }

    /// <summary>Whether a public address leads to or from a place; IPv6 addresses are public by themselves.</summary>
    public static Gate PublicAddress(Question question, Endpoint endpoint, Place place, End end) =>
        Gate.OfAddress(
            end,
            question.IsVersion6 || place.HasPublicAddress is true ? IntervalSet.Everything
                : place.HasPublicAddress is null ? question.Unknown
                : IntervalSet.Empty,
            () => question.IsVersion6 ? null : new(endpoint.Id, $"{endpoint.Name} has a public address."),
            () => new(endpoint.Id, $"{endpoint.Name} has no public address.")
        );

    /// <summary>Routes of a subnet that lead to where they must, for addresses at one end.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="subnet">Whose routes.</param>
    /// <param name="end">For which end's addresses.</param>
    /// <param name="leads">Whether a route leads there.</param>
    /// <param name="toward">Where that is, for people.</param>
    public static Gate Routes(Question question, Subnet subnet, End end, Func<RouteTarget, bool> leads, string toward)
    {
        var asked = end is End.Source ? question.Source : question.Destination;
        var parts = subnet.Routes.Divide(asked).ToImmutableArray();
        var right = parts.Where(p => p.Route is { } route && leads(route.Target)).ToImmutableArray();
        var doubtful = parts.Where(p => IsDoubtful(subnet, p.Route));
        var allowed = right.Where(p => !IsDoubtful(subnet, p.Route)).Select(p => p.Addresses);
        return Gate.OfAddress(
            end,
            allowed
                .Concat(question.Bound is Bound.Most ? doubtful.Select(p => p.Addresses) : [])
                .Aggregate(IntervalSet.Empty, (all, part) => all.Union(part)),
            () => right.IsEmpty ? null : Step(right[0].Route, subnet, toward),
            () => Missing(subnet, parts, leads, toward)
        );
    }

    /// <summary>Whether another route, that is not known, may decide in this one's place.</summary>
    public static bool IsDoubtful(Subnet subnet, Route? route) =>
        route?.Target is not RouteTarget.Local && (subnet.Routes.MayHoldMore || route?.Target is RouteTarget.Unknown);

    /// <summary>Nothing is known of the way: at most everything gets through, at least nothing.</summary>
    public static Gate Unknown(Question question, Endpoint endpoint) =>
        Gate.OfAddress(
            End.Destination,
            question.Unknown,
            () => null,
            () => new(endpoint.Id, $"Where {endpoint.Name} stands in the network is not known.")
        );

    /// <summary>What leads to the internet and back.</summary>
    public static bool LeadsToInternet(RouteTarget target) => target is RouteTarget.Internet { OutOnly: false };

    private static ProofStep Step(Route? route, Subnet subnet, string toward) =>
        new(
            route?.Stated ?? subnet.Routes.Id,
            route is { Target: not RouteTarget.Local, Range: { } range }
                ? $"Takes packets from {subnet.Id} for {range} {toward}."
                : $"Takes packets from {subnet.Id} {toward}."
        );

    private static ProofStep Missing(
        Subnet subnet,
        ImmutableArray<(Route? Route, IntervalSet Addresses)> parts,
        Func<RouteTarget, bool> leads,
        string toward
    )
    {
        var wrong = parts.FirstOrDefault(p => p.Route is null || !leads(p.Route.Target));
        if (wrong.Addresses is null)
        {
            return new(subnet.Routes.Id, $"Not all of its routes are known, so that packets may not go {toward}.");
        }

        var first = AddressRange.TextOf(wrong.Addresses.Intervals[0].First);
        return new(
            wrong.Route?.Stated ?? subnet.Routes.Id,
            wrong.Route is null
                ? $"No route takes packets from {subnet.Id} {toward}."
                : $"Takes packets from {subnet.Id} for {first} elsewhere and not {toward}."
        );
    }

    private static Traffic TrafficTo(Question question, PortOf port, int number) =>
        port is PortOf.Service ? question.Traffic : question.Traffic with { Port = number };
}
