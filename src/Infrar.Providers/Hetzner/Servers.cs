using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>A server for each group of components, with its address, its volumes and what starts on it.</summary>
internal static class Servers
{
    /// <summary>Ubuntu's long-term release, whose own archive has Docker and Compose.</summary>
    private const string Image = "ubuntu-24.04";

    internal static void Place(ServerGroup group, ImmutableArray<ServerGroup> groups, Site site)
    {
        var address = site.Add(
            ServerNetwork.Make("hcloud_primary_ip", group.TofuName, site, "compute") with
            {
                Attributes = Map(
                    ("name", $"{site.NameAtProvider()}-{group.Name}"),
                    ("type", "ipv4"),
                    ("location", site.SettingsOf("hetzner").Region),
                    ("assignee_type", "server"),
                    ("auto_delete", false),
                    ("labels", Labels(group, site))
                ),
            }
        );
        var hasProxy = LoadBalancer.ProxyGroup(groups, site) == group;
        var files = new ServerFiles(group, groups.Length, hasProxy, site).Add();
        site.Add(
            ServerNetwork.Make("hcloud_server", group.TofuName, site, "compute") with
            {
                Component = group.Components.Length == 1 ? group.Components[0].Name : "",
                Attributes = Map(
                    ("name", $"{site.NameAtProvider()}-{group.Name}"),
                    ("server_type", group.Type(site)?.Name ?? Value.None),
                    ("image", Image),
                    ("location", site.SettingsOf("hetzner").Region),
                    ("ssh_keys", List(Ref("hcloud_ssh_key.main", "id"))),
                    ("firewall_ids", List(Ref("hcloud_firewall.main", "id"))),
                    ("placement_group_id", groups.Length > 1 ? Ref("hcloud_placement_group.main", "id") : Value.None),
                    ("backups", group.Components.Any(c => c is PostgreSql { BackupRetentionDays: > 0 })),
                    ("delete_protection", IsProtected(group) ? true : Value.None),
                    ("rebuild_protection", IsProtected(group) ? true : Value.None),
                    ("labels", Labels(group, site)),
                    ("user_data", files),
                    (
                        "public_net",
                        Block(("ipv4_enabled", true), ("ipv4", Ref(address, "id")), ("ipv6_enabled", false))
                    ),
                    (
                        "network",
                        Block(
                            ("subnet_id", Ref("hcloud_network_subnet.main", "id")),
                            ("ip", PrivateNetwork.AddressOf(group, site))
                        )
                    )
                ),
            }
        );
        foreach (var volume in site.Resources.Where(r => IsOn(r, group)).ToList())
        {
            Attach(volume, group, site);
        }
    }

    /// <summary>Adds the volume that a component's data lies on; its server is attached to it later.</summary>
    internal static void PlaceVolume(Component component, int sizeGiB, ServerGroup group, Site site) =>
        site.Add(
            ServerNetwork.Make("hcloud_volume", component.TofuName(), site, "storage") with
            {
                Component = component.Name,
                Attributes = Map(
                    ("name", site.NameAtProvider(component)),
                    ("size", sizeGiB),
                    ("location", site.SettingsOf("hetzner").Region),
                    ("format", "ext4"),
                    ("delete_protection", component is PostgreSql { DeletionProtection: true } ? true : Value.None),
                    ("labels", Labels(group, site))
                ),
            }
        );

    private static bool IsOn(Resource resource, ServerGroup group) =>
        resource.Type == "hcloud_volume" && group.Components.Any(c => c.Name == resource.Component);

    private static void Attach(Resource volume, ServerGroup group, Site site) =>
        site.Add(
            ServerNetwork.Make("hcloud_volume_attachment", volume.Name, site, "storage") with
            {
                Component = volume.Component,
                Attributes = Map(
                    ("volume_id", Ref(volume, "id")),
                    ("server_id", Ref($"hcloud_server.{group.TofuName}", "id")),
                    // The server mounts it itself, at a path of its own.
                    ("automount", false)
                ),
            }
        );

    private static bool IsProtected(ServerGroup group) =>
        group.Components.Any(c => c is PostgreSql { DeletionProtection: true });

    private static Value.MapOf Labels(ServerGroup group, Site site) =>
        new([.. ServerNetwork.Labels(site).Entries, KeyValuePair.Create("group", (Value)group.Name)]);
}
