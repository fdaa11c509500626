using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>The load balancer that ends TLS and hands requests to the proxy over the private network.</summary>
internal static class LoadBalancer
{
    /// <summary>Components that are reached from the internet, in manifest order.</summary>
    internal static IEnumerable<Component> Open(Site site) =>
        ServerGroup.Of(site).SelectMany(g => g.Components).Where(c => c is StaticSite or Service { Public: true });

    /// <summary>The group whose server the proxy runs on; null when nothing is reached from the internet.</summary>
    internal static ServerGroup? ProxyGroup(ImmutableArray<ServerGroup> groups, Site site) =>
        Open(site).FirstOrDefault() is { } first ? groups.First(g => g.Components.Contains(first)) : null;

    /// <summary>Host names that a component answers.</summary>
    internal static ImmutableArray<string> DomainsOf(Component component) =>
        component switch
        {
            StaticSite web => web.Domains,
            Service { Public: true } service => service.Domains,
            _ => [],
        };

    internal static void Place(ImmutableArray<ServerGroup> groups, Site site)
    {
        if (ProxyGroup(groups, site) is not { } group)
        {
            return;
        }

        var domains = Open(site).SelectMany(c => DomainsOf(c)).Distinct(StringComparer.Ordinal).ToList();
        var balancer = site.Add(
            Make("hcloud_load_balancer", site) with
            {
                Attributes = Map(
                    ("name", site.NameAtProvider()),
                    ("load_balancer_type", site.SettingsOf("hetzner").Settings["loadBalancer"].AsText() ?? "lb11"),
                    ("location", site.SettingsOf("hetzner").Region),
                    ("labels", ServerNetwork.Labels(site))
                ),
            }
        );
        site.Add(
            Make("hcloud_load_balancer_network", site) with
            {
                Attributes = Map(
                    ("load_balancer_id", Ref(balancer, "id")),
                    ("subnet_id", Ref("hcloud_network_subnet.main", "id"))
                ),
            }
        );
        site.Add(
            Make("hcloud_load_balancer_target", site) with
            {
                Attributes = Map(
                    ("type", "server"),
                    ("load_balancer_id", Ref(balancer, "id")),
                    ("server_id", Ref($"hcloud_server.{group.TofuName}", "id")),
                    ("use_private_ip", true)
                ),
                DependsOn = ["hcloud_load_balancer_network.main"],
            }
        );
        site.Add(Service(balancer, domains, site));
        site.Output("load_balancer_ipv4", "Address that the system's domains point to.", Ref(balancer, "ipv4"));
    }

    private static Resource Service(Resource balancer, List<string> domains, Site site)
    {
        var hasTls = domains.Count > 0;
        if (hasTls)
        {
            site.Add(
                Make("hcloud_managed_certificate", site) with
                {
                    Attributes = Map(
                        ("name", site.NameAtProvider()),
                        ("domain_names", List(domains)),
                        ("labels", ServerNetwork.Labels(site))
                    ),
                }
            );
            site.Note("Hetzner issues its managed certificate once the domains' zone is delegated to Hetzner DNS.");
        }
        else
        {
            site.Note("Without domains there is no certificate: the load balancer answers over HTTP only.");
        }

        return Make("hcloud_load_balancer_service", site) with
        {
            Attributes = Map(
                ("load_balancer_id", Ref(balancer, "id")),
                ("protocol", hasTls ? "https" : "http"),
                ("listen_port", hasTls ? 443 : 80),
                ("destination_port", 80),
                (
                    "http",
                    hasTls
                        ? Block(
                            ("certificates", List(Ref("hcloud_managed_certificate.main", "id"))),
                            ("redirect_http", true)
                        )
                        : Value.None
                ),
                ("health_check", HealthCheck(site))
            ),
        };
    }

    private static Value.Blocks HealthCheck(Site site)
    {
        var service = Open(site).OfType<Service>().FirstOrDefault();
        var health = service?.Health;
        return Block(
            ("protocol", "http"),
            ("port", 80),
            ("interval", Seconds(health?.Interval, 15)),
            ("timeout", Seconds(health?.Timeout, 10)),
            ("retries", Math.Clamp(health?.Retries ?? 3, 1, 5)),
            (
                "http",
                Block(
                    ("domain", service is { Domains: [var first, ..] } ? first : Value.None),
                    ("path", health is { Path.Length: > 0 } ? health.Path : "/"),
                    ("status_codes", List("2??", "3??"))
                )
            )
        );
    }

    /// <summary>Hetzner takes 3 to 60 seconds.</summary>
    private static int Seconds(TimeSpan? time, int otherwise) =>
        Math.Clamp((int)(time?.TotalSeconds ?? otherwise), 3, 60);

    private static Resource Make(string type, Site site) => ServerNetwork.Make(type, "main", site, "load_balancer");
}
