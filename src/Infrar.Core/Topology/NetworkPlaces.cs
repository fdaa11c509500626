using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Topology;

/// <summary>Where in a network a resource or component stands, read from what its resources refer to.</summary>
internal sealed class NetworkPlaces(ResourceGraph graph)
{
    private readonly ILookup<string, Resource> _byComponent = graph
        .Resources.Where(r => !r.IsData)
        .ToLookup(r => r.Component, StringComparer.Ordinal);

    /// <summary>A network and a tier of it; an empty tier for the network at large.</summary>
    internal sealed record Place(string Network, string Tier);

    /// <summary>The place of a component; null for one that stands in no network.</summary>
    /// <remarks>Stores and sites are reached by name over the provider's own network even where helpers of theirs stand in ours.</remarks>
    internal Place? Of(Component component) =>
        component.Kind switch
        {
            ComponentKind.Service
            or ComponentKind.Worker
            or ComponentKind.ScheduledJob
            or ComponentKind.Sidecar
            or ComponentKind.PostgreSql
            or ComponentKind.Redis => Search(_byComponent[component.Name], component.Name),
            ComponentKind.StaticSite
            or ComponentKind.ObjectStore
            or ComponentKind.Secrets
            or ComponentKind.ContainerRegistry => null,
        };

    /// <summary>The place of a shared resource; null for one that stands in no network.</summary>
    internal Place? Of(Resource resource) => Search([resource], resource.Component);

    /// <summary>
    /// The subnets nearest by reference decide; where none is within reach, the nearest network. Resources of other
    /// components are not walked through: calling a database does not mean standing beside it.
    /// </summary>
    private Place? Search(IEnumerable<Resource> start, string component)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var level = start.Where(r => seen.Add(r.Address)).ToList();
        Resource? network = null;
        while (level.Count > 0)
        {
            var subnets = level.Where(r => ResourceRoles.RoleOf(r) is ResourceRole.Subnet).ToList();
            if (subnets.Count > 0)
            {
                var home = NetworkOf(subnets[0]);
                return home is null ? null : new(home.Address, subnets.All(IsPublic) ? "public" : "private");
            }

            network ??= level.Find(r => ResourceRoles.RoleOf(r) is ResourceRole.Network);
            level =
            [
                .. level
                    .SelectMany(r => r.Attributes.References())
                    .Select(graph.Find)
                    .OfType<Resource>()
                    .Where(r => r.Component == component || r.Component is "")
                    .Where(r => seen.Add(r.Address)),
            ];
        }

        return network is null ? null : new(network.Address, "");
    }

    /// <summary>Whether what stands in the subnet can have an address that the internet reaches.</summary>
    internal static bool IsPublic(Resource subnet) =>
        subnet["map_public_ip_on_launch"].AsFlag() is true
        || subnet.Name.StartsWith("public", StringComparison.Ordinal);

    /// <summary>The network that a subnet is part of.</summary>
    internal Resource? NetworkOf(Resource subnet) =>
        subnet
            .Attributes.References()
            .Select(graph.Find)
            .OfType<Resource>()
            .FirstOrDefault(r => ResourceRoles.RoleOf(r) is ResourceRole.Network);
}
