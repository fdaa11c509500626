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

/// <summary>An EKS cluster: hours of its control plane.</summary>
internal sealed class EksClusterRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_eks_cluster";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillFixed(
            "Cluster hours",
            new("AmazonEKS", resource.Region, "cluster-hour", ("support", "standard")),
            Meter.HoursPerMonth,
            "1 cluster × 730 h"
        );
}

/// <summary>A scaling policy: free itself; the two alarms that target tracking makes are not.</summary>
internal sealed class AutoscalingPolicyRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_appautoscaling_policy";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["target_tracking_scaling_policy_configuration"] is Value.Null)
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

/// <summary>A Lambda function: requests, and memory for as long as they take.</summary>
internal sealed class LambdaFunctionRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_lambda_function";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var architecture = resource["architectures"].Items().FirstOrDefault()?.AsText() == "arm64" ? "arm64" : "x86";
        meter.BillUsage(
            "Requests",
            new("AWSLambda", resource.Region, "request", ("arch", architecture)),
            "monthly_requests"
        );
        if (
            meter.Usage("monthly_requests") is not { } requests
            || meter.Usage("request_duration_ms") is not { } duration
        )
        {
            meter.Unpriced(
                "Duration",
                "It depends on use, and no usage states monthly_requests and request_duration_ms."
            );
            return;
        }

        // 128 MB is the provider's default for memory_size.
        var memory = (resource["memory_size"].AsNumber() ?? 128m) / 1024m;
        meter.Bill(
            "Duration",
            new("AWSLambda", resource.Region, "GB-second", ("arch", architecture)),
            new(
                requests.Least * duration.Least * memory / 1000m,
                requests.Expected * duration.Expected * memory / 1000m,
                requests.Most * duration.Most * memory / 1000m
            ),
            QuantityOrigin.Usage,
            $"monthly_requests × request_duration_ms ÷ 1000 × {EstimateJson.Exact(memory)} GB"
        );
    }
}
