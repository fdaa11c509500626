using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An ECS cluster: free itself; Container Insights are billed as custom metrics.</summary>
internal sealed class EcsClusterRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_ecs_cluster";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var watched = resource["setting"]
            .Items()
            .Any(s => s.At("name").AsText() == "containerInsights" && s.At("value").AsText() is not "disabled");
        if (watched)
        {
            CustomMetrics.BillOrSay(resource, meter, "Container Insights metrics");
        }
        else
        {
            CustomMetrics.BillIfStated(resource, meter);
        }
    }
}

/// <summary>A scaling policy: free itself; the two alarms that target tracking makes are not.</summary>
/// <param name="resourceType">Resource type.</param>
/// <param name="tracking">Block that configures target tracking.</param>
internal sealed class AutoscalingPolicyRule(string resourceType, string tracking) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (!resource[tracking].IsSet())
        {
            return;
        }

        meter.BillFixed(
            "Alarms of target tracking",
            MetricAlarmRule.Query(resource.Region, "standard"),
            2m,
            "2 alarms (scale out, scale in) × 1 metric"
        );
    }
}
