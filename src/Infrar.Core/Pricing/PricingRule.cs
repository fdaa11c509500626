using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>How one type of resource is billed.</summary>
public abstract class PricingRule
{
    /// <summary>Resource type, for example <c>aws_db_instance</c>.</summary>
    public abstract string ResourceType { get; }

    /// <summary>Says each thing that the resource is billed for, in the order a reader expects.</summary>
    public abstract void Price(Resource resource, Meter meter);
}

/// <summary>A rule for types that cost nothing themselves, so that they are not reported as unpriced.</summary>
/// <param name="resourceType">Resource type.</param>
public sealed class FreeRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) { }
}

/// <summary>Where a quantity comes from.</summary>
public enum QuantityOrigin
{
    /// <summary>The configuration fixes it.</summary>
    Configuration,

    /// <summary>It depends on use.</summary>
    Usage,

    /// <summary>It is a free allowance, taken off.</summary>
    Allowance,
}

/// <summary>What a rule may ask and say while it prices one resource.</summary>
public abstract class Meter
{
    /// <summary>Hours in a billed month, as the providers' own calculators count.</summary>
    public const decimal HoursPerMonth = 730m;

    /// <summary>The graph, to look at related resources.</summary>
    public abstract ResourceGraph Graph { get; }

    /// <summary>Monthly use of the resource by key: the usage file's word first, then the profile's; null when neither says.</summary>
    public abstract UsageRange? Usage(string key);

    /// <summary>Monthly use of another resource of the graph, by the same order of precedence.</summary>
    public abstract UsageRange? UsageOf(Resource resource, string key);

    /// <summary>
    /// What is billed from here on is paid for that component, where one resource serves several; empty for the
    /// resource's own.
    /// </summary>
    public abstract void PayFor(string component);

    /// <summary>
    /// Bills <paramref name="quantity"/> units of the SKU that the query names. No match makes an unpriced entry;
    /// a quantity of zero makes no line.
    /// </summary>
    /// <param name="description">What is billed, as in Infracost: <c>Storage (provisioned)</c>.</param>
    /// <param name="query">The SKU.</param>
    /// <param name="quantity">Units per month.</param>
    /// <param name="origin">Where the quantity comes from.</param>
    /// <param name="formula">How the quantity came about, for explain: <c>2 tasks × 1 vCPU × 730 h</c>.</param>
    public abstract void Bill(
        string description,
        PriceQuery query,
        UsageRange quantity,
        QuantityOrigin origin,
        string formula
    );

    /// <summary>Bills a quantity that the configuration fixes.</summary>
    /// <param name="description">What is billed.</param>
    /// <param name="query">The SKU.</param>
    /// <param name="quantity">Units per month.</param>
    /// <param name="formula">How the quantity came about.</param>
    public void BillFixed(string description, PriceQuery query, decimal quantity, string formula) =>
        Bill(description, query, UsageRange.Exactly(quantity), QuantityOrigin.Configuration, formula);

    /// <summary>Bills by a usage key where something states the use; says nothing where nothing does.</summary>
    /// <param name="description">What is billed.</param>
    /// <param name="query">The SKU.</param>
    /// <param name="key">Usage key whose documented default is zero.</param>
    /// <param name="factor">Billed units per unit of the key.</param>
    public void BillUsageIfStated(string description, PriceQuery query, string key, decimal factor = 1m)
    {
        if (Usage(key) is not null)
        {
            BillUsage(description, query, key, factor);
        }
    }

    /// <summary>Bills by a usage key; where nothing states the use, an unpriced entry says which key is missing.</summary>
    /// <param name="description">What is billed.</param>
    /// <param name="query">The SKU.</param>
    /// <param name="key">Usage key.</param>
    /// <param name="factor">Billed units per unit of the key.</param>
    public void BillUsage(string description, PriceQuery query, string key, decimal factor = 1m)
    {
        if (Usage(key) is not { } use)
        {
            Unpriced(description, $"It depends on use, and no usage states {key}.");
            return;
        }

        var formula = factor == 1m ? key : FormattableString.Invariant($"{key} × {factor}");
        Bill(description, query, use.Times(factor), QuantityOrigin.Usage, formula);
    }

    /// <summary>Says that something is billed and its cost is not known.</summary>
    /// <param name="description">What is billed.</param>
    /// <param name="reason">Why its cost is not known, a full sentence.</param>
    public abstract void Unpriced(string description, string reason);
}

/// <summary>A quantity that costs nothing each month, once per account: taken off in a line of its own.</summary>
/// <param name="Id">Key, for example <c>aws/data-transfer-out</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Quantity">Units per month that are free.</param>
/// <param name="Covers">Which prices it covers.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="AsOf">When the source stated it.</param>
public sealed record Allowance(
    string Id,
    string Description,
    decimal Quantity,
    Func<Price, bool> Covers,
    string Source,
    string AsOf
);
