using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads who has network interfaces, where they stand and what filters them.</summary>
internal sealed class MemberReader(ResourceGraph graph, GroupReader groups, IReadOnlyDictionary<string, Subnet> subnets)
{
    private readonly PublicAddresses _addresses = new(graph);

    /// <summary>Everything with interfaces, type by type.</summary>
    public IEnumerable<Member> Members() =>
        from shape in MemberShapes.All
        from resource in graph.OfType(shape.Type)
        where shape.Applies(resource)
        select MemberOf(shape, resource);

    private Member MemberOf(MemberShape shape, Resource resource)
    {
        var source = SourceOf(resource);
        var (carried, isComplete) = groups.NamedBy(resource[shape.Groups]);
        var isPublic = shape.HasPublicAddress(_addresses, resource);
        var endpoint = new Endpoint(
            resource.Address,
            resource.Component.Length > 0 ? resource.Component : resource.Address,
            [.. PlacesOf(shape, resource, source, isPublic)]
        )
        {
            Groups = carried,
            // Without groups of its own a network load balancer filters nothing by itself, and its targets see who called.
            KnowsGroups = isComplete,
            ClientPorts = shape.ClientPorts,
        };
        return new(
            resource,
            shape.Sort,
            endpoint,
            shape.Port(resource) is var port and > 0 ? port : shape.Port(source)
        );
    }

    // A replica that states no subnets of its own lies where its source does, if both are in one region.
    private Resource SourceOf(Resource resource) =>
        resource.Type == "aws_db_instance"
        && !RuleTexts.IsStated(resource["db_subnet_group_name"])
        && graph.Follow(resource["replicate_source_db"]) is { Type: "aws_db_instance" } source
        && source.Region == resource.Region
            ? source
            : resource;

    private IEnumerable<Place> PlacesOf(MemberShape shape, Resource resource, Resource source, bool? isPublic)
    {
        var (listed, isComplete) = SubnetsOf(shape, source);
        foreach (var subnet in listed)
        {
            yield return subnets.TryGetValue(subnet.Address, out var known)
                ? new(known, known.Addresses.Union(Version6Of(resource, subnet)), isPublic)
                : new Place(null, IntervalSet.Empty, isPublic);
        }

        if (!isComplete || listed.IsEmpty)
        {
            yield return new(null, IntervalSet.Empty, isPublic);
        }
    }

    private Referred SubnetsOf(MemberShape shape, Resource resource)
    {
        var stated = resource[shape.Subnets];
        if (shape.SubnetGroup.Length > 0)
        {
            return Referred.One(graph, stated, shape.SubnetGroup) is { } group
                ? Referred.Of(graph, group["subnet_ids"], "aws_subnet")
                : new([], false);
        }

        var mapped = resource["subnet_mapping"].Items().Select(m => m.At("subnet_id")).ToArray();
        return shape.Sort is MemberSort.Balancer && mapped.Length > 0
            ? Referred.Of(graph, Values.List(mapped), "aws_subnet")
            : Referred.Of(graph, stated, "aws_subnet");
    }

    private static IntervalSet Version6Of(Resource resource, Resource subnet)
    {
        var has =
            resource.Type == "aws_lb"
                ? resource["ip_address_type"].AsText()?.StartsWith("dualstack", StringComparison.Ordinal) is true
                : resource.Type is "aws_instance" or "aws_ecs_service"
                    && subnet["assign_ipv6_address_on_creation"].AsFlag() is true;
        return has && RuleTexts.Block(subnet["ipv6_cidr_block"]) is { } block ? block.Addresses : IntervalSet.Empty;
    }
}
