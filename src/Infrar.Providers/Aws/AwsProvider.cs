using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks;
using Infrar.Providers.Aws.Checks.Network;
using Infrar.Providers.Aws.Checks.Residency;
using Infrar.Providers.Aws.Compute;
using Infrar.Providers.Aws.Data;
using Infrar.Providers.Aws.Edge;
using Infrar.Providers.Aws.Network;
using Infrar.Providers.Aws.Operations;
using Infrar.Providers.Aws.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>Amazon Web Services.</summary>
public sealed class AwsProvider : Provider
{
    // In the order that they run; each makes one thing that components share, or nothing.
    private static readonly ImmutableArray<Action<Site>> Preparers =
    [
        AwsRegions.Prepare,
        AwsAccount.Prepare,
        Vpc.Prepare,
        SecurityGroups.Prepare,
        PrivateNames.Prepare,
        HostedZones.Prepare,
        LoadBalancer.Prepare,
        EcsCluster.Prepare,
    ];

    // In the order that they run; each makes one thing that looks across components, or nothing.
    private static readonly ImmutableArray<Action<Site>> Completers =
    [
        SecurityGroupRules.Complete,
        DnsRecords.Complete,
        AwsMonitoring.Complete,
        AwsAudit.Complete,
        AwsBudget.Complete,
        // Keys come last, when everything that they seal is made.
        EncryptionKeys.Complete,
    ];

    /// <inheritdoc/>
    public override string Id => "aws";

    /// <inheritdoc/>
    public override string Title => "Amazon Web Services";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("hashicorp/aws", "~> 6.25");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } =
    [
        new EcsFargate(),
        new EcsScheduledTask(),
        new CloudFrontSite(),
        new RdsPostgreSql(),
        new ElastiCacheRedis(),
        new S3(),
        new SecretsManager(),
        new Ecr(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules => AwsPricing.Rules;

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks { get; } =
    [.. NetworkChecks.All, .. DataChecks.All, .. IdentityChecks.All];

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances => AwsPricing.Allowances;

    /// <inheritdoc/>
    public override PriceTable Prices => AwsPricing.Prices;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Regions => AwsRegions.Jurisdictions;

    /// <inheritdoc/>
    public override ImmutableArray<string> DataTypes => AwsDataTypes.All;

    /// <inheritdoc/>
    public override string RegionOf(string type, Value.MapOf attributes, Value.MapOf configuration) =>
        AwsResources.IsGlobal(type) ? "" : RegionOf(attributes, configuration);

    /// <inheritdoc/>
    public override string RegionOf(Value.MapOf attributes, Value.MapOf configuration) =>
        PlannedRegion.Of(attributes, configuration);

    /// <inheritdoc/>
    public override ObjectShape Settings => AwsSettings.Shape;

    /// <inheritdoc/>
    public override TofuBackend Backend(SystemDescription system) =>
        new(
            "s3",
            Map(
                ("bucket", TofuBackend.BucketOf(system)),
                ("key", $"{system.Strategy.Name}.tfstate"),
                ("region", system.Strategy.Providers[Id].Region),
                ("encrypt", true),
                ("use_lockfile", true)
            )
        );

    /// <inheritdoc/>
    public override void Prepare(Site site)
    {
        foreach (var prepare in Preparers)
        {
            prepare(site);
        }
    }

    /// <inheritdoc/>
    public override void Complete(Site site)
    {
        foreach (var complete in Completers)
        {
            complete(site);
        }
    }
}
