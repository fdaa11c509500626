using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Edge;
using Infrar.Providers.Aws.Network;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>The copies of a public service, as the load balancer sees them.</summary>
internal static class TargetGroup
{
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    private const int LeastFailures = 2;

    /// <summary>Address of a service's target group.</summary>
    public static string Address(Service service) => $"aws_lb_target_group.{AwsNaming.TofuName(service)}";

    /// <summary>What makes the load balancer send to the group: until then ECS refuses to register copies in it.</summary>
    public static string Forwarder(Service service) => $"aws_lb_listener_rule.{AwsNaming.TofuName(service)}";

    /// <summary>Makes the group and, by host name, the rule that sends to it.</summary>
    public static void Add(Service service, Site site)
    {
        site.Add(
            AwsResources
                .New(
                    site,
                    "load_balancer",
                    "aws_lb_target_group",
                    AwsNaming.TofuName(service),
                    ("name", AwsNaming.ResourceName(site, service.Name, 32)),
                    ("target_type", "ip"),
                    ("protocol", "HTTP"),
                    ("port", service.Port),
                    ("vpc_id", Ref(Zones.Vpc, "id")),
                    ("health_check", service.Health is { Path: not "" } health ? HealthCheck(health) : Value.None)
                )
                .For(service)
        );
        site.Add(
            AwsResources
                .New(
                    site,
                    "load_balancer",
                    "aws_lb_listener_rule",
                    AwsNaming.TofuName(service),
                    ("listener_arn", Ref(LoadBalancer.Listener, "arn")),
                    ("priority", LoadBalancer.Published(site).IndexOf(service) + 1),
                    ("action", Block(("type", "forward"), ("target_group_arn", Ref(Address(service), "arn")))),
                    ("condition", Block(("host_header", Block(("values", List(service.Domains))))))
                )
                .For(service)
        );
        site.Output(
            $"{AwsNaming.TofuName(service)}_url",
            $"Where {service.Title} answers.",
            site.Endpoint(service.Name, "url")
        );
    }

    private static Value.Blocks HealthCheck(HealthCheck health) =>
        Block(
            ("path", health.Path),
            ("interval", (int)health.Interval.TotalSeconds),
            ("timeout", (int)health.Timeout.TotalSeconds),
            ("healthy_threshold", LeastFailures),
            ("unhealthy_threshold", Math.Max(health.Retries, LeastFailures)),
            ("matcher", "200-299")
        );
}
