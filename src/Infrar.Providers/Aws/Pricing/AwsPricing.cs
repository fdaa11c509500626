using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>How AWS bills: a rule for each resource type that is generated, its prices and its free allowances.</summary>
public static class AwsPricing
{
    private static readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("aws.prices.json"));
    private static readonly Lazy<ImmutableArray<PricingRule>> _rules = new(() => [.. Priced(), .. FreeOfCharge.Rules]);
    private static readonly Lazy<ImmutableArray<Allowance>> _allowances = new(() => AwsAllowances.From(Prices));

    /// <summary>Prices by region, read at first use.</summary>
    public static PriceTable Prices => _prices.Value;

    /// <summary>One rule for each resource type.</summary>
    public static ImmutableArray<PricingRule> Rules => _rules.Value;

    /// <summary>What an account gets free each month.</summary>
    public static ImmutableArray<Allowance> Allowances => _allowances.Value;

    private static IEnumerable<PricingRule> Priced() =>
        [
            new NatGatewayRule(),
            new ElasticIpRule(),
            new VpcEndpointRule(),
            new LoadBalancerRule("aws_lb"),
            new LoadBalancerRule("aws_alb"),
            new EcsClusterRule(),
            new EcsServiceRule(),
            new ScheduledTaskRule(
                "aws_scheduler_schedule",
                "target.ecs_parameters",
                "target.ecs_parameters.network_configuration"
            ),
            new ScheduledTaskRule("aws_cloudwatch_event_target", "ecs_target", "ecs_target.network_configuration"),
            new AutoscalingPolicyRule(),
            new EksClusterRule(),
            new LambdaFunctionRule(),
            new DbInstanceRule(),
            new CacheClusterRule(),
            new CacheReplicationGroupRule(),
            new BucketRule(),
            new SecretRule(),
            new KmsKeyRule("aws_kms_key"),
            new KmsKeyRule("aws_kms_replica_key"),
            new KmsKeyRule("aws_kms_external_key"),
            new ContainerRepositoryRule(),
            new LogGroupRule(),
            new LogMetricFilterRule(),
            new MetricAlarmRule(),
            new CompositeAlarmRule(),
            new DashboardRule(),
            new TrailRule(),
            new TopicRule(),
            new HostedZoneRule(),
            new ServiceNamespaceRule(),
            new DnsRecordRule(),
            new HealthCheckRule(),
            new WebAclRule(),
            new DistributionRule(),
            new EdgeFunctionRule(),
        ];
}
