using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Whether an address of the internet leads to a resource, where more than one setting decides.</summary>
internal sealed class PublicAddresses
{
    private readonly ResourceGraph _graph;
    private readonly HashSet<string> _withElastic;
    private readonly ILookup<string, Value> _ofClusters;

    public PublicAddresses(ResourceGraph graph)
    {
        _graph = graph;
        _withElastic =
        [
            .. graph
                .OfType("aws_eip")
                .Select(e => e["instance"])
                .Concat(graph.OfType("aws_eip_association").Select(a => a["instance_id"]))
                .Select(graph.Follow)
                .OfType<Resource>()
                .Select(r => r.Address),
        ];
        _ofClusters = graph
            .OfType("aws_rds_cluster_instance")
            .ToLookup(
                i => graph.Follow(i["cluster_identifier"])?.Address ?? "",
                i => i["publicly_accessible"],
                StringComparer.Ordinal
            );
    }

    /// <summary>A server has one of its own, one that its subnet gives to all, or an elastic one.</summary>
    public bool? OfServer(Resource server)
    {
        if (_withElastic.Contains(server.Address))
        {
            return true;
        }

        var stated = server["associate_public_ip_address"];
        // What is not stated is unknown in a plan, and then the subnet decides.
        if (stated is not (Value.Null or Value.Unknown))
        {
            return stated.AsFlag();
        }

        return _graph.Follow(server["subnet_id"]) is { Type: "aws_subnet", IsData: false } subnet
            ? subnet["map_public_ip_on_launch"] is Value.Null
                ? false
                : subnet["map_public_ip_on_launch"].AsFlag()
            : null;
    }

    /// <summary>A cluster has one when one of its instances has.</summary>
    public bool? OfCluster(Resource cluster)
    {
        Value[] instances = [.. _ofClusters[cluster.Address]];
        return Array.Exists(instances, i => i.AsFlag() is true) ? true
            : Array.TrueForAll(instances, i => i is Value.Null || i.AsFlag() is false) ? false
            : null;
    }
}
