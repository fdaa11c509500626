using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Cloudflare;

/// <summary>The plan that Pages projects are on: one fee for all of them, requests and bandwidth free.</summary>
internal sealed class PagesPlanPricing : PricingRule
{
    internal const string Type = "cloudflare_pages_plan";

    // Pages limits page: "500 deploys per month on the free plan", 5,000 on pro.
    private const decimal FreeBuilds = 500;
    private const decimal ProBuilds = 5000;

    /// <inheritdoc/>
    public override string ResourceType => Type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var plan = resource["plan"].AsText() ?? "free";
        var query =
            plan == "free"
                ? new PriceQuery("Pages", "global", "month", ("plan", "free"))
                : new PriceQuery(
                    "Zone plan",
                    "global",
                    "month",
                    ("plan", plan),
                    ("billing", resource["billing"].AsText() ?? "monthly")
                );
        meter.Bill(
            plan == "free" ? "Pages free plan" : "Pro plan of the domain",
            query,
            UsageRange.Exactly(1),
            QuantityOrigin.Configuration,
            "1 plan"
        );

        var most = plan == "free" ? FreeBuilds : ProBuilds;
        if (meter.Usage("builds") is { } builds && builds.Most > most)
        {
            meter.Unpriced("Builds", $"The {plan} plan has {most} builds a month and more of them are not sold.");
        }
    }
}
