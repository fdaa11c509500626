using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>Who may connect to managed databases: the app where one of its components uses the database, else nobody outside the network.</summary>
internal static class DatabaseAccess
{
    internal static void Place(Site site, bool hasApp)
    {
        foreach (var cluster in site.Resources.Where(r => r.Type == "digitalocean_database_cluster").ToList())
        {
            var isUsed =
                hasApp
                && site.ComponentsOn("digitalocean")
                    .Any(c => c.Uses.Contains(cluster.Component) && site.OfferingOf(c) is AppPlatform);
            site.Add(
                new()
                {
                    Type = "digitalocean_database_firewall",
                    Name = cluster.Name,
                    Provider = "digitalocean",
                    Region = cluster.Region,
                    Component = cluster.Component,
                    Concern = cluster.Concern,
                    Attributes = Map(
                        ("cluster_id", Ref(cluster, "id")),
                        (
                            "rule",
                            isUsed
                                ? Block(("type", "app"), ("value", Ref(AppSpec.Address, "id")))
                                : Block(("type", "ip_addr"), ("value", site.System.Network.Cidr))
                        )
                    ),
                }
            );
        }
    }
}
