using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>Hetzner Object Storage: buckets that speak S3, which Hetzner's OpenTofu provider does not make.</summary>
internal sealed class ObjectStorage : Offering
{
    private const string Base = "hetzner_object_storage";

    /// <inheritdoc/>
    public override string Id => "hetzner/object-storage";

    /// <inheritdoc/>
    public override string Title => "Hetzner Object Storage";

    /// <inheritdoc/>
    // It speaks the protocol of S3; nothing lies encrypted unless each client sends a key, and whoever has a key
    // gets in.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.hetzner.com/storage/object-storage",
            Elasticity = Elasticity.Unbounded,
            Control = [ControlAspect.Region],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ObjectStore];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (!Locations.IsEuropean(site.RegionOf(component)))
        {
            yield return $"Hetzner has no object storage in '{site.RegionOf(component)}': name fsn1, nbg1 or hel1.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var bucket = BucketOf((ObjectStore)component, site);
        var host = $"{site.RegionOf(component)}.your-objectstorage.com";
        return attribute switch
        {
            "name" or "bucket" => bucket,
            "host" => $"{bucket}.{host}",
            "url" => $"https://{bucket}.{host}",
            "endpoint" => $"https://{host}",
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var store = (ObjectStore)component;
        site.Add(
            new()
            {
                Type = $"{Base}_bucket",
                Name = store.TofuName(),
                Provider = "hetzner",
                Region = site.RegionOf(store),
                Component = store.Name,
                Concern = "storage",
                Attributes = Map(("name", BucketOf(store, site)), ("versioning", store.Versioning)),
            }
        );
        site.Note(
            "Hetzner's OpenTofu provider makes no buckets: they are priced, and made by hand with their lifecycle rules."
        );
        if (store.Lifecycle.Any(r => r.ArchiveAfterDays is not null))
        {
            site.Note($"Hetzner has no archive storage: old files of {store.Title} stay where they are.");
        }
    }

    /// <summary>Adds the fee that all buckets of the account share.</summary>
    internal static void PlaceBase(Site site)
    {
        var stores = site.ComponentsOn("hetzner").OfType<ObjectStore>().ToList();
        if (stores.Count == 0)
        {
            return;
        }

        site.Add(
            new()
            {
                Type = Base,
                Name = "main",
                Provider = "hetzner",
                Region = site.RegionOf(stores[0]),
                Component = stores.Count == 1 ? stores[0].Name : "",
                Concern = "storage",
                Attributes = Value.MapOf.Empty,
            }
        );
        var held = stores.SelectMany(s =>
            new[] { Quantities.Stated(s, "storageGB"), Quantities.StatedOrNone(s, "archiveGB") }
        );
        site.Use($"{Base}.main", ObjectStoragePricing.StorageKey, Quantities.Sum(held));
        var sent = stores.Select(s => Quantities.StatedOrNone(s, "egressGB"));
        site.Use($"{Base}.main", ObjectStoragePricing.EgressKey, Quantities.Sum(sent));
    }

    private static string BucketOf(ObjectStore store, Site site) =>
        store.Bucket.Length > 0 ? store.Bucket : site.NameAtProvider(store);
}
