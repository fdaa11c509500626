using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Topology;

/// <summary>The boxes of a topology, made as they are first asked for: provider, region, network, tier.</summary>
internal sealed class GroupTree(Placement placement)
{
    private readonly Dictionary<string, TopologyGroup> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Id of the box that a component stands in.</summary>
    internal string Of(PlacedComponent placed, NetworkPlaces.Place? place) =>
        place is null ? Region(placed, placed.Region) : Tier(place);

    /// <summary>Id of the box that a shared resource stands in.</summary>
    internal string Of(Resource resource, NetworkPlaces.Place? place) =>
        place is null ? Region(resource.Provider, RegionOf(resource)) : Tier(place);

    /// <summary>Id of the box of a region at the component's provider; the provider's own box for an empty one.</summary>
    internal string Region(PlacedComponent placed, string region) =>
        Region(placed.Offering[..placed.Offering.IndexOf('/', StringComparison.Ordinal)], region);

    /// <summary>The boxes that hold a node, themselves or through others; each after its parent.</summary>
    internal ImmutableArray<TopologyGroup> Used(IEnumerable<TopologyNode> nodes)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            for (var id = node.Group; id is not "" && used.Add(id); id = _groups[id].Parent) { }
        }

        return [.. _order.Where(used.Contains).Select(id => _groups[id])];
    }

    /// <summary>What is made for a component and states no region lies where the component does.</summary>
    private string RegionOf(Resource resource) =>
        resource.Region is not "" || resource.Component is ""
            ? resource.Region
            : placement.Components.FirstOrDefault(p => p.Component.Name == resource.Component)?.Region ?? "";

    private string Region(string provider, string region)
    {
        var title =
            placement
                .Components.FirstOrDefault(p => p.Offering.StartsWith($"{provider}/", StringComparison.Ordinal))
                ?.ProviderTitle
            ?? "";
        var box = Add(new(provider, title is "" ? provider : title, "") { Kind = "provider" });
        return region is "" ? box : Add(new($"{provider}/{region}", region, box) { Kind = "region" });
    }

    private string Tier(NetworkPlaces.Place place)
    {
        var network = placement.Graph.Find(place.Network);
        if (network is null)
        {
            return "";
        }

        // A network that states no region lies in the one where its provider's components are.
        var home = network.Region is not ""
            ? network.Region
            : placement
                .Components.FirstOrDefault(p =>
                    p.Offering.StartsWith($"{network.Provider}/", StringComparison.Ordinal) && p.Region is not ""
                )
                ?.Region
                ?? "";
        var block = network["cidr_block"].AsText() ?? network["ip_range"].AsText() ?? "";
        var box = Add(
            new(
                network.Address,
                block is "" ? "Private network" : $"Private network {block}",
                Region(network.Provider, home)
            )
            {
                Kind = "network",
            }
        );
        if (place.Tier is "")
        {
            return box;
        }

        var title = place.Tier is "public" ? "Public subnets" : "Private subnets";
        var blocks = placement
            .Graph.Resources.Where(r => ResourceRoles.RoleOf(r) is ResourceRole.Subnet)
            .Where(r => NetworkPlaces.IsPublic(r) == (place.Tier is "public"))
            .Where(r => r.Attributes.References().Contains(network.Address))
            .ToList();
        var zones =
            blocks.Count > 1 ? $"{TopologyText.Separator}{TopologyText.Count(blocks.Count, "zone", "zones")}" : "";
        return Add(new($"{network.Address}/{place.Tier}", title + zones, box) { Kind = $"{place.Tier}-tier" });
    }

    private string Add(TopologyGroup group)
    {
        if (_groups.TryAdd(group.Id, group))
        {
            _order.Add(group.Id);
        }

        return group.Id;
    }
}
