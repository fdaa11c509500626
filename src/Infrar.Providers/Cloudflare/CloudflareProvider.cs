using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Cloudflare.Checks;

namespace Infrar.Providers.Cloudflare;

/// <summary>Cloudflare.</summary>
public sealed class CloudflareProvider : Provider
{
    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("cloudflare.prices.json"));

    /// <inheritdoc/>
    public override string Id => "cloudflare";

    /// <inheritdoc/>
    public override string Title => "Cloudflare";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("cloudflare/cloudflare", "~> 5.14");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [new Pages()];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks => CloudflareChecks.All;

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [
        new PagesPlanPricing(),
        // Projects and their domains cost nothing beside the plan (Pages limits: unlimited sites, 100+ domains each).
        new FreeRule("cloudflare_pages_project"),
        new FreeRule("cloudflare_pages_domain"),
        // Records are part of every zone plan, the free one included; so is Web Analytics.
        new FreeRule("cloudflare_dns_record"),
        new FreeRule("cloudflare_web_analytics_site"),
    ];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;

    /// <inheritdoc/>
    public override ObjectShape Settings { get; } =
        new(
            new Field(
                "dns",
                new FlagShape
                {
                    Description =
                        "Whether the records of the sites' domains are made in their zone at Cloudflare. Default true.",
                }
            )
        );

    /// <inheritdoc/>
    public override void Prepare(Site site) => site.Configure(new("cloudflare", "", Value.MapOf.Empty));
}
