using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Pricing;

/// <summary>A rule for a type that is billed and of which the price book has no price: it says what is missing.</summary>
/// <param name="resourceType">Resource type.</param>
/// <param name="description">What is billed: <c>Cluster hours</c>.</param>
/// <param name="missing">What there is no price of, with its article: <c>a GKE cluster</c>.</param>
internal sealed class MissingPriceRule(string resourceType, string description, string missing) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) => meter.Missing(description, missing);
}
