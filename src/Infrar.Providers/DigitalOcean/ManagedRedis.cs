using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean Managed Valkey, which took Redis' place there and speaks its protocol.</summary>
internal sealed class ManagedRedis : Offering
{
    // One version is sold; it speaks the protocol of Redis 7.2.
    private const string Version = "8";
    private const int MostNodes = 3;

    /// <inheritdoc/>
    public override string Id => "digitalocean/managed-redis";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean Managed Valkey";

    /// <inheritdoc/>
    // Nodes and size are changed by hand; trusted sources and parameters are one's own, keys are not.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/databases/valkey",
            Elasticity = Elasticity.ByHand,
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.EncryptedAtRest],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Redis];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var cache = (Redis)component;
        var chosen = site.AssignmentOf(cache).Size;
        if (DatabaseSizes.For(chosen, 0, cache.MemoryMiB) is null)
        {
            yield return DatabaseSizes.Missing(chosen);
        }

        if (Nodes(cache) > MostNodes)
        {
            yield return $"Managed Valkey has at most {MostNodes - 1} standby nodes: 'replicas: {cache.Replicas}' is not met.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var cluster = $"digitalocean_database_cluster.{component.TofuName()}";
        return attribute switch
        {
            "host" => Ref(cluster, "private_host"),
            "port" => Ref(cluster, "port"),
            // Managed Valkey always encrypts connections.
            "url" => Template("rediss://", Ref(cluster, "private_host"), ":", Ref(cluster, "port")),
            "name" => Ref(cluster, "name"),
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var cache = (Redis)component;
        site.Add(
            ManagedPostgreSql.Make("digitalocean_database_cluster", cache.TofuName(), cache, site, "cache") with
            {
                Attributes = Map(
                    ("name", site.NameAtProvider(cache)),
                    ("engine", "valkey"),
                    ("version", Version),
                    ("size", DatabaseSizes.For(site.AssignmentOf(cache).Size, 0, cache.MemoryMiB) ?? ""),
                    ("region", site.RegionOf(cache)),
                    ("node_count", Nodes(cache)),
                    (
                        "private_network_uuid",
                        site.RegionOf(cache) == site.SettingsOf("digitalocean").Region
                            ? Ref("digitalocean_vpc.main", "id")
                            : Value.None
                    ),
                    ("tags", List(site.System.Name, site.System.Environment))
                ),
            }
        );
        site.Note($"{cache.Title} is Valkey {Version}, which speaks the protocol of Redis 7.2.");
    }

    private static int Nodes(Redis cache) =>
        Math.Max(1 + cache.Replicas, cache.Availability == Availability.MultiZone ? 2 : 1);
}
