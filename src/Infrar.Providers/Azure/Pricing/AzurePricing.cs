using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>How Azure bills: a rule for each resource type that the price book knows, and for what it lacks.</summary>
internal static class AzurePricing
{
    private static readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("azure.prices.json"));
    private static readonly Lazy<ImmutableArray<PricingRule>> _rules = new(() =>
        [.. Priced(), .. AzureMissingPrices.Rules, .. AzureFreeOfCharge.Rules]
    );
    private static readonly Lazy<ImmutableArray<Allowance>> _allowances = new(() =>
        [
            // That of Functions is a band of its price.
            FreeQuantity.Allowance(
                Prices,
                "azure/bandwidth",
                "data transfer to the internet",
                "free_gb_month",
                p => p is { Service: "Bandwidth", PricingUnit: "GB" }
            ),
        ]
    );

    /// <summary>Prices by region, read at first use.</summary>
    internal static PriceTable Prices => _prices.Value;

    /// <summary>One rule for each resource type.</summary>
    internal static ImmutableArray<PricingRule> Rules => _rules.Value;

    /// <summary>What a subscription gets free each month.</summary>
    internal static ImmutableArray<Allowance> Allowances => _allowances.Value;

    private static IEnumerable<PricingRule> Priced() =>
        [
            new ApplicationGatewayRule(),
            new RedisCacheRule(),
            new ManagedRedisRule(),
            new ContainerAppRule(),
            new ContainerAppJobRule(),
            new ContainerAppEnvironmentRule(),
            new DnsZoneRule(),
            .. DnsRecordRule.All,
            new PostgreSqlServerRule(),
            new ContainerRegistryRule(),
            new FunctionAppRule("azurerm_linux_function_app", "service_plan_id"),
            new FunctionAppRule("azurerm_windows_function_app", "service_plan_id"),
            new FunctionAppRule("azurerm_function_app", "app_service_plan_id"),
            new ServicePlanRule("azurerm_service_plan"),
            new ServicePlanRule("azurerm_app_service_plan"),
            new KeyVaultRule(),
            new KeyVaultKeyRule(),
            new KeyVaultCertificateRule(),
            new LoadBalancerRule(),
            new LogAnalyticsRule(),
            new NatGatewayRule(),
            new PrivateEndpointRule(),
            new StaticWebAppRule("azurerm_static_web_app"),
            new StaticWebAppRule("azurerm_static_site"),
            new StorageAccountRule(),
            new PublicIpRule(),
        ];
}
