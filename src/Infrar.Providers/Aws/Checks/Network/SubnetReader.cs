using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Reads subnets with the routes that their packets take.</summary>
internal sealed class SubnetReader(ResourceGraph graph, AccessListReader lists)
{
    private readonly RouteReader _routes = new(graph);

    /// <summary>Every subnet whose network is known.</summary>
    public IEnumerable<Subnet> Subnets()
    {
        foreach (var subnet in graph.OfType("aws_subnet"))
        {
            if (NetworkOf(graph, subnet) is { Length: > 0 } network)
            {
                yield return new(
                    subnet.Address,
                    network,
                    AddressesOf(subnet),
                    _routes.TableOf(subnet, network),
                    lists.Of(subnet, network)
                );
            }
        }
    }

    /// <summary>Network of a subnet, by the address of its resource or by its literal id; empty when not known.</summary>
    public static string NetworkOf(ResourceGraph graph, Resource resource) =>
        graph.Follow(resource["vpc_id"]) is { } network ? network.Address : resource["vpc_id"].AsText() ?? "";

    /// <summary>IPv4 addresses of a subnet; none when not known.</summary>
    public static IntervalSet AddressesOf(Resource subnet) =>
        RuleTexts.Block(subnet["cidr_block"]) is { } block ? block.Addresses : IntervalSet.Empty;
}
