using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>An application gateway of the second generation: its hours, and capacity units, some of them reserved.</summary>
internal sealed class ApplicationGatewayRule : PricingRule
{
    private const string Service = "Application Gateway";
    private const string UnitsKey = "monthly_v2_capacity_units";

    // https://learn.microsoft.com/azure/application-gateway/understanding-pricing: an instance reserves ten units.
    private const decimal UnitsPerInstance = 10m;

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_application_gateway";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var tier = resource["sku.tier"].AsText() ?? "";
        // The price book calls the one without a firewall basic.
        if (tier is not ("Standard_v2" or "WAF_v2"))
        {
            meter.Missing("Gateway hours", $"application gateways of tier {tier}");
            return;
        }

        var name = tier == "WAF_v2" ? "WAF v2" : "Basic v2";
        meter.BillFixed(
            $"Gateway hours ({tier})",
            Query(resource, "hour", $"{name} gateway"),
            Meter.HoursPerMonth,
            "1 gateway × 730 h"
        );
        BillUnits(resource, meter, Query(resource, "CU-hour", $"{name} capacity unit"));
        InternetEgress.Bill(resource.Region, meter);
    }

    private static void BillUnits(Resource resource, Meter meter, PriceQuery query)
    {
        const string Description = "Capacity units";
        var isScaled = !resource["autoscale_configuration"].IsLeftOut();
        var instances =
            (isScaled ? resource["autoscale_configuration.min_capacity"] : resource["sku.capacity"]).AsNumber() ?? 0m;
        var reserved = UsageRange.Exactly(instances * UnitsPerInstance * Meter.HoursPerMonth);
        var formula = $"{FormulaText.Count(instances, "instance")} × {UnitsPerInstance} units × 730 h";
        if (meter.Usage(UnitsKey) is { } used)
        {
            var billed = used.Max(reserved);
            meter.Bill(
                Description,
                query,
                billed,
                QuantityOrigin.Usage,
                billed == reserved ? $"{formula}, since {UnitsKey} is less" : UnitsKey
            );
            return;
        }

        meter.Bill($"{Description}, reserved", query, reserved, QuantityOrigin.Configuration, formula);
        if (isScaled)
        {
            meter.Unpriced(
                $"{Description} beyond the reserved ones",
                $"It depends on use, and no usage states {UnitsKey}."
            );
        }
    }

    private static PriceQuery Query(Resource resource, string unit, string description) =>
        new(Service, resource.Region, unit) { Description = description };
}
