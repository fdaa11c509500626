using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Railway;

/// <summary>The plan: a fee, for each seat on Pro.</summary>
internal sealed class RailwayPlanPricing : PricingRule
{
    internal const string Type = "railway_plan";

    /// <inheritdoc/>
    public override string ResourceType => Type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["plan"].AsText() is "hobby")
        {
            meter.Bill(
                "Hobby plan",
                new PriceQuery("Railway", "global", "month", ("plan", "hobby")),
                UsageRange.Exactly(1),
                QuantityOrigin.Configuration,
                "1 plan"
            );
            return;
        }

        meter.BillUsage("Pro plan seats", new PriceQuery("Railway", "global", "seat-month", ("plan", "pro")), "seats");
    }
}

/// <summary>A service: processor and memory by the minute, egress by the GB.</summary>
internal sealed class RailwayServicePricing : PricingRule
{
    internal const string Copies = "copies";
    internal const string JobHours = "monthly_hrs";
    internal const string Egress = "monthly_egress_gb";

    private const decimal MinutesPerHour = 60;

    /// <inheritdoc/>
    public override string ResourceType => "railway_service";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        Bill("CPU", "vCPU-minute", resource["cpu"].AsNumber(), "vCPU", resource, meter);
        Bill("RAM", "GB-minute", resource["memory_mib"].AsNumber() / 1024m, "GB", resource, meter);
        meter.BillUsage("Network egress", Query("Network egress", "GB"), Egress);
    }

    private static void Bill(string sku, string unit, decimal? size, string sizeUnit, Resource resource, Meter meter)
    {
        if (size is not { } each)
        {
            meter.Unpriced(sku, "The resource does not state how much of it one copy has.");
            return;
        }

        var isJob = resource["cron_schedule"] is not Value.Null;
        if (meter.Usage(isJob ? JobHours : Copies) is not { } use)
        {
            meter.Unpriced(sku, $"It depends on use, and no usage states {(isJob ? JobHours : Copies)}.");
            return;
        }

        var minutes = isJob ? MinutesPerHour : Meter.HoursPerMonth * MinutesPerHour;
        var expected = string.Create(CultureInfo.InvariantCulture, $"{use.Expected:0.####}");
        var amount = string.Create(CultureInfo.InvariantCulture, $"{each:0.####} {sizeUnit}");
        meter.Bill(
            sku,
            Query(sku, unit),
            use.Times(each * minutes),
            QuantityOrigin.Usage,
            isJob ? $"{expected} h × 60 min × {amount}" : $"{expected} copies × {amount} × 730 h × 60 min"
        );
    }

    private static PriceQuery Query(string sku, string unit) => new("Railway", "global", unit) { Description = sku };
}

/// <summary>A volume: by the GB of its size.</summary>
internal sealed class RailwayVolumePricing : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "railway_volume";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var size = resource["size_gb"].AsNumber() ?? 0;
        meter.Bill(
            "Volume storage",
            new("Railway", "global", "GB-month") { Description = "Volume storage" },
            UsageRange.Exactly(size),
            QuantityOrigin.Configuration,
            string.Create(CultureInfo.InvariantCulture, $"{size} GB, as though full")
        );
    }
}
