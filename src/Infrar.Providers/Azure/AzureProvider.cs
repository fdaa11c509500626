using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Azure.Checks;
using Infrar.Providers.Azure.Pricing;

namespace Infrar.Providers.Azure;

/// <summary>Microsoft Azure: nothing is placed there, what a plan makes there is priced.</summary>
public sealed class AzureProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "azure";

    /// <inheritdoc/>
    public override string Title => "Microsoft Azure";

    /// <inheritdoc/>
    public override string TofuName => "azurerm";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings => [];

    /// <inheritdoc/>
    public override ImmutableArray<Check> Checks => AzureChecks.All;

    /// <inheritdoc/>
    public override ImmutableArray<PricingRule> PricingRules => AzurePricing.Rules;

    /// <inheritdoc/>
    public override ImmutableArray<Allowance> Allowances => AzurePricing.Allowances;

    /// <inheritdoc/>
    public override PriceTable Prices => AzurePricing.Prices;

    /// <inheritdoc/>
    public override string RegionOf(Value.MapOf attributes, Value.MapOf configuration) =>
        attributes["location"].AsText() is { } location ? AzureRegions.Named(location) : "";
}
