using System.Collections.Immutable;

namespace Infrar.Providers.Feeds;

/// <summary>Takes what a feed states, row by row; not thread-safe.</summary>
public abstract class PriceSink
{
    /// <summary>Takes what is sold. It may come after its rates, and more than once; the first one counts.</summary>
    public abstract void Add(FeedSku sku);

    /// <summary>Takes one price of it.</summary>
    public abstract void Add(in FeedRate rate);

    /// <summary>Takes note of a row that cannot be read; it is shown to people and never used.</summary>
    public abstract void Refuse(FeedFault fault);
}

/// <summary>A row that cannot be used.</summary>
/// <param name="Key">Whose row: <see cref="FeedSku.Key"/>.</param>
/// <param name="RateId">Which of its prices.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Detail">What stands there.</param>
public sealed record FeedFault(string Key, string RateId, RowFault Reason, string Detail);

/// <summary>What can be wrong with a row of a feed.</summary>
public enum RowFault
{
    /// <summary>A field that every row has is missing, or is not what such fields are.</summary>
    NotReadable,

    /// <summary>Its unit is missing or has a word that is not known.</summary>
    UnknownUnit,

    /// <summary>Its price is negative.</summary>
    NegativePrice,

    /// <summary>It states no currency.</summary>
    NoCurrency,

    /// <summary>It is free now, and was not before.</summary>
    FreeNow,

    /// <summary>It is many times what it was before, or a small part of it.</summary>
    Jump,
}

/// <summary>What is sold, as a feed states it.</summary>
public sealed record FeedSku
{
    /// <summary>Ties it to its rates; unique in its file together with <see cref="RegionId"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The provider's SKU.</summary>
    public required string SkuId { get; init; }

    /// <summary>Region as the provider names it; empty where it states none.</summary>
    public required string RegionId { get; init; }

    /// <summary>Service by the feed's own name.</summary>
    public required string Service { get; init; }

    /// <summary>What sort of thing it is, as the feed states it; empty for nothing.</summary>
    public required string Family { get; init; }

    /// <summary>For people.</summary>
    public required string Description { get; init; }

    /// <summary>Everything else that the feed states of it, in its order.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Attributes { get; init; }

    /// <summary>An attribute; empty when it is not stated.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var (key, value) in Attributes)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return "";
        }
    }
}

/// <summary>How one buys.</summary>
public enum PurchaseOption
{
    /// <summary>By what is used.</summary>
    OnDemand,

    /// <summary>Reserved for a time.</summary>
    Reserved,

    /// <summary>By the hour within a savings plan.</summary>
    SavingsPlan,

    /// <summary>What the provider has left over and may take away.</summary>
    Spot,
}

/// <summary>One price: of a SKU, in one band of its volume, bought in one way.</summary>
/// <param name="Key"><see cref="FeedSku.Key"/>.</param>
/// <param name="RateId">Tells it from the SKU's other prices; stable from day to day.</param>
/// <param name="Purchase">How one buys.</param>
/// <param name="Lease">For how long, and what is paid before; empty on demand.</param>
/// <param name="Unit">The unit as the feed writes it.</param>
/// <param name="From">First unit of the band, inclusive.</param>
/// <param name="To">End of the band, exclusive; null for no end or where the feed states none.</param>
/// <param name="UnitPrice">Price of one unit.</param>
/// <param name="Currency">ISO 4217; empty where the feed states none.</param>
/// <param name="EffectiveFrom">Since when, as the feed writes it; empty for nothing.</param>
public readonly record struct FeedRate(
    string Key,
    string RateId,
    PurchaseOption Purchase,
    string Lease,
    string Unit,
    decimal From,
    decimal? To,
    decimal UnitPrice,
    string Currency,
    string EffectiveFrom
);
