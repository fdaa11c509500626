using Infrar.Core.Compose;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Topology;

/// <summary>Reads a topology from a placement's components and resources.</summary>
/// <remarks>
/// 1. Every component but the sidecars becomes a node in the box of its tier, network, region or provider.
/// 2. What shapes the way to them becomes a node: load balancers, firewalls, gateways, zones of names.
/// 3. Edges follow <c>uses</c>; requests from outside pass firewall and load balancer; replicas hang on their source.
/// </remarks>
internal sealed class TopologyBuilder(Placement placement)
{
    private const string Internet = "internet";
    private const string Users = "users";

    private readonly GroupTree _groups = new(placement);
    private readonly NetworkPlaces _places = new(placement.Graph);
    private readonly List<TopologyNode> _nodes = [];
    private readonly List<TopologyEdge> _edges = [];

    internal SystemTopology Build()
    {
        var system = placement.System;

        // 1.
        foreach (var placed in placement.Components.Where(p => p.Component is not Sidecar))
        {
            AddComponent(placed);
        }

        // 2.
        var shaping = placement.Graph.Resources.Where(r => ResourceRoles.RoleOf(r) is not ResourceRole.None).ToList();
        AddEach(shaping, ResourceRole.LoadBalancer, "Load balancer", "load-balancer", LoadBalancerDetail);
        AddEach(shaping, ResourceRole.Firewall, "Firewall", "firewall", FirewallDetail);
        AddEach(shaping, ResourceRole.Dns, "DNS", "dns", r => r["name"].AsText() ?? "");
        var gateways = AddGateways(shaping);

        // 3.
        AddRequests(shaping);
        foreach (var component in system.Components)
        {
            AddUses(component);
        }

        foreach (var gateway in gateways)
        {
            _edges.Add(new(gateway, Internet, "") { Kind = "outbound" });
        }

        if (_edges.Any(e => e.From == Internet || e.To == Internet))
        {
            _nodes.Insert(0, new(Users, "Users", "", "users", ""));
            _nodes.Insert(1, new(Internet, "Internet", "", "internet", ""));
            _edges.Insert(0, new(Users, Internet, ""));
        }

        return new(
            string.Join(TopologyText.Separator, system.Name, system.Environment, system.Strategy.Title),
            _groups.Used(_nodes),
            [.. _nodes],
            [.. _edges.DistinctBy(e => (e.From, e.To, e.Kind))]
        );
    }

    private void AddComponent(PlacedComponent placed)
    {
        var component = placed.Component;
        var sidecars = placement.System.SidecarsOf(component.Name).ToList();
        string[] detail = [placed.OfferingTitle, TopologyText.SizeOf(component)];
        _nodes.Add(
            new(
                component.Name,
                component.Title,
                string.Join(TopologyText.Separator, detail.Where(d => d is not "")),
                component.Kind.Word(),
                _groups.Of(placed, _places.Of(component))
            )
            {
                Sidecars = [.. sidecars.Select(s => s.Name)],
            }
        );
        foreach (var replica in (component as PostgreSql)?.Replicas ?? [])
        {
            AddReplica(placed, replica);
        }
    }

    private void AddReplica(PlacedComponent placed, ReadReplica replica)
    {
        var id = $"{placed.Component.Name}/{replica.Name}";
        var elsewhere = replica.Region is not "" && replica.Region != placed.Region;
        var group = elsewhere
            ? _groups.Region(placed, replica.Region)
            : _groups.Of(placed, _places.Of(placed.Component));
        _nodes.Add(
            new(id, $"{placed.Component.Title} replica", placed.OfferingTitle, placed.Component.Kind.Word(), group)
        );
        _edges.Add(new(placed.Component.Name, id, "replication") { Kind = "replication" });
    }

    private void AddEach(
        List<Resource> shaping,
        ResourceRole role,
        string label,
        string kind,
        Func<Resource, string> detail
    )
    {
        foreach (var resource in shaping.Where(r => ResourceRoles.RoleOf(r) == role))
        {
            _nodes.Add(
                new(resource.Address, label, detail(resource), kind, _groups.Of(resource, _places.Of(resource)))
            );
        }
    }

