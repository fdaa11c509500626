using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A NAT gateway: hours, and every gigabyte that passes it in either direction.</summary>
internal sealed class NatGatewayRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_nat_gateway";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["availability_mode"].AsText() == "regional")
        {
            meter.Unpriced("NAT gateway hours", "A regional NAT gateway is billed for each zone that it grows into.");
            return;
        }

        meter.BillFixed("NAT gateway hours", Query(resource, "hour"), Meter.HoursPerMonth, "1 gateway × 730 h");
        meter.BillUsage("NAT gateway data processed", Query(resource, "GB"), "monthly_data_processed_gb");
        Traffic.Bill(resource, meter);
    }

    private static PriceQuery Query(Resource resource, string unit) =>
        new("AmazonEC2", resource.Region, unit, ("resource", "nat-gateway"));
}
