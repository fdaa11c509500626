using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Rules that let in anybody.</summary>
internal static class OpenPorts
{
    /// <summary>Ports by which machines are administered.</summary>
    public static IntervalSet Administration { get; } = IntervalSet.Of(22).Union(IntervalSet.Of(3389));

    /// <summary>Rules that let in the whole IPv4 or IPv6 internet, with their group.</summary>
    public static IEnumerable<(SecurityGroup Group, GroupRule Rule)> In(CheckScope scope) =>
        from @group in AwsNetwork.Of(scope).Model.Groups
        from rule in @group.Rules
        where RuleWords.Everywhere(rule) is not null && rule.Traffic is not null
        select (@group, rule);

    /// <summary>Whether a rule opens every port of TCP.</summary>
    public static bool IsEveryPort(GroupRule rule) =>
        rule.Traffic?.PortsFor(Traffic.TcpProtocol).SameAs(Traffic.AllPorts) is true
        || rule.Traffic?.PortsFor(Traffic.UdpProtocol).SameAs(Traffic.AllPorts) is true;

    /// <summary>The resource that states a rule.</summary>
    public static Resource ResourceOf(CheckScope scope, GroupRule rule) =>
        scope.Graph.Find(rule.Stated)
        ?? throw new InvalidOperationException($"No resource {rule.Stated} states the rule that was read from it.");
}
