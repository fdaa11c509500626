using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Network;

/// <summary>Which security groups a component carries: its own, or those that the strategy states.</summary>
internal static class SecurityGroups
{
    /// <summary>What stands for the load balancer in <c>attach</c>; its own group is named so too.</summary>
    public const string LoadBalancer = "load-balancer";

    /// <summary>Groups of a component (or <see cref="LoadBalancer"/>), for a resource's list of groups. Depends on names alone.</summary>
    public static Value.ListOf IdsOf(string component, Site site) =>
        List(NamesOf(component, site).Select(n => (Value)Id(n)));

    /// <summary>Names of a component's groups: those stated to attach to it, else one of its own name.</summary>
    public static ImmutableArray<string> NamesOf(string component, Site site)
    {
        var stated = StatedGroups.In(site).Where(g => g.Attach.Contains(component)).Select(g => g.Name);
        return [.. stated.DefaultIfEmpty(component)];
    }

    /// <summary>The group of that name.</summary>
    public static Value.Reference Id(string name) => Ref($"aws_security_group.{AwsNaming.TofuName(name)}", "id");

    /// <summary>Whether a component's group is derived and not stated.</summary>
    public static bool IsDerived(string component, Site site) =>
        !StatedGroups.In(site).Any(g => g.Attach.Contains(component));

    /// <summary>Components, and the load balancer, that have a place in the network and a group derived for them.</summary>
    public static IEnumerable<string> Derived(Site site)
    {
        var members = site.ComponentsOn("aws").Where(c => c is not Sidecar).Select(Connection.PlaceOf).OfType<string>();
        var all = site.ComponentsOn("aws").OfType<Service>().Any(s => s.Public)
            ? members.Prepend(LoadBalancer)
            : members;
        return all.Where(c => IsDerived(c, site));
    }

    /// <summary>Makes the groups, without rules: those of all components must exist before rules can name them.</summary>
    public static void Prepare(Site site)
    {
        if (!Vpc.IsNeeded(site))
        {
            return;
        }

        foreach (var group in StatedGroups.In(site))
        {
            Add(site, group.Name, group.Description.Length > 0 ? group.Description : $"As stated: {group.Name}");
        }

        foreach (var component in Derived(site))
        {
            Add(site, component, $"What {component} may connect to and be reached by");
        }
    }

    private static void Add(Site site, string name, string description)
    {
        var full = AwsNaming.ResourceName(site, name);
        var group = AwsResources.New(
            site,
            "security",
            "aws_security_group",
            AwsNaming.TofuName(name),
            ("name", full),
            ("description", description),
            ("vpc_id", Ref(Zones.Vpc, "id")),
            ("tags", AwsNaming.NameTag(full))
        );
        var owner = site.System.Components.FirstOrDefault(c => c.Name == name);
        site.Add(owner is null ? group : group.For(owner));
    }
}
