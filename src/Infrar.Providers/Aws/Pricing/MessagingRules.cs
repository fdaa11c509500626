using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>An event bus: events that the system itself or a partner publishes to it; events of AWS are free.</summary>
internal sealed class EventBusRule : PricingRule
{
    private const decimal Million = 0.000_001m;

    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudwatch_event_bus";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillUsage("Custom events", Query(resource), "monthly_custom_events", Million);
        if (meter.Usage("monthly_third_party_events") is not null)
        {
            NotInBook.Say(meter, resource, "Partner events", "AWSEvents, partner events", "monthly_third_party_events");
        }
    }

    private static PriceQuery Query(Resource resource) =>
        new("AWSEvents", resource.Region, "1M events") { Description = "EventBridge custom events published" };
}
