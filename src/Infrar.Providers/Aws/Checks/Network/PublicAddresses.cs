using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Whether an address of the internet leads to a resource, where more than one setting decides.</summary>
internal static class PublicAddresses
{
    /// <summary>A server has one of its own, one that its subnet gives to all, or an elastic one.</summary>
    public static bool? OfServer(ResourceGraph graph, Resource server)
    {
        if (HasElastic(graph, server))
        {
            return true;
        }

        var stated = server["associate_public_ip_address"];
        // What is not stated is unknown in a plan, and then the subnet decides.
        if (stated is not (Value.Null or Value.Unknown))
        {
            return stated.AsFlag();
        }

        return graph.Follow(server["subnet_id"]) is { Type: "aws_subnet", IsData: false } subnet
            ? subnet["map_public_ip_on_launch"] is Value.Null
                ? false
                : subnet["map_public_ip_on_launch"].AsFlag()
            : null;
    }

    /// <summary>A cluster has one when one of its instances has.</summary>
    public static bool? OfCluster(ResourceGraph graph, Resource cluster)
    {
        var instances = graph
            .OfType("aws_rds_cluster_instance")
            .Where(i => graph.Follow(i["cluster_identifier"])?.Address == cluster.Address)
            .Select(i => i["publicly_accessible"])
            .ToArray();
        return Array.Exists(instances, i => i.AsFlag() is true) ? true
            : Array.TrueForAll(instances, i => i is Value.Null || i.AsFlag() is false) ? false
            : null;
    }

    private static bool HasElastic(ResourceGraph graph, Resource server) =>
        graph.OfType("aws_eip").Any(e => graph.Follow(e["instance"])?.Address == server.Address)
        || graph.OfType("aws_eip_association").Any(a => graph.Follow(a["instance_id"])?.Address == server.Address);
}
