using System.Collections.Immutable;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads route tables, and which subnet goes by which.</summary>
internal sealed class RouteReader
{
    private const string Table = "aws_route_table";
    private const string DefaultTable = "aws_default_route_table";
    private const string Vpc = "aws_vpc";

    private static readonly string[] Targets =
    [
        "gateway_id",
        "nat_gateway_id",
        "egress_only_gateway_id",
        "vpc_peering_connection_id",
        "transit_gateway_id",
        "network_interface_id",
        "vpc_endpoint_id",
        "carrier_gateway_id",
        "core_network_arn",
        "local_gateway_id",
    ];

    private readonly ResourceGraph _graph;
    private readonly Dictionary<string, string> _tableOfSubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mainOfNetwork = new(StringComparer.Ordinal);
    private readonly ILookup<string, Route> _routes;
    private readonly Dictionary<string, RouteTable> _tables = new(StringComparer.Ordinal);

    // An association whose subnet is not known may be any subnet's.
    private bool _isDoubtful;

    public RouteReader(ResourceGraph graph)
    {
        _graph = graph;
        ReadAssociations();
        _routes = graph
            .OfType("aws_route")
            .Select(r => (Table: TableNamedBy(r["route_table_id"]), Route: RouteOf(r.Attributes, r.Address, r)))
            .Concat(ServiceRoutes())
            .ToLookup(r => r.Table, r => r.Route, StringComparer.Ordinal);
    }

    /// <summary>The table that a subnet's packets go by.</summary>
    public RouteTable TableOf(Resource subnet, string network)
    {
        var explicitly = _tableOfSubnet.GetValueOrDefault(subnet.Address);
        var id = explicitly ?? _mainOfNetwork.GetValueOrDefault(network) ?? network;
        var key = $"{network} {id}";
        if (!_tables.TryGetValue(key, out var table))
        {
            table = TableOf(id, network);
            _tables[key] = table;
        }

        return explicitly is null && _isDoubtful ? table with { IsComplete = false } : table;
    }

    private RouteTable TableOf(string id, string network)
    {
        // A table that is not of this graph, or the main one of such a network, may hold anything.
        var resource = _graph.Find(id);
        var isOurs = resource is { IsData: false, Type: Table or DefaultTable or Vpc };
        var inline = resource is null or { Type: Vpc }
            ? []
            : resource["route"].Items().Select(r => RouteOf(r, resource.Address, resource));
        return new(
            id,
            [.. Local(network), .. inline, .. _routes[id]],
            isOurs
                && !_routes[""].Any()
                && (resource is { Type: Vpc } || IsReadable(resource?["route"] ?? Value.None))
                && !(resource?["propagating_vgws"].Items().Any() ?? false)
        );
    }

    private static bool IsReadable(Value routes) =>
        routes is Value.Null or Value.Blocks or Value.ListOf or Value.Unknown;

    private void ReadAssociations()
    {
        foreach (var association in _graph.OfType("aws_route_table_association"))
        {
            // One of a gateway routes what comes in from outside and is no subnet's.
            if (RuleTexts.IsStated(association["gateway_id"]) && association["gateway_id"] is not Value.Unknown)
            {
                continue;
            }

            if (Referred.One(_graph, association["subnet_id"], "aws_subnet") is { } subnet)
            {
                _tableOfSubnet[subnet.Address] = TableNamedBy(association["route_table_id"]);
            }
            else
            {
                _isDoubtful = true;
            }
        }

        foreach (var association in _graph.OfType("aws_main_route_table_association"))
        {
            _mainOfNetwork[SubnetReader.NetworkOf(_graph, association)] = TableNamedBy(association["route_table_id"]);
        }

        foreach (var table in _graph.OfType(DefaultTable))
        {
            if (Referred.One(_graph, table["default_route_table_id"], Vpc) is { } network)
            {
                _mainOfNetwork.TryAdd(network.Address, table.Address);
            }
        }
    }

    // The main table of a network goes by the network itself, until something else is made its main table.
    private string TableNamedBy(Value value) =>
        Referred.One(_graph, value, Table, DefaultTable, Vpc) is { } named
            ? named.Type == Vpc
                ? _mainOfNetwork.GetValueOrDefault(named.Address, named.Address)
                : named.Address
            : value.AsText() ?? "";

