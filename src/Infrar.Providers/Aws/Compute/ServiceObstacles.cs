using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Aws.Edge;

namespace Infrar.Providers.Aws.Compute;

/// <summary>What stands against a service behind the load balancer.</summary>
internal static class ServiceObstacles
{
    /// <summary>Full sentences, each with the setting that stands against it.</summary>
    public static IEnumerable<string> Of(Service service, Site site)
    {
        if (!service.Public)
        {
            yield break;
        }

        if (service.Port == 0)
        {
            yield return $"{service.Name} is public and states no port; state the one it listens on.";
        }

        if (service.Domains.IsEmpty)
        {
            yield return $"{service.Name} is public and states no domain, and the load balancer's HTTPS needs a certificate for one; state domains.";
        }

        if (site.System.Network.Zones < 2)
        {
            yield return "A load balancer stands in two zones at least; raise network.zones.";
        }

        foreach (var obstacle in WebFirewallRules.Obstacles(service, site))
        {
            yield return obstacle;
        }
    }
}
