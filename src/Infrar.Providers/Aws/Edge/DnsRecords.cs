using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>Points public names at what answers them, and probes them from outside.</summary>
internal static class DnsRecords
{
    /// <summary>Makes records and health checks for the public services.</summary>
    public static void Complete(Site site)
    {
        foreach (var service in LoadBalancer.Published(site))
        {
            foreach (var domain in service.Domains)
            {
                AddAlias(service, domain, ["A"], LoadBalancer.Address, "dns_name", "zone_id", site);
            }

            AddHealthCheck(service, site);
        }
    }

    /// <summary>Points a domain at a resource of AWS, if Route 53 holds its zone.</summary>
    /// <param name="component">Component that answers the domain.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="types">Record types: <c>A</c>, and <c>AAAA</c> where the target has IPv6 addresses.</param>
    /// <param name="target">Address of the target.</param>
    /// <param name="name">Its attribute that holds its DNS name.</param>
    /// <param name="zone">Its attribute that holds the zone of that name.</param>
    /// <param name="site">The site.</param>
    public static void AddAlias(
        Component component,
        string domain,
        IEnumerable<string> types,
        string target,
        string name,
        string zone,
        Site site
    )
    {
        if (HostedZones.ZoneOf(domain, site) is not { } held)
        {
            return;
        }

        foreach (var type in types)
        {
            var suffix = type == "A" ? "" : "_ipv6";
            site.Add(
                AwsResources
                    .New(
                        site,
                        "dns",
                        "aws_route53_record",
                        $"{AwsNaming.TofuName(domain)}{suffix}",
                        ("zone_id", Ref(held, "zone_id")),
                        ("name", domain),
                        ("type", type),
                        (
                            "alias",
                            Block(
                                ("name", Ref(target, name)),
                                ("zone_id", Ref(target, zone)),
                                // CloudFront has no health that Route 53 could look at.
                                ("evaluate_target_health", target == LoadBalancer.Address)
                            )
                        )
                    )
                    .For(component)
            );
        }
    }

    private static void AddHealthCheck(Service service, Site site)
    {
        if (site.System.Dns is not { HealthChecks: true } || service.Domains.IsEmpty)
        {
            return;
        }

        site.Add(
            AwsResources
                .New(
                    site,
                    "dns",
                    "aws_route53_health_check",
                    AwsNaming.TofuName(service),
                    ("type", "HTTPS"),
                    ("fqdn", service.Domains[0]),
                    ("port", 443),
                    ("resource_path", service.Health is { Path: not "" } health ? health.Path : "/"),
                    // The one of Route 53's two intervals that is not an extra.
                    ("request_interval", 30),
                    ("failure_threshold", Math.Clamp(service.Health?.Retries ?? 3, 1, 10)),
                    ("tags", AwsNaming.NameTag(service.Domains[0]))
                )
                .For(service)
        );
    }
}
