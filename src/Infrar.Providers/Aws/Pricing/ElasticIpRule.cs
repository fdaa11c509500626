using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A public IPv4 address that the account keeps, in use or not.</summary>
internal sealed class ElasticIpRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_eip";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var inUse =
            resource["instance"].IsSet()
            || resource["network_interface"].IsSet()
            || meter
                .Graph.ReferrersOf(resource.Address)
                .Any(r => r.Type is "aws_nat_gateway" or "aws_lb" or "aws_eip_association");
        meter.BillFixed(
            inUse ? "Public IPv4 address in use" : "Public IPv4 address, idle",
            Traffic.PublicAddress(resource.Region, inUse),
            Meter.HoursPerMonth,
            "1 address × 730 h"
        );
    }
}
