using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Azure.Pricing;

/// <summary>A static web app: free, or a month of the standard plan and bandwidth beyond what it includes.</summary>
internal sealed class StaticWebAppRule(string resourceType) : PricingRule
{
    private const string Service = "Static Web Apps";
    private const string BandwidthKey = "monthly_bandwidth_gb";

    // From the price row of the standard plan.
    private const decimal IncludedGB = 100m;

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var tier = resource["sku_tier"].TextOr("Free");
        if (tier == "Free")
        {
            return;
        }

        if (tier != "Standard")
        {
            meter.Missing("App", $"static web apps of tier {tier}");
            return;
        }

        meter.BillFixed("Standard plan", new(Service, resource.Region, "month"), 1m, "1 app");
        if (meter.Usage(BandwidthKey) is { } bandwidth)
        {
            meter.Bill(
                "Bandwidth beyond what is included",
                new(Service, resource.Region, "GB"),
                bandwidth.Beyond(IncludedGB),
                QuantityOrigin.Usage,
                $"{BandwidthKey} − {IncludedGB} GB"
            );
        }
    }
}
