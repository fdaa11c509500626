using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>The DNS zones that Route 53 holds.</summary>
/// <remarks>
/// A domain has one authority. Where another vendor holds the system's domain, Route 53 holds only the names that AWS
/// answers, each as a zone of its own that the other vendor delegates.
/// </remarks>
internal static class HostedZones
{
    /// <summary>The first zone, which uses of DNS are billed to.</summary>
    public const string Main = "aws_route53_zone.main";

    // Static sites there need their domain's name servers to be the vendor's own.
    private static readonly string[] DnsHolders = ["cloudflare"];

    /// <summary>Address of the zone that holds a name, or null when Route 53 does not hold it. Depends on names alone.</summary>
    public static string? ZoneOf(string domain, Site site)
    {
        var zones = Names(site);
        var index = zones.FindIndex(z => IsWithin(domain, z));
        return index < 0 ? null : AddressOf(zones[index], index);
    }

    /// <summary>Makes the zones and their outputs.</summary>
    public static void Prepare(Site site)
    {
        var zones = Names(site);
        foreach (var (index, name) in zones.Index())
        {
            var zone = site.AddShared(
                "dns",
                "aws_route53_zone",
                AddressOf(name, index)["aws_route53_zone.".Length..],
                ("name", name),
                ("comment", $"Names of {AwsNaming.SharedName(site)} that AWS answers")
            );
            var output = index == 0 ? "name_servers" : $"name_servers_{AwsNaming.TofuName(name)}";
            site.Output(output, $"Name servers that {name} must be delegated to.", Ref(zone, "name_servers"));
        }

        if (zones.IsEmpty)
        {
            return;
        }

        site.Use(
            Main,
            "monthly_standard_queries",
            p => p.Of(UsageProfile.WholeSystem, "dnsQueries") ?? Quantities.Zero
        );
        if (site.System.Dns is { } dns && !zones.Contains(dns.Zone))
        {
            site.Note(
                $"{dns.Zone} is held elsewhere; delegate {string.Join(", ", zones)} to the name servers in the outputs before the certificate can be proven."
            );
        }
    }

    private static ImmutableList<string> Names(Site site)
    {
        if (site.System.Dns is not { } dns)
        {
            return [];
        }

        var answered = Domains(site).Where(d => IsWithin(d, dns.Zone)).Distinct(StringComparer.Ordinal).ToArray();
        if (answered.Length == 0)
        {
            return [];
        }

        return IsHeldElsewhere(site)
            // A name under another one of the list lies in that one's zone.
            ? [.. answered.Where(d => !answered.Any(other => other != d && IsWithin(d, other)))]
            : [dns.Zone];
    }

    private static IEnumerable<string> Domains(Site site) =>
        site.ComponentsOn("aws")
            .SelectMany(c =>
                c switch
                {
                    Service { Public: true } service => service.Domains,
                    StaticSite statics => statics.Domains,
                    _ => [],
                }
            );

    private static bool IsHeldElsewhere(Site site) =>
        site.System.Components.Any(c => c is StaticSite && DnsHolders.Contains(site.OfferingOf(c).Provider));

    private static string AddressOf(string name, int index) =>
        index == 0 ? Main : $"aws_route53_zone.{AwsNaming.TofuName(name)}";

    private static bool IsWithin(string domain, string zone) =>
        domain == zone || domain.EndsWith($".{zone}", StringComparison.Ordinal);
}
