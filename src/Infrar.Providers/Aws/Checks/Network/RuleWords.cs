using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Says what a rule does in words.</summary>
internal static class RuleWords
{
    /// <summary><c>in tcp 5432 from 10.0.0.0/16</c>.</summary>
    public static string Of(GroupRule rule) =>
        rule.Direction is Direction.In
            ? $"in {rule.Traffic} from {Of(rule.Peer)}"
            : $"out {rule.Traffic} to {Of(rule.Peer)}";

    /// <summary>Who stands at the other end.</summary>
    public static string Of(RulePeer peer) =>
        peer switch
        {
            RulePeer.Block { Range: var range } => range.ToString(),
            RulePeer.Group { Id: var id } => id,
            RulePeer.Unknown { Stated: { Length: > 0 } stated } => stated,
            _ => "somebody not known here",
        };

    /// <summary>Where whose ports lie open: <c>0.0.0.0/0</c>, <c>::/0</c>; null for anything narrower.</summary>
    public static string? Everywhere(GroupRule rule) =>
        rule is { Direction: Direction.In, Peer: RulePeer.Block { Range: { IsEverywhere: true } range } }
            ? range.ToString()
            : null;
}
