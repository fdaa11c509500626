using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Vercel;

/// <summary>Vercel.</summary>
public sealed class VercelProvider : Provider
{
    // The Pro plan's own sentence in the price book: "$20 usage credit, 1 TB fast data transfer, 10M edge requests".
    private const string Source =
        "github:api-evangelist/vercel plans/vercel-plans-pricing.yml (2026-05-04, third-party generated summary of vercel.com/pricing)";

    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("vercel.prices.json"));

    /// <inheritdoc/>
    public override string Id => "vercel";

    /// <inheritdoc/>
    public override string Title => "Vercel";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("vercel/vercel", "~> 5.10");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [new Project()];

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [
        new PlanPricing(),
        new ProjectPricing(),
        // Domains and environment variables are part of every plan.
        new FreeRule("vercel_project_domain"),
        new FreeRule("vercel_project_environment_variables"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances { get; } =
    [
        new(
            "vercel/fast-data-transfer",
            "Fast data transfer that the Pro plan includes",
            1000,
            price => price.Description == ProjectPricing.Transfer,
            Source,
            "2026-05-04"
        ),
        new(
            "vercel/edge-requests",
            "Edge requests that the Pro plan includes",
            10,
            price => price.Description == ProjectPricing.EdgeRequests,
            Source,
            "2026-05-04"
        ),
    ];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;
}
