using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A VPC endpoint: an interface endpoint by zone, hour and gigabyte; a gateway endpoint is free.</summary>
internal sealed class VpcEndpointRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_vpc_endpoint";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var type = resource["vpc_endpoint_type"].AsText() ?? "Gateway";
        if (type == "Gateway")
        {
            return;
        }

        if (type != "Interface")
        {
            NotInBook.Say(meter, resource, "Endpoint hours", $"AmazonVPC, an endpoint of type {type},");
            NotInBook.Say(
                meter,
                resource,
                "Endpoint data processed",
                $"AmazonVPC, data of an endpoint of type {type}",
                "monthly_data_processed_gb"
            );
            return;
        }

        if (Zones(resource, meter) is not { } zones)
        {
            meter.Unpriced("Endpoint hours", "The number of its subnets is not known before apply.");
            return;
        }

        meter.BillFixed(
            "Endpoint hours",
            Query(resource, "hour"),
            zones * Meter.HoursPerMonth,
            $"{FormulaText.Count(zones, "zone")} × 730 h"
        );
        meter.BillUsage("Endpoint data processed", Query(resource, "GB"), "monthly_data_processed_gb");
    }

    /// <summary>Zones that it stands in; a state lists the subnets of associations among its own, too.</summary>
    private static int? Zones(Resource resource, Meter meter)
    {
        var own = resource["subnet_ids"];
        var listed = own.Items().Select(Subnet).ToHashSet(StringComparer.Ordinal);
        var associated = meter
            .Graph.ReferrersOf(resource.Address)
            .Where(r => r.Type == "aws_vpc_endpoint_subnet_association")
            .Count(r => Subnet(r["subnet_id"]) is not { } subnet || !listed.Contains(subnet));
        return !own.IsSet() && associated > 0 ? associated : Traffic.Count(own) + associated;
    }

    private static string? Subnet(Value value) => value.AsText() ?? value.References().FirstOrDefault();

    private static PriceQuery Query(Resource resource, string unit) =>
        new("AmazonVPC", resource.Region, unit, ("resource", "vpce-interface"));
}
