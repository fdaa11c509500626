using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>A Cloud NAT gateway: machines that it serves, by the hour and up to a flat rate, and what passes it.</summary>
internal sealed class RouterNatRule : PricingRule
{
    private const string MachinesKey = "assigned_vms";

    // From the price rows: up to 32 machines are billed each, more at a flat rate.
    private const decimal MostMachines = 32m;

    /// <inheritdoc/>
    public override string ResourceType => "google_compute_router_nat";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (meter.Usage(MachinesKey) is not { } machines)
        {
            meter.Unpriced("Gateway hours", $"It depends on use, and no usage states {MachinesKey}.");
        }
        else if (machines.Least > MostMachines)
        {
            meter.Bill(
                "Gateway hours (flat rate)",
                Query(resource, "hour"),
                UsageRange.Exactly(Meter.HoursPerMonth),
                QuantityOrigin.Usage,
                $"{MachinesKey} is above {MostMachines}: 1 gateway × 730 h"
            );
        }
        else
        {
            // The flat rate is that of 32 machines, so each bound holds on either side of the edge.
            meter.Bill(
                "Gateway hours",
                Query(resource, "VM-hour"),
                machines.Each(m => Math.Min(m, MostMachines) * Meter.HoursPerMonth),
                QuantityOrigin.Usage,
                $"{MachinesKey}, at most {MostMachines} × 730 h"
            );
        }

        meter.BillUsage("Data processed", Query(resource, "GiB"), "monthly_data_processed_gb");
        InternetEgress.Bill(resource, meter);
    }

    private static PriceQuery Query(Resource resource, string unit) =>
        new("Networking", resource.Region, unit, ("resource", "cloud-nat"));
}

/// <summary>A forwarding rule of a region: its hours and what comes in through it.</summary>
internal sealed class ForwardingRuleRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "google_compute_forwarding_rule";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        // An empty scheme, stated as such, leads to a service that somebody else publishes.
        if (resource["load_balancing_scheme"] is Value.Text { Content: "" })
        {
            meter.Missing("Private Service Connect endpoint", "endpoints of Private Service Connect");
            return;
        }

        meter.BillFixed(
            "Forwarding rule hours",
            Query(resource, "hour"),
            Meter.HoursPerMonth,
            "1 forwarding rule × 730 h"
        );
        meter.BillUsage("Inbound data processed", Query(resource, "GiB"), "monthly_ingress_data_gb");
        InternetEgress.Bill(resource, meter);
    }

    private static PriceQuery Query(Resource resource, string unit) =>
        new("Networking", resource.Region, unit, ("resource", "forwarding-rule"));
}
