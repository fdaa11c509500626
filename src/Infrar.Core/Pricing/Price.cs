using System.Collections.Immutable;

namespace Infrar.Core.Pricing;

/// <summary>What one unit of a SKU costs in one region, with where that is written.</summary>
public sealed record Price
{
    /// <summary>Provider, for example <c>aws</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Region as the provider names it, <c>global</c> where price does not depend on it.</summary>
    public required string RegionId { get; init; }

    /// <summary>Service, for example <c>AmazonRDS</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The provider's SKU; where it publishes none, <c>service:description</c> of ours, unique in the price book.</summary>
    public required string SkuId { get; init; }

    /// <summary>What is sold, for people.</summary>
    public required string Description { get; init; }

    /// <summary>Facts that rules select by, for example <c>instanceType</c>; ordinal order.</summary>
    public required ImmutableSortedDictionary<string, string> Attributes { get; init; }

    /// <summary>Unit that is priced, for example <c>GB-month</c>.</summary>
    public required string PricingUnit { get; init; }

    /// <summary>Currency of the price, ISO 4217.</summary>
    public required string BillingCurrency { get; init; }

    /// <summary>Volume bands in rising order, the first from 0, the last without end; a flat price has one.</summary>
    public required ImmutableArray<PriceTier> Tiers { get; init; }

    /// <summary>When the source stated it: <c>YYYY-MM-DD</c> or <c>YYYY-MM</c>; empty when the source is undated.</summary>
    public required string AsOf { get; init; }

    /// <summary>Where it is written.</summary>
    public required string Source { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>: how well the source is founded.</summary>
    public required string Confidence { get; init; }

    /// <summary>A second source that states the same figure; empty for none.</summary>
    public string CrossCheckedWith { get; init; } = "";

    /// <summary>Remarks of the source; empty for none.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>A volume band: units from <paramref name="From"/> up to <paramref name="To"/> cost <paramref name="ListUnitPrice"/> each.</summary>
/// <param name="From">First unit of the band, inclusive.</param>
/// <param name="To">End of the band, exclusive; null for no end.</param>
/// <param name="ListUnitPrice">Price of one unit.</param>
public sealed record PriceTier(decimal From, decimal? To, decimal ListUnitPrice);
