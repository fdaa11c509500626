using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>Static sites as a private bucket behind CloudFront.</summary>
internal sealed class CloudFrontSite : Offering
{
    /// <inheritdoc/>
    public override string Id => "aws/cloudfront-site";

    /// <inheritdoc/>
    public override string Title => "Amazon CloudFront with S3";

    /// <inheritdoc/>
    // Files are copied to a bucket by whoever builds them: AWS deploys, previews and rolls back nothing by itself.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide",
            Elasticity = Elasticity.Unbounded,
            Developer = [DeveloperFeature.Console],
            Control = [ControlAspect.Network, ControlAspect.Region, ControlAspect.Keys],
            Isolation = [IsolationAspect.Identities, IsolationAspect.EncryptedAtRest, IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.StaticSite];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (AwsRegions.Home(site).Length == 0)
        {
            yield return "The strategy states no region for AWS; state providers.aws.region.";
        }

        if (component is StaticSite { Previews: true })
        {
            yield return $"CloudFront makes no deployment for each pull request, which {component.Name} asks for; set previews to false or place it where they are made.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        if (component is not StaticSite statics)
        {
            return Value.None;
        }

        Value host = statics.Domains is [var domain, ..] ? domain : Ref(Distribution.Address(statics), "domain_name");
        return attribute switch
        {
            "host" => host,
            "port" => 443,
            "url" => Template("https://", host),
            "bucket" => Ref(SiteBucket.Address(statics), "id"),
            "arn" => Ref(Distribution.Address(statics), "arn"),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        if (component is not StaticSite statics)
        {
            return;
        }

        SiteBucket.Add(statics, site);
        if (!statics.Domains.IsEmpty)
        {
            // CloudFront takes certificates from this region only.
            Certificate.Add(statics, statics.Domains, "us-east-1", "site", site);
        }

        Distribution.Add(statics, site);
        foreach (var domain in statics.Domains)
        {
            DnsRecords.AddAlias(
                statics,
                domain,
                ["A", "AAAA"],
                Distribution.Address(statics),
                "domain_name",
                "hosted_zone_id",
                site
            );
        }
    }
}
