using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Google.Checks;
using Infrar.Providers.Google.Pricing;

namespace Infrar.Providers.Google;

/// <summary>Google Cloud: nothing is placed there, what a plan makes there is priced.</summary>
public sealed class GoogleProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "gcp";

    /// <inheritdoc/>
    public override string Title => "Google Cloud";

    /// <inheritdoc/>
    public override string TofuName => "google";

    /// <inheritdoc/>
    public override ImmutableArray<string> OtherTofuNames => ["google-beta"];

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings => [];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks => GoogleChecks.All;

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules => GooglePricing.Rules;

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances => GooglePricing.Allowances;

    /// <inheritdoc/>
    public override PriceTable Prices => GooglePricing.Prices;

    /// <inheritdoc/>
    public override string RegionOf(Value.MapOf attributes, Value.MapOf configuration) =>
        GoogleRegions.Of(attributes, configuration);
}
