using System.Collections.Immutable;
using Infrar.Providers.Feeds;
using Infrar.Providers.Google.Pricing;

namespace Infrar.Providers.Google.Feed;

/// <summary>SKUs of Google's catalog by what they are, and the names that the pricing rules have for them.</summary>
/// <remarks>Machines have no SKU of their own there, only their processors and memory, so no rule uses a machine's price of this feed.</remarks>
internal static class GoogleSkus
{
    private const string Run = "Cloud Run";
    private const string Sql = "Cloud SQL";
    private const string FirstTier = "taxonomy=MULTI_REGIONAL; ";
    private static readonly Lazy<SkuMapping> _mapping = new(() => new(GooglePricing.Prices, List()));

    internal static SkuMapping Mapping => _mapping.Value;

    /// <summary>The services that the pricing rules ask for.</summary>
    internal static ImmutableArray<string> Services { get; } =
    [
        "Artifact Registry",
        "Cloud DNS",
        "Cloud Logging",
        Run,
        Sql,
        "Cloud Storage",
        "Compute Engine",
        "Cloud Memorystore for Redis",
        "Networking",
        "Secret Manager",
    ];

    private static ImmutableArray<AlikeSku> List() =>
        [
            new(
                Run,
                "vCPU-second",
                $"{FirstTier}usageType=OnDemand; description=Services CPU (Request-based billing)",
                "billing=request-based; tier=1"
            ),
            new(
                Run,
                "GiB-second",
                $"{FirstTier}usageType=OnDemand; description=Services Memory (Request-based billing)",
                "billing=request-based; tier=1"
            ),
            new(
                Run,
                "vCPU-second",
                $"{FirstTier}usageType=OnDemand; description=Services CPU (Instance-based billing)",
                "billing=instance-based; tier=1"
            ),
            new(
                Run,
                "GiB-second",
                $"{FirstTier}usageType=OnDemand; description=Services Memory (Instance-based billing)",
                "billing=instance-based; tier=1"
            ),
            new(Run, "request", "usageType=OnDemand; description=Requests", "billing=request-based"),
            // "Enterprise Plus" stands before the colon, so it does not begin like this.
            new(
                Sql,
                "vCPU-hour",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Zonal - vCPU in ",
                "availability=zonal; engine=POSTGRES"
            ),
            new(
                Sql,
                "GiB-hour",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Zonal - RAM in ",
                "availability=zonal; engine=POSTGRES"
            ),
            new(
                Sql,
                "vCPU-hour",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Regional - vCPU in ",
                "availability=regional; engine=POSTGRES"
            ),
            new(
                Sql,
                "GiB-hour",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Regional - RAM in ",
                "availability=regional; engine=POSTGRES"
            ),
            new(
                Sql,
                "GiB-month",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Zonal - Standard storage in ",
                "availability=zonal"
            ),
            new(
                Sql,
                "GiB-month",
                "usageType=OnDemand; description^=Cloud SQL for PostgreSQL: Regional - Standard storage in ",
                "availability=regional"
            ),
        ];
}
