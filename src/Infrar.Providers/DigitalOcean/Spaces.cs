using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean Spaces: buckets that speak S3.</summary>
internal sealed class Spaces : Offering
{
    /// <inheritdoc/>
    public override string Id => "digitalocean/spaces";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean Spaces";

    /// <inheritdoc/>
    // It speaks the protocol of S3 and can be reached by whoever has a key, from anywhere.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/spaces",
            Elasticity = Elasticity.Unbounded,
            Control = [ControlAspect.Region],
            Isolation = [IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ObjectStore];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (site.RegionOf(component) == "nyc1")
        {
            yield return "Spaces is not in nyc1: place the store in 'region: nyc3'.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var bucket = $"digitalocean_spaces_bucket.{component.TofuName()}";
        return attribute switch
        {
            "name" or "bucket" => Ref(bucket, "name"),
            "host" => Ref(bucket, "bucket_domain_name"),
            "url" => Template("https://", Ref(bucket, "bucket_domain_name")),
            "endpoint" => Template("https://", Ref(bucket, "endpoint")),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var store = (ObjectStore)component;
        var bucket = site.Add(
            new()
            {
                Type = "digitalocean_spaces_bucket",
                Name = store.TofuName(),
                Provider = "digitalocean",
                Region = site.RegionOf(store),
                Component = store.Name,
                Concern = "storage",
                Attributes = Map(
                    ("name", store.Bucket.Length > 0 ? store.Bucket : site.NameAtProvider(store)),
                    ("region", site.RegionOf(store)),
                    ("acl", store.PublicAccess ? "public-read" : "private"),
                    ("versioning", store.Versioning ? Block(("enabled", true)) : Value.None),
                    ("lifecycle_rule", Blocks(store.Lifecycle.Where(r => r.ExpireAfterDays is not null).Select(Rule)))
                ),
            }
        );
        site.Use(bucket.Address, SpacesPricing.StorageKey, Quantities.Stated(store, "storageGB"));
        if (store.Lifecycle.Any(r => r.ArchiveAfterDays is not null))
        {
            site.Note($"Spaces has no archive storage: old files of {store.Title} stay in standard storage.");
        }

        site.Note("Workloads reach Spaces with an access key that somebody makes and gives them as secrets.");
    }

    private static Value.MapOf Rule(LifecycleRule rule) =>
        Map(
            ("id", rule.Name),
            ("enabled", true),
            ("prefix", rule.Prefix.Length > 0 ? rule.Prefix : Value.None),
            ("expiration", Block(("days", rule.ExpireAfterDays ?? 0)))
        );
}
