using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>What servers share: a private network, a firewall on their public side, a key for their administrators.</summary>
internal static class ServerNetwork
{
    private static readonly TofuVariable SshKey = new(
        "ssh_public_key",
        "string",
        "Public SSH key of whoever administers the servers.",
        Value.None
    );

    // Package archives over HTTP, names, time: what a server needs before a component asks for anything.
    private static readonly (string Protocol, int Port, string Description)[] SystemPorts =
    [
        ("tcp", 53, "Name servers"),
        ("udp", 53, "Name servers"),
        ("tcp", 80, "Package archives"),
        ("udp", 123, "Time servers"),
    ];

    internal static void Place(Site site)
    {
        var location = site.SettingsOf("hetzner").Region;
        var network = site.Add(
            Make("hcloud_network", "main", site, "network") with
            {
                Attributes = Map(
                    ("name", site.NameAtProvider()),
                    ("ip_range", site.System.Network.Cidr),
                    ("labels", Labels(site))
                ),
            }
        );
        site.Add(
            Make("hcloud_network_subnet", "main", site, "network") with
            {
                Attributes = Map(
                    ("network_id", Ref(network, "id")),
                    ("type", "cloud"),
                    ("network_zone", Locations.NetworkZone(location)),
                    ("ip_range", PrivateNetwork.Subnet(site.System.Network))
                ),
            }
        );
        site.Add(
            Make("hcloud_ssh_key", "main", site, "security") with
            {
                Attributes = Map(
                    ("name", site.NameAtProvider()),
                    ("public_key", site.Declare(SshKey)),
                    ("labels", Labels(site))
                ),
            }
        );
        site.Add(
            Make("hcloud_firewall", "main", site, "security") with
            {
                Comment = "Guards the public side; the load balancer reaches the servers over the private network.",
                Attributes = Map(
                    ("name", site.NameAtProvider()),
                    ("labels", Labels(site)),
                    ("rule", Blocks([.. Inbound(site), .. Outbound(site)]))
                ),
            }
        );
        if (ServerGroup.Of(site).Length > 1)
        {
            site.Add(
                Make("hcloud_placement_group", "main", site, "compute") with
                {
                    Attributes = Map(("name", site.NameAtProvider()), ("type", "spread"), ("labels", Labels(site))),
                }
            );
        }
    }

    /// <summary>A resource that all servers share.</summary>
    internal static Resource Make(string type, string name, Site site, string concern) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "hcloud",
            Region = site.SettingsOf("hetzner").Region,
            Concern = concern,
            Attributes = Value.MapOf.Empty,
        };

    internal static Value.MapOf Labels(Site site) =>
        Map(("system", site.System.Name), ("environment", site.System.Environment), ("managed-by", "infrar"));

    private static IEnumerable<Value.MapOf> Inbound(Site site)
    {
        var sources = site.SettingsOf("hetzner").Settings["sshFrom"].Items().ToList();
        return sources.Count == 0
            ? []
            :
            [
                Map(
                    ("description", "SSH for administrators"),
                    ("direction", "in"),
                    ("protocol", "tcp"),
                    ("port", "22"),
                    ("source_ips", List(sources))
                ),
            ];
    }

    private static IEnumerable<Value.MapOf> Outbound(Site site)
    {
        var ports = ServerGroup
            .Of(site)
            .SelectMany(g => g.Components)
            .OfType<Workload>()
            .SelectMany(w => w.OutboundPorts)
            // Images come from registries over HTTPS whether a component calls out or not.
            .Append(443)
            .Except([53, 80])
            .Order()
            .Select(port => ("tcp", port, "Calls that components make"));
        return SystemPorts
            .Concat(ports)
            .Select(p =>
                Map(
                    ("description", p.Item3),
                    ("direction", "out"),
                    ("protocol", p.Item1),
                    ("port", FormattableString.Invariant($"{p.Item2}")),
                    ("destination_ips", List("0.0.0.0/0", "::/0"))
                )
            );
    }
}