    private IEnumerable<Route> Local(string network)
    {
        var stated = _graph.Find(network) is { Type: Vpc } vpc ? BlocksOf(_graph, vpc) : [null];
        // Where not all blocks of the network are known, those of its subnets are its own for certain.
        var ranges = stated.Any(b => b is null)
            ? stated.Concat(
                _graph
                    .OfType("aws_subnet")
                    .Where(s => SubnetReader.NetworkOf(_graph, s) == network)
                    .Select(s => RuleTexts.Block(s["cidr_block"]))
            )
            : stated;
        return ranges.OfType<AddressRange>().Distinct().Select(r => new Route(r, new RouteTarget.Local(), network));
    }

    /// <summary>Blocks of a network; null in the place of one that is not known.</summary>
    public static IEnumerable<AddressRange?> BlocksOf(ResourceGraph graph, Resource vpc)
    {
        var more = graph
            .OfType("aws_vpc_ipv4_cidr_block_association")
            .Where(a => graph.Follow(a["vpc_id"])?.Address == vpc.Address)
            .Select(a => a["cidr_block"]);
        var version6 = RuleTexts.IsStated(vpc["ipv6_cidr_block"]) ? [vpc["ipv6_cidr_block"]] : Array.Empty<Value>();
        return version6.Concat(more).Prepend(vpc["cidr_block"]).Select(RuleTexts.Block);
    }

    private Route RouteOf(Value route, string stated, Resource owner)
    {
        var block = new[] { "destination_cidr_block", "cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block" }
            .Select(a => route.At(a))
            .FirstOrDefault(v => RuleTexts.IsStated(v) && v is not Value.Unknown, Value.None);
        var target = Targets
            .Select(name => (Name: name, Value: route.At(name)))
            // What is not stated is unknown in a plan where the provider fills it in.
            .FirstOrDefault(t => RuleTexts.IsStated(t.Value) && t.Value is not Value.Unknown);
        return new(RuleTexts.Block(block), TargetOf(target.Value ?? Value.None, owner), stated);
    }

    private RouteTarget TargetOf(Value value, Resource owner) =>
        _graph.Follow(value) switch
        {
            { Type: "aws_internet_gateway" } => new RouteTarget.Internet(),
            { Type: "aws_egress_only_internet_gateway" } => new RouteTarget.Internet(true),
            { Type: "aws_nat_gateway" } nat => Translator(nat),
            { Type: "aws_vpc_peering_connection" } peering => Peer(peering, owner),
            { Type: "aws_vpc_peering_connection_accepter" } accepter
                when _graph.Follow(accepter["vpc_peering_connection_id"])
                    is { Type: "aws_vpc_peering_connection" } peering => Peer(peering, owner),
            null when value.AsText() is { } text => text == "local" ? new RouteTarget.Local()
            : text.StartsWith("igw-", StringComparison.Ordinal) ? new RouteTarget.Internet()
            : new RouteTarget.Unknown(),
            _ => new RouteTarget.Unknown(),
        };

    private RouteTarget Translator(Resource nat) =>
        nat["connectivity_type"].AsText() == "private"
            ? new RouteTarget.Unknown()
            : new RouteTarget.Translator(_graph.Follow(nat["subnet_id"])?.Address ?? "", nat.Address);

    private RouteTarget Peer(Resource peering, Resource owner)
    {
        var table = owner.Type == "aws_route" ? _graph.Follow(owner["route_table_id"]) ?? owner : owner;
        var ours = table.Type == Vpc ? table.Address : SubnetReader.NetworkOf(_graph, table);
        string[] ends =
        [
            SubnetReader.NetworkOf(_graph, peering),
            _graph.Follow(peering["peer_vpc_id"])?.Address ?? peering["peer_vpc_id"].AsText() ?? "",
        ];
        return ends.FirstOrDefault(e => e.Length > 0 && e != ours) is { } other && ends.Contains(ours)
            ? new RouteTarget.Peer(other)
            : new RouteTarget.Unknown();
    }

    // A gateway endpoint puts routes of its own into tables, for addresses on a list that AWS keeps.
    private IEnumerable<(string Table, Route Route)> ServiceRoutes()
    {
        foreach (var endpoint in _graph.OfType("aws_vpc_endpoint"))
        {
            var tables = endpoint["route_table_ids"];
            foreach (var table in tables is Value.ListOf list ? list.Items : [tables])
            {
                if (TableNamedBy(table) is { Length: > 0 } name)
                {
                    yield return (name, new(null, new RouteTarget.Service(endpoint.Address), endpoint.Address));
                }
            }
        }

        foreach (var association in _graph.OfType("aws_vpc_endpoint_route_table_association"))
        {
            if (_graph.Follow(association["vpc_endpoint_id"]) is { } endpoint)
            {
                yield return (
                    TableNamedBy(association["route_table_id"]),
                    new(null, new RouteTarget.Service(endpoint.Address), association.Address)
                );
            }
        }
    }
}
