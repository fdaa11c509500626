using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A load balancer: what passes a standard one; its rules are billed where they stand, a basic one is free.</summary>
internal sealed class LoadBalancerRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_lb";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var sku = resource["sku"].TextOr("Standard");
        if (sku == "Standard" && resource["sku_tier"].TextOr("Regional") == "Regional")
        {
            meter.BillUsage("Data processed", new("Load Balancer", resource.Region, "GB"), "monthly_data_processed_gb");
        }
        else if (sku != "Basic")
        {
            meter.Missing("Data processed", "load balancers of sku Gateway or tier Global");
        }

        InternetEgress.Bill(resource.Region, meter);
    }
}

/// <summary>A NAT gateway: hours, and every gigabyte that passes it.</summary>
internal sealed class NatGatewayRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_nat_gateway";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed(
            "Gateway hours",
            new("NAT Gateway", resource.Region, "hour"),
            Meter.HoursPerMonth,
            "1 gateway × 730 h"
        );
        meter.BillUsage("Data processed", new("NAT Gateway", resource.Region, "GB"), "monthly_data_processed_gb");
        InternetEgress.Bill(resource.Region, meter);
    }
}

/// <summary>A private endpoint: hours, and data in either direction.</summary>
internal sealed class PrivateEndpointRule : PricingRule
{
    private const string Service = "Private Link";

    // A petabyte, as far as the row's price goes.
    private const decimal KnownGB = 1_048_576m;

    /// <inheritdoc/>
    public override string ResourceType => "azurerm_private_endpoint";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        meter.BillFixed(
            "Endpoint hours",
            new(Service, resource.Region, "hour"),
            Meter.HoursPerMonth,
            "1 endpoint × 730 h"
        );
        foreach (var direction in new[] { "inbound", "outbound" })
        {
            var key = $"monthly_{direction}_data_processed_gb";
            var description = $"Data processed, {direction}";
            if (meter.Usage(key) is { } use)
            {
                meter.BillUpTo(KnownGB, description, new(Service, resource.Region, "GB"), use, key);
            }
            else
            {
                meter.Unpriced(description, $"It depends on use, and no usage states {key}.");
            }
        }
    }
}

/// <summary>A public address: the price book knows static IPv4 addresses of the standard sku.</summary>
internal sealed class PublicIpRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "azurerm_public_ip";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // https://azure.microsoft.com/pricing/details/ip-addresses: IPv6 addresses are free.
        if (resource["ip_version"].TextOr("IPv4") == "IPv6")
        {
            return;
        }

        var method = resource["allocation_method"].AsText() ?? "";
        var sku = resource["sku"].TextOr("Standard");
        var tier = resource["sku_tier"].TextOr("Regional");
        if ((method, sku, tier) == ("Static", "Standard", "Regional"))
        {
            meter.BillFixed(
                "Static public IPv4 address",
                new("Virtual Network", resource.Region, "hour"),
                Meter.HoursPerMonth,
                "1 address × 730 h"
            );
        }
        else
        {
            meter.Missing("Public IPv4 address", $"{method.ToLowerInvariant()} addresses of sku {sku}, tier {tier}");
        }

        InternetEgress.Bill(resource.Region, meter);
    }
}
