using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Network;

/// <summary>Opens security groups: the stated ones as stated, the derived ones for connections that somebody uses and nothing else.</summary>
/// <remarks>
/// No rule for name resolution: AWS filters neither the network's resolver nor the task metadata by group.
/// </remarks>
internal static class SecurityGroupRules
{
    private const string Everywhere = "0.0.0.0/0";

    /// <summary>Makes the rules.</summary>
    public static void Complete(Site site)
    {
        if (!Vpc.IsNeeded(site))
        {
            return;
        }

        foreach (var group in StatedGroups.In(site))
        {
            AddStated(site, group);
        }

        if (SecurityGroups.Derived(site).Contains(SecurityGroups.LoadBalancer))
        {
            Add(site, Ingress, SecurityGroups.LoadBalancer, Everywhere, "tcp", 443, "HTTPS from everywhere");
        }

        foreach (var connection in Connection.In(site))
        {
            AddConnection(site, connection);
        }

        foreach (var workload in site.ComponentsOn("aws").OfType<Workload>())
        {
            AddOutbound(site, workload);
        }
    }

    private static Direction Ingress { get; } = new("ingress", "from");

    private static Direction Egress { get; } = new("egress", "to");

    private static void AddConnection(Site site, Connection connection)
    {
        var (from, to, port) = connection;
        if (SecurityGroups.IsDerived(from, site))
        {
            foreach (var group in SecurityGroups.NamesOf(to, site))
            {
                Add(site, Egress, from, group, "tcp", port, $"{from} uses {to}");
            }
        }

        if (SecurityGroups.IsDerived(to, site))
        {
            foreach (var group in SecurityGroups.NamesOf(from, site))
            {
                Add(site, Ingress, to, group, "tcp", port, $"{from} uses {to}");
            }
        }
    }

    private static void AddOutbound(Site site, Workload workload)
    {
        if (Connection.PlaceOf(workload) is not { } place || !SecurityGroups.IsDerived(place, site))
        {
            return;
        }

        foreach (var port in workload.OutboundPorts)
        {
            Add(site, Egress, place, Everywhere, "tcp", port, "Calls to the internet");
        }
    }

    private static void AddStated(Site site, StatedGroup group)
    {
        foreach (var (direction, rules) in new[] { (Ingress, group.Ingress), (Egress, group.Egress) })
        {
            foreach (var rule in rules)
            {
                foreach (var peer in rule.Peers)
                {
                    foreach (var port in rule.Ports.Select(p => (int?)p).DefaultIfEmpty(null))
                    {
                        Add(site, direction, group.Name, peer, rule.Protocol, port, "As stated");
                    }
                }
            }
        }
    }

    private static void Add(
        Site site,
        Direction direction,
        string group,
        string peer,
        string protocol,
        int? port,
        string description
    )
    {
        var rule = AwsResources.New(
            site,
            "security",
            $"aws_vpc_security_group_{direction.Type}_rule",
            RuleName(site, direction, group, peer, protocol, port),
            ("security_group_id", SecurityGroups.Id(group)),
            ("description", description),
            ("ip_protocol", protocol),
            ("from_port", port is { } from ? from : Unbounded(protocol)),
            ("to_port", port is { } to ? to : Unbounded(protocol)),
            Peer(site, peer)
        );

        // A workload and its sidecar speak through one interface, so that both may ask for the same rule.
        if (site.Find(rule.Address) is null)
        {
            site.Add(rule);
        }
    }

    // Protocol -1 means every port and takes none; any other without ports means all of them.
    private static Value Unbounded(string protocol) => protocol == "-1" ? Value.None : -1;

    private static (string, Value) Peer(Site site, string peer) =>
        peer switch
        {
            _ when IsGroup(site, peer) => ("referenced_security_group_id", SecurityGroups.Id(peer)),
            _ when peer.StartsWith("pl-", StringComparison.Ordinal) => ("prefix_list_id", peer),
            _ when peer.Contains(':', StringComparison.Ordinal) => ("cidr_ipv6", peer),
            _ => ("cidr_ipv4", peer),
        };

    private static bool IsGroup(Site site, string peer) => site.Find(SecurityGroups.Id(peer).Address) is not null;

    private static string RuleName(
        Site site,
        Direction direction,
        string group,
        string peer,
        string protocol,
        int? port
    )
    {
        var other = peer switch
        {
            Everywhere => "internet",
            "::/0" => "internet_ipv6",
            _ => AwsNaming.TofuName(peer),
        };
        var name = $"{AwsNaming.TofuName(group)}_{direction.Preposition}_{other}";

        // Between two derived groups one port is used, so that their names say enough.
        var isPair = IsGroup(site, peer) && !StatedGroups.In(site).Any(g => g.Name == group);
        var kind = protocol is "tcp" or "-1" ? "" : $"_{protocol}";
        return isPair ? name : $"{name}{kind}{(port is null ? "" : $"_{port}")}";
    }

    /// <summary>Way of a connection through a group.</summary>
    /// <param name="Type">What OpenTofu calls it.</param>
    /// <param name="Preposition">Links the group's name to its peer's.</param>
    private sealed record Direction(string Type, string Preposition);
}
