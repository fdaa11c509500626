using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>What a system must be able to reach, taken from its description; nothing for a foreign plan.</summary>
/// <param name="Uses">From component to component, inside the networks.</param>
/// <param name="Ways">From the internet to load balancers, and on to who answers.</param>
/// <param name="Outward">From workloads to the internet and to AWS's own services.</param>
internal sealed record SystemNeeds(ImmutableArray<Need> Uses, ImmutableArray<Need> Ways, ImmutableArray<Need> Outward)
{
    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Need> All => [.. Uses, .. Ways, .. Outward];

    /// <summary>The needs of the system that is checked.</summary>
    public static SystemNeeds Of(CheckScope scope) => scope.Model(Read);

    /// <summary>Port of HTTPS, which AWS's own services answer on.</summary>
    public static Traffic Https { get; } = Traffic.Tcp(443);

    private static SystemNeeds Read(CheckScope scope)
    {
        var network = AwsNetwork.Of(scope);
        return new([.. UsesIn(scope, network)], [.. WaysIn(network)], [.. OutwardIn(scope, network)]);
    }

    private static IEnumerable<Need> UsesIn(CheckScope scope, AwsNetwork network)
    {
        if (scope.System is not { } system)
        {
            yield break;
        }

        foreach (var user in system.Components)
        {
            foreach (var used in user.Uses.Select(name => system[name]))
            {
                foreach (var from in MembersOf(network, user))
                {
                    foreach (var to in MembersOf(network, used).Where(m => m.Endpoint.Id != from.Endpoint.Id))
                    {
                        if (PortOf(used, to) is var port and > 0)
                        {
                            yield return new(
                                from.Endpoint,
                                to.Endpoint,
                                Traffic.Tcp(port),
                                $"{user.Name} uses {used.Name}"
                            );
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<Need> WaysIn(AwsNetwork network)
    {
        foreach (var forward in network.Forwards)
        {
            var balancer = forward.Balancer.Endpoint;
            yield return new(
                network.Model.Internet,
                balancer,
                forward.Port,
                $"{forward.Listener.Address} answers on {forward.Port}"
            );
            foreach (var target in forward.Targets)
            {
                yield return new(
                    balancer,
                    target.Member.Endpoint,
                    target.Traffic,
                    $"{target.Group.Address} sends to {target.Member.Endpoint.Name}"
                );
            }
        }
    }

    private static IEnumerable<Need> OutwardIn(CheckScope scope, AwsNetwork network)
    {
        var services = network.Members.Where(m => m.Sort is MemberSort.Service).ToArray();
        foreach (var member in network.Members.Where(m => m.Sort is MemberSort.Workload or MemberSort.Server))
        {
            foreach (var port in PortsOut(scope, member).Append(Https.Port).Distinct())
            {
                yield return new(
                    member.Endpoint,
                    network.Model.Internet,
                    Traffic.Tcp(port),
                    $"{member.Endpoint.Name} calls the internet"
                );
            }

            foreach (var service in services)
            {
                yield return new(
                    member.Endpoint,
                    service.Endpoint,
                    Https,
                    $"{member.Endpoint.Name} calls {service.Endpoint.Name}"
                );
            }
        }
    }

    /// <summary>Ports outside the system that a workload and its sidecars call; none for a foreign plan.</summary>
    public static IEnumerable<int> PortsOut(CheckScope scope, Member member) =>
        scope
            .System?.Components.OfType<Workload>()
            .Where(w => PlaceOf(w) == member.Resource.Component)
            .SelectMany(w => w.OutboundPorts)
        ?? [];

    /// <summary>The component whose interfaces a component speaks through: a sidecar's are its workload's.</summary>
    public static string PlaceOf(Component component) => component is Sidecar sidecar ? sidecar.Of : component.Name;

    // Replicas answer too, but what a component uses is the primary.
    private static IEnumerable<Member> MembersOf(AwsNetwork network, Component component) =>
        network.Members.Where(m =>
            m.Resource.Component == PlaceOf(component)
            && m.Sort is MemberSort.Workload or MemberSort.Server or MemberSort.Data
            && m.Resource["replicate_source_db"] is Value.Null
        );

    private static int PortOf(Component used, Member member) => used is Workload workload ? workload.Port : member.Port;
}
