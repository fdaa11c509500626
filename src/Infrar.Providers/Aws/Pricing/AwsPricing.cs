using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>How AWS bills: a rule for each resource type, its prices and its free allowances.</summary>
public static class AwsPricing
{
    private static readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("aws.prices.json"));
    private static readonly Lazy<ImmutableArray<PricingRule>> _rules = new(() =>
        [.. Priced(), .. BilledTypeRule.All, .. FreeOfCharge.Rules]
    );
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
            new ClassicLoadBalancerRule(),
            new FlowLogRule(),
            new InstanceRule("aws_instance"),
            new InstanceRule("aws_spot_instance_request"),
            new AutoscalingGroupRule(),
            new VolumeRule(),
            new EcsClusterRule(),
            new EcsServiceRule(),
            new ScheduledTaskRule(
                "aws_scheduler_schedule",
                "target.ecs_parameters",
                "target.ecs_parameters.network_configuration"
            ),
            new ScheduledTaskRule("aws_cloudwatch_event_target", "ecs_target", "ecs_target.network_configuration"),
            new AutoscalingPolicyRule("aws_appautoscaling_policy", "target_tracking_scaling_policy_configuration"),
            new AutoscalingPolicyRule("aws_autoscaling_policy", "target_tracking_configuration"),
            new EksClusterRule(),
            new EksNodeGroupRule(),
            new EksFargateProfileRule(),
            new LambdaFunctionRule(),
            new DbInstanceRule(),
            new DbProxyRule(),
            new DbSnapshotRule("aws_db_snapshot"),
            new DbSnapshotRule("aws_db_snapshot_copy"),
            new DbExportRule(),
            new CacheClusterRule(),
            new CacheReplicationGroupRule(),
            new GlobalCacheRule(),
            new ServerlessCacheRule(),
            new BucketRule(),
            new BucketReplicationRule(),
            new SecretRule(),
            new KmsKeyRule("aws_kms_key"),
            new KmsKeyRule("aws_kms_replica_key"),
            new KmsKeyRule("aws_kms_external_key"),
            new KmsKeyRule("aws_kms_replica_external_key"),
            new ContainerRepositoryRule(),
            new LogGroupRule(),
            new LogMetricFilterRule(),
            new MetricAlarmRule(),
            new CompositeAlarmRule(),
            new DashboardRule(),
            new CanaryRule(),
            new TrailRule(),
            new TopicRule(),
            new EventBusRule(),
            new HostedZoneRule(),
            new ServiceNamespaceRule("aws_service_discovery_private_dns_namespace"),
            new ServiceNamespaceRule("aws_service_discovery_public_dns_namespace"),
            new DnsRecordRule(),
            new HealthCheckRule(),
            new WebAclRule(),
            new RuleGroupAssociationRule(),
            new DistributionRule(),
            new EdgeFunctionRule(),
        ];
}
