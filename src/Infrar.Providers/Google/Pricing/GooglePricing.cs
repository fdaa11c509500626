using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>How Google Cloud bills: a rule for each resource type that the price book knows, and for what it lacks.</summary>
internal static class GooglePricing
{
    private static readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("google.prices.json"));
    private static readonly Lazy<ImmutableArray<PricingRule>> _rules = new(() =>
        [.. Priced(), .. GoogleMissingPrices.Rules, .. GoogleFreeOfCharge.Rules]
    );
    private static readonly Lazy<ImmutableArray<Allowance>> _allowances = new(() => GoogleAllowances.From(Prices));

    /// <summary>Prices by region, read at first use.</summary>
    internal static PriceTable Prices => _prices.Value;

    /// <summary>One rule for each resource type.</summary>
    internal static ImmutableArray<PricingRule> Rules => _rules.Value;

    /// <summary>What a billing account gets free each month.</summary>
    internal static ImmutableArray<Allowance> Allowances => _allowances.Value;

    private static IEnumerable<PricingRule> Priced() =>
        [
            new CloudRunServiceRule("google_cloud_run_v2_service", CloudRunService.OfV2),
            new CloudRunServiceRule("google_cloud_run_service", CloudRunService.OfV1),
            new CloudRunJobRule(),
            new CloudSqlRule(),
            new StorageBucketRule(),
            new InstanceRule(),
            new DiskRule(),
            new SnapshotRule(),
            new RedisInstanceRule(),
            new AddressRule("google_compute_address"),
            new AddressRule("google_compute_global_address"),
            new RouterNatRule(),
            new ForwardingRuleRule(),
            new ManagedZoneRule(),
            new RecordSetRule(),
            new ArtifactRepositoryRule(),
            new SecretRule("google_secret_manager_secret"),
            new SecretRule("google_secret_manager_regional_secret"),
            new SecretVersionRule("google_secret_manager_secret_version"),
            new SecretVersionRule("google_secret_manager_regional_secret_version"),
            new LoggingRule("google_logging_project_bucket_config", isBucket: true),
            new LoggingRule("google_logging_folder_bucket_config", isBucket: true),
            new LoggingRule("google_logging_organization_bucket_config", isBucket: true),
            new LoggingRule("google_logging_billing_account_bucket_config", isBucket: true),
            new LoggingRule("google_logging_project_sink", isBucket: false),
            new LoggingRule("google_logging_folder_sink", isBucket: false),
            new LoggingRule("google_logging_organization_sink", isBucket: false),
            new LoggingRule("google_logging_billing_account_sink", isBucket: false),
        ];
}
