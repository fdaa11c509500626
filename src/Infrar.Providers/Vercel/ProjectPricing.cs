using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Vercel;

/// <summary>What a project's visitors use; the Hobby plan stops at its limits in place of billing more.</summary>
internal sealed class ProjectPricing : PricingRule
{
    internal const string Transfer = "Fast data transfer over the allowance";
    internal const string EdgeRequests = "Edge requests over the allowance";
    internal const string TransferKey = "monthly_data_transfer_gb";
    internal const string RequestsKey = "monthly_edge_requests";

    // The price book's name for the rates of Vercel's US regions; other regions' tables are not sourced.
    private const string Region = "us (base rate)";

    /// <inheritdoc/>
    public override string ResourceType => "vercel_project";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (meter.Graph.Find($"{PlanPricing.Type}.main")?["plan"].AsText() is "hobby")
        {
            return;
        }

        meter.BillUsage(
            "Fast data transfer",
            new PriceQuery("Vercel", Region, "GB", ("plan", "pro")) { Description = Transfer },
            TransferKey
        );
        meter.BillUsage(
            "Edge requests",
            new PriceQuery("Vercel", Region, "1M-requests", ("plan", "pro")) { Description = EdgeRequests },
            RequestsKey,
            0.000001m
        );
    }
}

/// <summary>The team's plan: a fee for every seat.</summary>
internal sealed class PlanPricing : PricingRule
{
    internal const string Type = "vercel_plan";

    /// <inheritdoc/>
    public override string ResourceType => Type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (resource["plan"].AsText() is "hobby")
        {
            meter.Bill(
                "Hobby plan",
                new PriceQuery("Vercel", "global", "month", ("plan", "hobby")),
                UsageRange.Exactly(1),
                QuantityOrigin.Configuration,
                "1 plan"
            );
            return;
        }

        meter.BillUsage("Pro plan seats", new PriceQuery("Vercel", "global", "seat-month", ("plan", "pro")), "seats");
    }
}