    /// <summary>One node for the gateways of a network: they do the same thing in each zone.</summary>
    private List<string> AddGateways(List<Resource> shaping)
    {
        var added = new List<string>();
        var byGroup = shaping
            .Where(r => ResourceRoles.RoleOf(r) is ResourceRole.Gateway)
            .GroupBy(r => _groups.Of(r, _places.Of(r)), StringComparer.Ordinal);
        foreach (var group in byGroup)
        {
            var count = group.Count();
            var label = count == 1 ? "NAT gateway" : "NAT gateways";
            var detail = count == 1 ? "way out of private subnets" : $"{count}, one in each zone";
            var id = group.First().Address;
            _nodes.Add(new(id, label, detail, "gateway", group.Key));
            added.Add(id);
        }

        return added;
    }

    private void AddRequests(List<Resource> shaping)
    {
        foreach (var placed in placement.Components)
        {
            if (placed.Component is StaticSite)
            {
                _edges.Add(new(Internet, placed.Component.Name, Secured(placed, "HTTPS 443")));
            }

            if (placed.Component is Service { Public: true } service)
            {
                var path = EntryOf(placed, shaping).Append(service.Name).ToList();
                _edges.Add(new(Internet, path[0], Secured(placed, "HTTPS 443")));
                _edges.AddRange(
                    path.Zip(
                        path.Skip(1),
                        (from, to) =>
                            new TopologyEdge(from, to, to == service.Name ? TopologyText.ProtocolOf(service) : "")
                    )
                );
            }
        }
    }

    /// <summary>What a request passes before it reaches a public service: firewall, then load balancer, where there are any.</summary>
    private static IEnumerable<string> EntryOf(PlacedComponent placed, List<Resource> shaping)
    {
        var candidates = shaping
            .Where(r => r.Provider == ProviderOf(placed) && (r.Component == placed.Component.Name || r.Component is ""))
            .ToList();
        return new[] { ResourceRole.Firewall, ResourceRole.LoadBalancer }
            .Select(role =>
                candidates.Where(r => ResourceRoles.RoleOf(r) == role).OrderBy(r => r.Component is "").FirstOrDefault()
            )
            .OfType<Resource>()
            .Select(r => r.Address);
    }

    private void AddUses(Component user)
    {
        var from = user is Sidecar sidecar ? sidecar.Of : user.Name;
        foreach (var name in user.Uses)
        {
            var target = placement.System[name];
            var to = target is Sidecar inside ? inside.Of : name;
            var placed = placement.Components.First(p => p.Component.Name == name);

            // A site's code runs in its visitors' browsers, which come in where all requests do.
            if (user is StaticSite && target is Service { Public: true })
            {
                to = _edges.FirstOrDefault(e => e.From == Internet && LeadsTo(e.To, name))?.To ?? to;
            }

            if (from != to)
            {
                _edges.Add(
                    new(
                        from,
                        to,
                        user is StaticSite
                            ? Secured(placed, "HTTPS 443")
                            : Secured(placed, TopologyText.ProtocolOf(target))
                    )
                );
            }
        }
    }

    private bool LeadsTo(string node, string service) =>
        node == service || _edges.Any(e => e.From == node && LeadsTo(e.To, service));

    /// <summary>Nothing on one's own computer speaks TLS.</summary>
    private string Secured(PlacedComponent target, string protocol) =>
        protocol is "HTTPS 443"
        && placement.Graph.OfType(ComposeWriter.ServiceType).Any(r => r.Provider == ProviderOf(target))
            ? "HTTP"
            : protocol;

    private string LoadBalancerDetail(Resource balancer)
    {
        var domains = placement
            .System.Components.OfType<Service>()
            .Where(s => balancer.Component is "" || balancer.Component == s.Name)
            .SelectMany(s => s.Domains);
        return string.Join(TopologyText.Separator, new[] { "HTTPS 443" }.Concat(domains.Take(1)));
    }

    private static string FirewallDetail(Resource firewall) =>
        firewall["rule"] is Value.Blocks { Items.Length: > 0 } rules
            ? TopologyText.Count(rules.Items.Length, "rule", "rules")
            : "";

    private static string ProviderOf(PlacedComponent placed) =>
        placed.Offering[..placed.Offering.IndexOf('/', StringComparison.Ordinal)];
}
