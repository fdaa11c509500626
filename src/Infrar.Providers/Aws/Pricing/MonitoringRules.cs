using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A dashboard, and metrics of the system's own that are shown on it.</summary>
internal sealed class DashboardRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_dashboard";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed(
            "Dashboard",
            new("AmazonCloudWatch", "global", "dashboard-month", ("resource", "dashboard")),
            1m,
            "1 dashboard"
        );
        CustomMetrics.BillIfStated(resource, meter);
    }
}

/// <summary>A trail of API calls: the first copy of management events is free, data events are not.</summary>
internal sealed class TrailRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudtrail";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (LooksAtData(resource))
        {
            meter.BillUsage("Data events", Query(resource, "Data events"), "monthly_data_events");
        }
        else
        {
            meter.BillUsageIfStated("Data events", Query(resource, "Data events"), "monthly_data_events");
        }

        meter.BillUsageIfStated(
            "Additional copies of management events",
            Query(resource, "Additional copies of management events (first copy free)"),
            "monthly_additional_management_events"
        );
        if (resource["insight_selector"].Items().Any())
        {
            NotInBook.Say(
                meter,
                resource,
                "Insight events",
                "AWSCloudTrail, events analysed by Insights",
                "monthly_insight_events"
            );
        }
    }

    private static bool LooksAtData(Resource trail) =>
        trail["event_selector"].Items().Any(s => s.At("data_resource").IsSet())
        || trail["advanced_event_selector"]
            .Items()
            .SelectMany(s => s.At("field_selector").Items())
            .Any(f =>
                f.At("field").AsText() == "eventCategory" && f.At("equals").Items().Any(v => v.AsText() == "Data")
            );

    private static PriceQuery Query(Resource resource, string description) =>
        new("AWSCloudTrail", resource.Region, "event") { Description = description };
}

/// <summary>A topic: free itself; messages are not once they are many.</summary>
internal sealed class TopicRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_sns_topic";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (meter.Usage("monthly_requests") is { Most: > 0m })
        {
            meter.Unpriced("Messages", "The price book has no price for messages of a topic.");
        }
    }
}
