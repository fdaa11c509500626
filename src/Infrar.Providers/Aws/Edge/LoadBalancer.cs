using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Compute;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>The one way in from the internet: an application load balancer that speaks HTTPS and nothing else.</summary>
/// <remarks>No listener on port 80 that redirects: nothing lets port 80 in, and HSTS keeps browsers on HTTPS.</remarks>
internal static class LoadBalancer
{
    /// <summary>Its address.</summary>
    public const string Address = "aws_lb.main";

    /// <summary>Its HTTPS listener.</summary>
    public const string Listener = "aws_lb_listener.https";

    // TLS 1.2 and 1.3 with forward secrecy only.
    private const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    /// <summary>The services that it answers for, in manifest order.</summary>
    public static ImmutableArray<Service> Published(Site site) =>
        [.. site.ComponentsOn("aws").OfType<Service>().Where(s => s.Public)];

    /// <summary>Makes it, if a service is public.</summary>
    public static void Prepare(Site site)
    {
        var services = Published(site);
        if (services.IsEmpty)
        {
            return;
        }

        site.AddShared(
            "load_balancer",
            "aws_lb",
            "main",
            ("name", AwsNaming.ResourceName(site, "public", 32)),
            ("load_balancer_type", "application"),
            ("internal", false),
            ("subnets", Zones.PublicSubnetIds(site)),
            ("security_groups", SecurityGroups.IdsOf(SecurityGroups.LoadBalancer, site)),
            ("drop_invalid_header_fields", true),
            ("enable_deletion_protection", IsProtected(site))
        );
        foreach (var service in services)
        {
            Certificate.Add(service, service.Domains, AwsRegions.Home(site), "load_balancer", site);
        }

        AddListener(services, site);
        AddUsage(services, site);
        WebFirewallRules.Add(services, site);
        site.Output("load_balancer_dns_name", "Name that public services' domains point at.", Ref(Address, "dns_name"));
    }

    // Environments whose databases refuse deletion are those that must not lose their way in by mistake.
    private static bool IsProtected(Site site) =>
        site.System.Components.OfType<PostgreSql>().Any(p => p.DeletionProtection);

    private static void AddListener(ImmutableArray<Service> services, Site site)
    {
        site.AddShared(
            "load_balancer",
            "aws_lb_listener",
            "https",
            ("load_balancer_arn", Ref(Address, "arn")),
            ("port", 443),
            ("protocol", "HTTPS"),
            ("ssl_policy", TlsPolicy),
            ("certificate_arn", Certificate.Arn(services[0], site)),
            ("default_action", DefaultAction(services))
        );
        foreach (var service in services[1..])
        {
            site.Add(
                AwsResources
                    .New(
                        site,
                        "load_balancer",
                        "aws_lb_listener_certificate",
                        AwsNaming.TofuName(service),
                        ("listener_arn", Ref(Listener, "arn")),
                        ("certificate_arn", Certificate.Arn(service, site))
                    )
                    .For(service)
            );
        }
    }

    // A single service answers whatever comes; among several a request must name the one that it wants.
    private static Value.Blocks DefaultAction(ImmutableArray<Service> services) =>
        services is [var only]
            ? Block(("type", "forward"), ("target_group_arn", Ref(TargetGroup.Address(only), "arn")))
            : Block(
                ("type", "fixed-response"),
                (
                    "fixed_response",
                    Block(("content_type", "text/plain"), ("message_body", "Not found"), ("status_code", "404"))
                )
            );

    private static void AddUsage(ImmutableArray<Service> services, Site site)
    {
        // Rules beyond the first ten of a request are billed; each service has one.
        var billedRules = Math.Max(0, services.Length - 10);
        site.Use(
            Address,
            "new_connections",
            p => LoadBalancerUsage.Sum(services, s => LoadBalancerUsage.NewConnections(p, s))
        );
        site.Use(
            Address,
            "active_connections",
            p => LoadBalancerUsage.Sum(services, s => LoadBalancerUsage.ActiveConnections(p, s))
        );
        site.Use(Address, "processed_bytes_gb", p => LoadBalancerUsage.Sum(services, s => p.Of(s.Name, "egressGB")));
        site.Use(
            Address,
            "rule_evaluations",
            p =>
                billedRules == 0
                    ? Quantities.Zero
                    : LoadBalancerUsage
                        .Sum(services, s => LoadBalancerUsage.RequestsPerSecond(p, s))
                        ?.Times(billedRules)
        );
    }
}
