using System.Collections.Immutable;
using Infrar.Providers.Azure.Pricing;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Azure.Feed;

/// <summary>SKUs of Azure's retail prices by what they are, and the names that the pricing rules have for them.</summary>
internal static class AzureSkus
{
    private const string Postgres = "Azure Database for PostgreSQL";
    private const string Primary = "isPrimaryMeterRegion=true; ";
    private static readonly Lazy<SkuMapping> _mapping = new(() => new(AzurePricing.Prices, List()));

    internal static SkuMapping Mapping => _mapping.Value;

    /// <summary>The services that the pricing rules ask for.</summary>
    internal static ImmutableArray<string> Services { get; } =
    [
        "Application Gateway",
        "Redis Cache",
        "Azure Container Apps",
        "Azure DNS",
        Postgres,
        "Bandwidth",
        "Container Registry",
        "Functions",
        "Key Vault",
        "Load Balancer",
        "Log Analytics",
        "NAT Gateway",
        "Azure Private Link",
        "Azure App Service",
        "Storage",
        "Virtual Network",
    ];

    private static ImmutableArray<AlikeSku> List() =>
        [
            new(
                Postgres,
                "hour",
                $"{Primary}productName=Azure Database for PostgreSQL Flexible Server Burstable BS Series Compute",
                "skuName=$skuName"
            ),
            new(
                Postgres,
                "vCore-hour",
                $"{Primary}productName=Azure Database for PostgreSQL Flexible Server General Purpose Ddsv4 Series Compute; meterName=vCore",
                "tier=GeneralPurpose"
            ),
            // The product has either name, by region.
            new(
                Postgres,
                "GB-month",
                $"{Primary}productName=Azure Database for PostgreSQL Flex Server Storage; meterName=Storage Data Stored",
                "meterName=Storage Data Stored"
            ),
            new(
                Postgres,
                "GB-month",
                $"{Primary}productName=Az DB for PostgreSQL Flexible Server Storage; meterName=Storage Data Stored",
                "meterName=Storage Data Stored"
            ),
            new(
                "Azure Container Apps",
                "vCPU-hour",
                $"{Primary}meterName=Standard vCPU Active Usage",
                "meterName=Standard vCPU Active Usage"
            ),
            new(
                "Azure Container Apps",
                "GiB-hour",
                $"{Primary}meterName=Standard Memory Active Usage",
                "meterName=Standard Memory Active Usage"
            ),
            new(
                "Azure Container Apps",
                "request",
                $"{Primary}meterName=Standard Requests",
                "meterName=Standard Requests"
            ),
            new(
                "Azure Container Apps",
                "vCPU-second",
                $"{Primary}meterName=Standard vCPU Idle Usage",
                "meterName=Standard vCPU Idle Usage"
            ),
            new(
                "Storage",
                "GB-month",
                $"{Primary}productName=General Block Blob v2; skuName=Hot LRS; meterName=Hot LRS Data Stored",
                "accessTier=Hot; redundancy=LRS"
            ),
        ];
}
