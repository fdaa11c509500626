using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>A certificate for a component's domains, proven by records in the zone where we keep it.</summary>
internal static class Certificate
{
    /// <summary>The certificate's ARN, once it is proven, for what serves HTTPS with it.</summary>
    public static Value.Reference Arn(Component component, Site site) =>
        IsProvenHere(DomainsOf(component), site)
            ? Ref($"aws_acm_certificate_validation.{AwsNaming.TofuName(component)}", "certificate_arn")
            : Ref($"aws_acm_certificate.{AwsNaming.TofuName(component)}", "arn");

    /// <summary>Makes the certificate, its proof, and what waits for it.</summary>
    /// <param name="component">Component that answers for the domains.</param>
    /// <param name="domains">Its domains, the canonical one first; at least one.</param>
    /// <param name="region">Region that the certificate is used in; <c>us-east-1</c> for CloudFront.</param>
    /// <param name="concern">File that it is written to.</param>
    /// <param name="site">The site.</param>
    public static void Add(
        Component component,
        ImmutableArray<string> domains,
        string region,
        string concern,
        Site site
    )
    {
        var alias = AwsRegions.AliasFor(site, region);
        var certificate = site.Add(
            AwsResources
                .New(
                    site,
                    concern,
                    "aws_acm_certificate",
                    AwsNaming.TofuName(component),
                    ("domain_name", domains[0]),
                    ("subject_alternative_names", domains.Length > 1 ? List(domains.Skip(1)) : Value.None),
                    ("validation_method", "DNS")
                )
                .For(component) with
            {
                ProviderAlias = alias,
                Region = region,
                // A certificate in use cannot be deleted: its successor comes first.
                Lifecycle = Map(("create_before_destroy", true)),
            }
        );

        if (!IsProvenHere(domains, site))
        {
            site.Note(
                $"The certificate for {string.Join(", ", domains)} is proven by DNS records that the configuration does not make, because Route 53 does not hold every one of those names. Make the records that ACM asks for, and apply again."
            );
            return;
        }

        var proofs = domains.Select(d => AddProof(component, certificate, d, concern, site)).ToArray();
        site.Add(
            AwsResources
                .New(
                    site,
                    concern,
                    "aws_acm_certificate_validation",
                    AwsNaming.TofuName(component),
                    ("certificate_arn", Ref(certificate, "arn")),
                    ("validation_record_fqdns", List(proofs.Select(p => (Value)Ref(p, "fqdn"))))
                )
                .For(component) with
            {
                ProviderAlias = alias,
                Region = region,
            }
        );
    }

    private static ImmutableArray<string> DomainsOf(Component component) =>
        component switch
        {
            Service service => service.Domains,
            StaticSite site => site.Domains,
            _ => [],
        };

    private static bool IsProvenHere(ImmutableArray<string> domains, Site site) =>
        domains.All(d => HostedZones.ZoneOf(d, site) is not null);

    // One record for each domain, which are known, and not for_each over the certificate's own list, which is not
    // until it exists; found by name because that list has no order.
    private static Resource AddProof(
        Component component,
        Resource certificate,
        string domain,
        string concern,
        Site site
    )
    {
        return site.Add(
            AwsResources
                .New(
                    site,
                    concern,
                    "aws_route53_record",
                    $"proof_{AwsNaming.TofuName(domain)}",
                    ("zone_id", HostedZones.ZoneOf(domain, site) is { } zone ? Ref(zone, "zone_id") : Value.None),
                    ("name", Option("resource_record_name")),
                    ("type", Option("resource_record_type")),
                    ("records", List((Value)Option("resource_record_value"))),
                    ("ttl", 60),
                    // A domain and its wildcard are proven by the same record.
                    ("allow_overwrite", true)
                )
                .For(component)
        );

        Value.Expression Option(string name) =>
            new(
                $"one([for option in {certificate.Address}.domain_validation_options : option.{name} if option.domain_name == \"{domain}\"])",
                [certificate.Address]
            );
    }
}
