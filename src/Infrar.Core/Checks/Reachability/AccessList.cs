using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>
/// A stateless filter at the edge of a subnet: the first rule that speaks of a packet decides, none means no, and what
/// comes back is asked anew. Packets inside the subnet never meet it.
/// </summary>
/// <param name="Id">Address of the resource.</param>
/// <param name="Rules">In any order; their numbers say which comes first.</param>
/// <param name="IsComplete">Whether these are all of its rules, with their numbers.</param>
public sealed record AccessList(string Id, ImmutableArray<AccessRule> Rules, bool IsComplete)
{
    /// <summary>Addresses that it lets through.</summary>
    /// <param name="direction">Which way a packet crosses the subnet's edge.</param>
    /// <param name="traffic">What the packet carries; its port is the one that the packet is for.</param>
    /// <param name="bound">What to take unknown rules for.</param>
    public IntervalSet Allowed(Direction direction, Traffic traffic, Bound bound)
    {
        if (!IsComplete)
        {
            return bound is Bound.Most ? IntervalSet.Everything : IntervalSet.Empty;
        }

        var (undecided, allowed) = (IntervalSet.Everything, IntervalSet.Empty);
        foreach (var rule in InOrder(direction))
        {
            // What is not known of a rule: at most it allows and forbids nothing, at least the other way round.
            var (reach, isSure) = rule.Reach(traffic);
            if (!isSure && rule.Allows != (bound is Bound.Most))
            {
                continue;
            }

            var decided = undecided.Intersect(reach);
            allowed = rule.Allows ? allowed.Union(decided) : allowed;
            undecided = undecided.Except(decided);
        }

        return allowed;
    }

    /// <summary>Ports at which its answer may change, as sets.</summary>
    public IEnumerable<IntervalSet> PortBoundaries(Direction direction, int protocol) =>
        Rules.Where(r => r.Direction == direction && r.Traffic is not null).Select(r => PortsOf(r, protocol));

    /// <summary>The rule that lets some of the addresses through, for a proof; null where none does.</summary>
    public AccessRule? Deciding(Direction direction, Traffic traffic, IntervalSet addresses) =>
        InOrder(direction).FirstOrDefault(r => r.Reach(traffic) is (var reach, true) && reach.Overlaps(addresses));

    private IOrderedEnumerable<AccessRule> InOrder(Direction direction) =>
        Rules.Where(r => r.Direction == direction).OrderBy(r => r.Number);

    private static IntervalSet PortsOf(AccessRule rule, int protocol) =>
        rule.Traffic is { } traffic ? traffic.PortsFor(protocol) : Reachability.Traffic.AllPorts;
}

/// <summary>One numbered rule of an access list.</summary>
/// <param name="Number">The lowest that speaks of a packet decides.</param>
/// <param name="Direction">Which way the packet crosses the subnet's edge.</param>
/// <param name="Allows">Whether it lets the packet through.</param>
/// <param name="Traffic">Protocol and ports; null when they are not known.</param>
/// <param name="Range">Addresses at the other end; null when they are not known.</param>
/// <param name="Stated">Address of the resource that states it.</param>
public sealed record AccessRule(
    int Number,
    Direction Direction,
    bool Allows,
    TrafficFilter? Traffic,
    AddressRange? Range,
    string Stated
)
{
    /// <summary>Addresses that it speaks of for such a packet, and whether that is known or the widest that it can be.</summary>
    internal (IntervalSet Addresses, bool IsSure) Reach(Traffic traffic) =>
        Traffic is { } known && !known.Matches(traffic) ? (IntervalSet.Empty, true)
        : Range is { } range ? (range.Addresses, Traffic is not null)
        : (IntervalSet.Everything, false);
}
