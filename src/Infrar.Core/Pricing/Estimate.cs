using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>One row of an estimate: a quantity of one SKU at one unit price.</summary>
public sealed record LineItem
{
    /// <summary>Name that <c>explain</c> takes, unique in the estimate: component, then what is billed, dashes.</summary>
    public required string Name { get; init; }

    /// <summary>Component it is paid for; <c>network</c>, <c>monitoring</c>… for what components share.</summary>
    public required string Component { get; init; }

    /// <summary>OpenTofu address of the resource; empty for an allowance.</summary>
    public required string Resource { get; init; }

    /// <summary>The provider's SKU.</summary>
    public required string SkuId { get; init; }

    /// <summary>What is billed.</summary>
    public required string Description { get; init; }

    /// <summary>Units per month; negative for an allowance.</summary>
    public required UsageRange PricingQuantity { get; init; }

    /// <summary>Unit that is priced.</summary>
    public required string PricingUnit { get; init; }

    /// <summary>Price of one unit, in <see cref="BillingCurrency"/>, before tax and discounts.</summary>
    public required decimal ListUnitPrice { get; init; }

    /// <summary>Currency of the unit price.</summary>
    public required string BillingCurrency { get; init; }

    /// <summary>Quantity × unit price × <see cref="ExchangeRate"/>, in the estimate's currency, not rounded.</summary>
    public required UsageRange ListCost { get; init; }

    /// <summary>Units of the estimate's currency for one of <see cref="BillingCurrency"/>; 1 when they are the same.</summary>
    public required decimal ExchangeRate { get; init; }

    /// <summary>Where the quantity comes from.</summary>
    public required QuantityOrigin Origin { get; init; }

    /// <summary>How the quantity came about.</summary>
    public required string Formula { get; init; }

    /// <summary>The price that it is billed by.</summary>
    public required Price Price { get; init; }
}

/// <summary>Something that is billed and whose cost is not known.</summary>
/// <param name="Component">Component it is paid for.</param>
/// <param name="Resource">OpenTofu address.</param>
/// <param name="Description">What is billed.</param>
/// <param name="Reason">Why its cost is not known, a full sentence.</param>
public sealed record UnpricedItem(string Component, string Resource, string Description, string Reason);

/// <summary>A dated rate between two currencies.</summary>
/// <param name="From">Currency of one unit.</param>
/// <param name="To">Currency of the rate.</param>
/// <param name="Rate">Units of <paramref name="To"/> for one of <paramref name="From"/>.</param>
/// <param name="AsOf">Day of the rate.</param>
/// <param name="Source">Who stated it.</param>
public sealed record ExchangeRate(string From, string To, decimal Rate, string AsOf, string Source);

/// <summary>What a placement costs a month at one level of traffic.</summary>
public sealed record Estimate
{
    /// <summary>Currency of every sum.</summary>
    public required string Currency { get; init; }

    /// <summary>Usage profile.</summary>
    public required string UsageProfile { get; init; }

    /// <summary>Lines: components in manifest order, then what they share, then allowances within each.</summary>
    public required ImmutableArray<LineItem> LineItems { get; init; }

    /// <summary>What is not priced; where it is not empty, the total is a lower bound.</summary>
    public required ImmutableArray<UnpricedItem> Unpriced { get; init; }

    /// <summary>Resource types without a pricing rule, by name; each of their resources is unpriced too.</summary>
    public ImmutableArray<TypeCount> Unsupported { get; init; } = [];

    /// <summary>Rates that lines were converted by.</summary>
    public required ImmutableArray<ExchangeRate> ExchangeRates { get; init; }

    /// <summary>Sum of the lines, not rounded.</summary>
    public UsageRange Total =>
        new(
            LineItems.Sum(l => l.ListCost.Least),
            LineItems.Sum(l => l.ListCost.Expected),
            LineItems.Sum(l => l.ListCost.Most)
        );
}
