using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>A stateful filter that endpoints carry: what a rule lets through one way comes back the other.</summary>
/// <param name="Id">Address of the resource.</param>
/// <param name="Rules">Each lets something through; nothing forbids.</param>
/// <param name="IsComplete">Whether these are all of its rules; false for a group that somebody else keeps.</param>
public sealed record SecurityGroup(string Id, ImmutableArray<GroupRule> Rules, bool IsComplete);

/// <summary>Something that a security group lets in or out.</summary>
/// <param name="Direction">Which way, seen from whoever carries the group.</param>
/// <param name="Traffic">Protocol and ports; null when they are not known.</param>
/// <param name="Peer">At the other end.</param>
/// <param name="Stated">Address of the resource that states it.</param>
public sealed record GroupRule(Direction Direction, TrafficFilter? Traffic, RulePeer Peer, string Stated)
{
    /// <summary>
    /// What tells it from the other rules that the same resource states, and stays the same when they are reordered.
    /// </summary>
    public string Key { get; init; } = "";
}

/// <summary>Who stands at the other end of a rule.</summary>
public abstract record RulePeer
{
    private RulePeer() { }

    /// <summary>Whoever has an address of the block.</summary>
    public sealed record Block(AddressRange Range) : RulePeer;

    /// <summary>Whoever carries a group.</summary>
    public sealed record Group(string Id) : RulePeer;

    /// <summary>Somebody that cannot be known from here, for example who is on a list kept elsewhere.</summary>
    /// <param name="Stated">What the rule says, for people; empty when not even that is known.</param>
    public sealed record Unknown(string Stated) : RulePeer;
}

/// <summary>Which way packets that open a connection go, seen from an endpoint or a subnet.</summary>
public enum Direction
{
    /// <summary>To it.</summary>
    In,

    /// <summary>From it.</summary>
    Out,
}
