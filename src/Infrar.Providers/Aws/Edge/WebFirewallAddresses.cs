using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>The sets of addresses that a firewall lets in or keeps out; a set holds IPv4 or IPv6, never both.</summary>
/// <param name="Allowed">Rule name to the set's ARN.</param>
/// <param name="Denied">Rule name to the set's ARN.</param>
internal sealed record WebFirewallAddresses(
    ImmutableArray<(string Name, Value Arn)> Allowed,
    ImmutableArray<(string Name, Value Arn)> Denied
)
{
    /// <summary>Makes the sets that a firewall needs.</summary>
    public static WebFirewallAddresses Add(Service service, WebFirewall firewall, Site site) =>
        new(
            [.. Sets(service, "allowed-addresses", firewall.AllowAddresses, site)],
            [.. Sets(service, "denied-addresses", firewall.DenyAddresses, site)]
        );

    private static IEnumerable<(string Name, Value Arn)> Sets(
        Service service,
        string name,
        ImmutableArray<string> addresses,
        Site site
    )
    {
        foreach (var isIpv6 in new[] { false, true })
        {
            var members = addresses.Where(a => a.Contains(':', StringComparison.Ordinal) == isIpv6).ToArray();
            if (members.Length == 0)
            {
                continue;
            }

            var full = isIpv6 ? $"{name}-ipv6" : name;
            var set = site.Add(
                AwsResources
                    .New(
                        site,
                        "load_balancer",
                        "aws_wafv2_ip_set",
                        $"{AwsNaming.TofuName(service)}_{AwsNaming.TofuName(full)}",
                        ("name", AwsNaming.ResourceName(site, $"{service.Name}-{full}")),
                        ("scope", "REGIONAL"),
                        ("ip_address_version", isIpv6 ? "IPV6" : "IPV4"),
                        ("addresses", List(members))
                    )
                    .For(service)
            );
            yield return (full, Ref(set, "arn"));
        }
    }
}
