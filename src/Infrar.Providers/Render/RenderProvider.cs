using System.Collections.Immutable;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Render;

/// <summary>Render: priced and compared, not generated.</summary>
public sealed class RenderProvider : Provider
{
    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("render.prices.json"));

    /// <inheritdoc/>
    public override string Id => "render";

    /// <inheritdoc/>
    public override string Title => "Render";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } =
    [
        new RenderWebService(),
        new RenderBackgroundWorker(),
        new RenderCronJob(),
        new RenderStaticSite(),
        new RenderPostgreSql(),
        new RenderKeyValue(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [
        new RenderWorkspacePricing(),
        new RenderInstancePricing("render_web_service"),
        new RenderInstancePricing("render_private_service"),
        new RenderInstancePricing("render_background_worker"),
        new RenderCronJobPricing(),
        new RenderStaticSitePricing(),
        new RenderPostgreSqlPricing(),
        new RenderKeyValuePricing(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances { get; } =
    [
        new(
            "render/bandwidth",
            "Bandwidth that every workspace includes",
            5,
            price => price.Description == RenderBandwidth.Sku,
            "Price book: Hobby workspace (5 GB bandwidth and 500 build minutes included)",
            "2026-10-08"
        ),
    ];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Regions { get; } =
        new Dictionary<string, string>
        {
            ["frankfurt"] = "EU",
            ["ohio"] = "US",
            ["oregon"] = "US",
            ["singapore"] = "SG",
            ["virginia"] = "US",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ObjectShape Settings { get; } =
        new(
            new Field(
                "workspace",
                new ChoiceShape("hobby", "professional")
                {
                    Description =
                        "Workspace plan: hobby is free, professional is paid by seat and needed for autoscaling. Default professional.",
                }
            )
        );

    /// <inheritdoc/>
    public override void Prepare(Site site)
    {
        var plan = site.SettingsOf(Id).Settings["workspace"].AsText() ?? "professional";
        Subscription.AddOnce(site, RenderWorkspacePricing.Type, "", plan);
        site.Use($"{RenderWorkspacePricing.Type}.main", "seats", Quantities.Seats);
        site.Note("Nothing is generated for Render; what runs there is priced, and set up by hand.");
    }
}
