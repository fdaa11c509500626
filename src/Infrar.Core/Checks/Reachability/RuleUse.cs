using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>Somebody must be able to open connections to somebody.</summary>
/// <param name="From">Who opens them.</param>
/// <param name="To">Who accepts them.</param>
/// <param name="Traffic">Protocol and port.</param>
/// <param name="Reason">Why, for people: <c>platform uses cache</c>.</param>
public sealed record Need(Endpoint From, Endpoint To, Traffic Traffic, string Reason);

/// <summary>What a rule of a security group is needed for.</summary>
/// <param name="Group">The group.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Needs">What passes through it; empty when nobody needs it.</param>
public sealed record RuleUse(SecurityGroup Group, GroupRule Rule, ImmutableArray<Need> Needs)
{
    /// <summary>Ports of a protocol that it opens and nobody needs.</summary>
    public IntervalSet ExcessPorts(int protocol) =>
        Needs
            .Where(n => n.Traffic.Protocol == protocol)
            .Aggregate(
                Rule.Traffic?.PortsFor(protocol) ?? IntervalSet.Empty,
                (left, need) =>
                    need.Traffic.HasPorts ? left.Except(IntervalSet.Of((UInt128)need.Traffic.Port)) : IntervalSet.Empty
            );

    /// <summary>What each rule is needed for, group by group; a rule of which something is not known is left out.</summary>
    /// <param name="network">The groups.</param>
    /// <param name="needs">All that must be reachable.</param>
    public static IEnumerable<RuleUse> Of(NetworkModel network, IReadOnlyCollection<Need> needs) =>
        from @group in network.Groups
        where @group.IsComplete
        from rule in @group.Rules
        where rule is { Traffic: not null, Peer: not RulePeer.Unknown }
        select new RuleUse(@group, rule, [.. needs.Where(n => Serves(@group, rule, n))]);

    private static bool Serves(SecurityGroup group, GroupRule rule, Need need)
    {
        var (self, other) = rule.Direction is Direction.Out ? (need.From, need.To) : (need.To, need.From);
        return self.Groups.Contains(group.Id)
            && rule.Traffic?.Matches(need.Traffic) is true
            && other.Places.Any(place => Meets(rule.Peer, other, place));
    }

    private static bool Meets(RulePeer peer, Endpoint other, Place place)
    {
        var isVague = Question.IsVague(other, place);
        return GroupGates
            .AddressesOf(peer, other, isVague, Bound.Most)
            .Overlaps(isVague ? IntervalSet.Everything : place.Addresses);
    }
}
