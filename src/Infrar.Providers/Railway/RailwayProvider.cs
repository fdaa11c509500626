using System.Collections.Immutable;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Railway;

/// <summary>Railway: priced and compared, not generated.</summary>
public sealed class RailwayProvider : Provider
{
    private readonly Lazy<PriceTable> _prices = new(() => PriceFile.Read("railway.prices.json"));

    /// <inheritdoc/>
    public override string Id => "railway";

    /// <inheritdoc/>
    public override string Title => "Railway";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } =
    [new RailwayService(), new RailwayStaticSite(), new RailwayPostgreSql(), new RailwayRedis()];

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [new RailwayPlanPricing(), new RailwayServicePricing(), new RailwayVolumePricing()];

    /// <inheritdoc/>
    public override PriceTable Prices => _prices.Value;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Regions { get; } =
        new Dictionary<string, string>
        {
            ["asia-southeast1-eqsg3a"] = "SG",
            ["europe-west4-drams3a"] = "EU",
            ["us-east4-eqdc4a"] = "US",
            ["us-west2"] = "US",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ObjectShape Settings { get; } =
        new(
            new Field(
                "plan",
                new ChoiceShape("hobby", "pro")
                {
                    Description =
                        "Plan: hobby is one fee, pro is paid by seat. Each includes its fee's worth of usage. Default pro.",
                }
            )
        );

    /// <inheritdoc/>
    public override void Prepare(Site site)
    {
        var plan = site.SettingsOf(Id).Settings["plan"].AsText() ?? "pro";
        Subscription.AddOnce(site, RailwayPlanPricing.Type, "", plan);
        site.Use($"{RailwayPlanPricing.Type}.main", "seats", Quantities.Seats);
        site.Note("Nothing is generated for Railway; what runs there is priced, and set up by hand.");
        site.Note(
            "Railway bills the processor time and memory that are used; the estimate takes each copy to use all it may, "
                + $"and does not take off the ${(plan == "hobby" ? 5 : 20)} of usage that the plan's fee includes."
        );
    }
}
