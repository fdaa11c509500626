using Infrar.Core.Resources;

namespace Infrar.Core.Topology;

/// <summary>What a resource is to the picture, beside what it is to its component.</summary>
internal enum ResourceRole
{
    /// <summary>Nothing of its own.</summary>
    None,

    /// <summary>A private network.</summary>
    Network,

    /// <summary>A part of a network.</summary>
    Subnet,

    /// <summary>Spreads requests over copies.</summary>
    LoadBalancer,

    /// <summary>Inspects requests from the internet.</summary>
    Firewall,

    /// <summary>The way out of private subnets.</summary>
    Gateway,

    /// <summary>Public names.</summary>
    Dns,
}

/// <summary>Finds roles by type, less the provider's prefix: clouds call these few things alike.</summary>
internal static class ResourceRoles
{
    internal static ResourceRole RoleOf(Resource resource) =>
        resource.IsData
            ? ResourceRole.None
            : resource.Type[(resource.Type.IndexOf('_', StringComparison.Ordinal) + 1)..] switch
            {
                "vpc" or "network" or "compute_network" or "virtual_network" => ResourceRole.Network,
                "subnet" or "network_subnet" or "compute_subnetwork" => ResourceRole.Subnet,
                "lb" or "alb" or "load_balancer" or "loadbalancer" => ResourceRole.LoadBalancer,
                "wafv2_web_acl" or "compute_security_policy" => ResourceRole.Firewall,
                "nat_gateway" or "compute_router_nat" => ResourceRole.Gateway,
                "route53_zone" or "dns_managed_zone" or "dns_zone" => ResourceRole.Dns,
                _ => ResourceRole.None,
            };
}
