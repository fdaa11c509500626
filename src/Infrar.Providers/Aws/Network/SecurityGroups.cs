using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Network;

/// <summary>Which security groups a component carries: its own, or those that the strategy states.</summary>
internal static class SecurityGroups
{
    /// <summary>What stands for the load balancer in <c>attach</c>; also the tail of its own group's name.</summary>
    public const string LoadBalancer = "load-balancer";

    /// <summary>Groups of a component (or <see cref="LoadBalancer"/>), for a resource's list of groups. Depends on names alone.</summary>
    public static Value.ListOf IdsOf(string component, Site site) =>
        List(NamesOf(component, site).Select(n => (Value)Ref($"aws_security_group.{AwsNaming.TofuName(n)}", "id")));

    /// <summary>Names of a component's groups: those stated to attach to it, else one of its own name.</summary>
    public static ImmutableArray<string> NamesOf(string component, Site site)
    {
        var stated = StatedGroups.In(site).Where(g => g.Attach.Contains(component)).Select(g => g.Name);
        return [.. stated.DefaultIfEmpty(component)];
    }
}
