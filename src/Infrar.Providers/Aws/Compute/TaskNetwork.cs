using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Where in the network a workload's tasks stand.</summary>
internal static class TaskNetwork
{
    /// <summary>Option that puts tasks into public subnets with addresses of their own, which saves NAT gateways.</summary>
    public const string PublicAddress = "publicAddress";

    /// <summary>The <c>network_configuration</c> block.</summary>
    public static Value.Blocks Of(Workload workload, Site site)
    {
        var isPublic = HasPublicAddress(workload, site);
        return Block(
            ("subnets", isPublic ? Zones.PublicSubnetIds(site) : Zones.PrivateSubnetIds(site)),
            ("security_groups", SecurityGroups.IdsOf(workload.Name, site)),
            ("assign_public_ip", isPublic)
        );
    }

    /// <summary>What stands against tasks in the network as the manifest states it, full sentences.</summary>
    public static IEnumerable<string> Obstacles(Workload workload, Site site)
    {
        if (AwsRegions.Home(site).Length == 0)
        {
            yield return "The strategy states no region for AWS; state providers.aws.region.";
            yield break;
        }

        if (site.RegionOf(workload) != AwsRegions.Home(site))
        {
            yield return $"{workload.Name} is assigned to {site.RegionOf(workload)} and the network lies in {AwsRegions.Home(site)}; place it there.";
        }

        if (site.System.Network.Outbound == OutboundAccess.None && !HasPublicAddress(workload, site))
        {
            yield return $"{workload.Name} stands in private subnets without a way out, so that Fargate cannot pull its image; set network.outbound, or the option {PublicAddress}.";
        }

        foreach (var group in StatedGroups.In(site))
        {
            if (SecurityGroups.Derived(site).Contains(group.Name))
            {
                yield return $"The security group '{group.Name}' has the name of a component that it does not attach to; give it another name.";
            }
        }

        foreach (var obstacle in SubnetPlan.Obstacles(site))
        {
            yield return obstacle;
        }
    }

    private static bool HasPublicAddress(Workload workload, Site site) =>
        site.AssignmentOf(workload).Options[PublicAddress].AsFlag() is true;
}
