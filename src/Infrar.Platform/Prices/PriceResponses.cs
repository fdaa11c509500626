using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Pricing;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Prices;

/// <summary>Where a price comes from.</summary>
internal enum PriceOrigin
{
    /// <summary>A provider's feed.</summary>
    Feed,

    /// <summary>The prices that ship with Infrar.</summary>
    Embedded,
}

/// <summary>What is sold in one region, with what it costs.</summary>
/// <param name="Provider">Whose, for example <c>aws</c>.</param>
/// <param name="SkuId">The provider's SKU; <c>infrar:service/slug</c> where it publishes none.</param>
/// <param name="RegionId">Region as the provider names it.</param>
/// <param name="Service">Service.</param>
/// <param name="Family">What sort of thing it is, as the feed states it.</param>
/// <param name="Description">What is sold, for people.</param>
/// <param name="Attributes">Everything else that the source states of it.</param>
/// <param name="Origin">Whether a feed states it, or the embedded book does.</param>
/// <param name="UsedByRules">Whether a pricing rule may ask for it.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="AsOf">When the source stated it; empty when that is not known.</param>
/// <param name="Confidence"><c>high</c>, <c>medium</c> or <c>low</c>.</param>
/// <param name="Prices">What it costs, by the ways that it is bought in.</param>
[ApiExample(
    """
        {"provider": "aws", "skuId": "QQAGQAY7QG33KD6Z", "regionId": "eu-west-1", "service": "AmazonRDS", "family": "Database Instance", "description": "Database Instance, db.t3.medium, PostgreSQL, Multi-AZ", "attributes": {"instanceType": "db.t3.medium"}, "origin": "feed", "usedByRules": true, "source": "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/20260904172716/eu-west-1/index.csv", "asOf": "2026-09-04", "confidence": "high", "prices": [{"purchase": "onDemand", "lease": "", "pricingUnit": "Hrs", "billingCurrency": "USD", "effectiveFrom": "2026-09-01", "knownSince": "2026-09-05T02:00:11+00:00", "knownUntil": null, "tiers": [{"from": "0", "to": null, "listUnitPrice": "0.156"}]}]}
        """
)]
internal sealed record PriceResponse(
    string Provider,
    string SkuId,
    string RegionId,
    string Service,
    string Family,
    string Description,
    ImmutableSortedDictionary<string, string> Attributes,
    PriceOrigin Origin,
    bool UsedByRules,
    string Source,
    string AsOf,
    string Confidence,
    ImmutableArray<PriceTermsResponse> Prices
)
{
    /// <summary>A price of the embedded book.</summary>
    public static PriceResponse Of(Price price) =>
        new(
            price.Provider,
            price.SkuId,
            price.RegionId,
            price.Service,
            "",
            price.Description,
            price.Attributes,
            PriceOrigin.Embedded,
            UsedByRules: true,
            price.Source,
            price.AsOf,
            price.Confidence,
            [
                new(
                    PurchaseOption.OnDemand,
                    "",
                    price.PricingUnit,
                    price.BillingCurrency,
                    price.AsOf,
                    null,
                    null,
                    [
                        .. price.Tiers.Select(t => new PriceTierResponse(
                            EstimateJson.Exact(t.From),
                            t.To is { } to ? EstimateJson.Exact(to) : null,
                            EstimateJson.Exact(t.ListUnitPrice)
                        )),
                    ]
                ),
            ]
        );

    /// <summary>A SKU of a feed.</summary>
    public static PriceResponse Of(StoredSku sku)
    {
        var attributes = JsonSerializer
            .Deserialize<Dictionary<string, string>>(sku.Attributes, JsonShape.Options)!
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new(
            sku.Provider,
            sku.SkuId,
            sku.RegionId,
            sku.Service,
            sku.Family,
            sku.Description,
            attributes,
            PriceOrigin.Feed,
            sku.Rule is not null,
            attributes.GetValueOrDefault("source", sku.Source),
            sku.PublishedAt.Length > 10 ? sku.PublishedAt[..10] : sku.PublishedAt,
            attributes.GetValueOrDefault("confidence", "high"),
            [
                .. sku
                    .Rates.GroupBy(r => (r.Purchase, r.Lease, r.Unit, r.Currency, r.FirstSync, r.KnownUntil))
                    .Select(PriceTermsResponse.Of),
            ]
        );
    }
}

/// <summary>What something costs, bought in one way.</summary>
/// <param name="Purchase">How one buys.</param>
/// <param name="Lease">For how long, and what is paid before; empty on demand.</param>
/// <param name="PricingUnit">Unit that is priced, as the source writes it.</param>
/// <param name="BillingCurrency">Currency, ISO 4217.</param>
/// <param name="EffectiveFrom">Since when it holds, as the source writes it; empty for nothing.</param>
/// <param name="KnownSince">Since when Infrar has known it; null where it ships with it.</param>
/// <param name="KnownUntil">Since when Infrar has known another; null while it holds.</param>
/// <param name="Tiers">Volume bands in rising order; a flat price has one.</param>
internal sealed record PriceTermsResponse(
    PurchaseOption Purchase,
    string Lease,
    string PricingUnit,
    string BillingCurrency,
    string EffectiveFrom,
    DateTimeOffset? KnownSince,
    DateTimeOffset? KnownUntil,
    ImmutableArray<PriceTierResponse> Tiers
)
{
    public static PriceTermsResponse Of(IEnumerable<StoredRate> rates)
    {
        var bands = rates.OrderBy(r => r.From).ToList();
        var first = bands[0];
        return new(
            first.Purchase,
            first.Lease,
            first.Unit,
            first.Currency,
            first.EffectiveFrom,
            first.KnownSince,
            first.KnownUntil,
            [
                .. bands.Select(
                    (band, i) =>
                        new PriceTierResponse(
                            EstimateJson.Exact(band.From),
                            (i + 1 < bands.Count ? bands[i + 1].From : band.To) is { } to
                                ? EstimateJson.Exact(to)
                                : null,
                            EstimateJson.Exact(band.UnitPrice)
                        )
                ),
            ]
        );
    }
}

/// <summary>A volume band.</summary>
/// <param name="From">First unit, inclusive.</param>
/// <param name="To">End, exclusive; null for none.</param>
/// <param name="ListUnitPrice">Price of one unit, with all its digits.</param>
internal sealed record PriceTierResponse(string From, string? To, string ListUnitPrice);

/// <summary>One reading of a provider's feed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Provider">Whose feed.</param>
/// <param name="Status">What became of it.</param>
/// <param name="AskedBy"><c>clock</c>, <c>administrator</c>, or <c>command</c> for <c>sync-prices</c>.</param>
/// <param name="StartedAt">When.</param>
/// <param name="FinishedAt">When it ended; null while it runs.</param>
/// <param name="Problem">Why it failed; empty when it did not.</param>
/// <param name="Progress">How far it has come.</param>
[ApiExample(
    """
        {"number": 41, "provider": "aws", "status": "succeeded", "askedBy": "clock", "startedAt": "2026-11-28T02:00:00+00:00", "finishedAt": "2026-11-28T02:03:10+00:00", "problem": "", "progress": {"files": 57, "filesDone": 57, "filesUnchanged": 49, "file": "", "bytes": 1210442122, "rows": 402113, "added": 219, "ended": 204, "quarantined": 2}}
        """
)]
internal sealed record PriceSyncResponse(
    long Number,
    string Provider,
    PriceSyncStatus Status,
    string AskedBy,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string Problem,
    PriceSyncProgress Progress
)
{
    public static PriceSyncResponse Of(PriceSync sync) =>
        new(
            sync.Number,
            sync.Provider,
            sync.Status,
            sync.AskedBy,
            sync.StartedAt,
            sync.FinishedAt,
            sync.Problem,
            sync.Progress
        );
}

/// <summary>Which providers are to be read.</summary>
/// <param name="Provider">One of them; all that have a feed when left out.</param>
[ApiExample("""{"provider": "aws"}""")]
internal sealed record PriceSyncRequest(string? Provider = null);

/// <summary>How old the prices of a provider are, and how many there are.</summary>
/// <param name="Provider">Whose.</param>
/// <param name="Title">Its name.</param>
/// <param name="Origin">Whether its prices come from a feed by now.</param>
/// <param name="FeedProblem">Why its feed is not read; null when it is.</param>
/// <param name="SyncedAt">When the prices in use were read; null for those that ship with Infrar.</param>
/// <param name="Oldest">Date of the oldest embedded price; what the feed does not state rests on these.</param>
/// <param name="LastSync">The newest sync, which may have failed; null for none.</param>
/// <param name="EmbeddedPrices">How many prices ship with Infrar.</param>
/// <param name="InQuarantine">How many rows of its feed were not believed and wait for somebody's word.</param>
/// <param name="Regions">How many SKUs there are by region.</param>
[ApiExample(
    """
        {"provider": "aws", "title": "Amazon Web Services", "origin": "feed", "feedProblem": null, "syncedAt": "2026-11-28T02:03:10+00:00", "oldest": "2017-04-24", "lastSync": null, "embeddedPrices": 481, "inQuarantine": 1, "regions": [{"regionId": "eu-west-1", "skus": 41233, "usedByRules": 214}]}
        """
)]
internal sealed record PriceStatusResponse(
    string Provider,
    string Title,
    PriceOrigin Origin,
    string? FeedProblem,
    DateTimeOffset? SyncedAt,
    string Oldest,
    PriceSyncResponse? LastSync,
    int EmbeddedPrices,
    long InQuarantine,
    ImmutableArray<PriceRegionResponse> Regions
);

/// <summary>How many SKUs of a region are known.</summary>
/// <param name="RegionId">The region.</param>
/// <param name="Skus">All of them.</param>
/// <param name="UsedByRules">Those that a pricing rule may ask for.</param>
internal sealed record PriceRegionResponse(string RegionId, long Skus, long UsedByRules);

/// <summary>A row of a feed that is not used.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Provider">Whose feed.</param>
/// <param name="File">Which of its files.</param>
/// <param name="Sync">The sync that read it.</param>
/// <param name="Key">What it is a price of, by the feed's own key.</param>
/// <param name="Rate">Which of its prices.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Detail">What stands there.</param>
/// <param name="OldPrice">The price that stays in use; null where there was none.</param>
/// <param name="NewPrice">The price that is not believed; null where it is no number.</param>
/// <param name="Decision">What was decided of it: nothing, that the next sync uses it, or that it stays out also when it comes again.</param>
/// <param name="DecidedBy"><c>administrator</c> when one decided; else empty.</param>
/// <param name="DecidedAt">When.</param>
[ApiExample(
    """
        {"id": 7, "provider": "aws", "file": "AmazonRDS/eu-west-1", "sync": 41, "key": "QQAGQAY7QG33KD6Z", "rate": "JRTCKXETXF.6YS6EN2CT7", "reason": "jump", "detail": "", "oldPrice": "0.156", "newPrice": "15.6", "decision": "open", "decidedBy": "", "decidedAt": null}
        """
)]
internal sealed record QuarantineResponse(
    long Id,
    string Provider,
    string File,
    long Sync,
    string Key,
    string Rate,
    RowFault Reason,
    string Detail,
    string? OldPrice,
    string? NewPrice,
    QuarantineState Decision,
    string DecidedBy,
    DateTimeOffset? DecidedAt
)
{
    public static QuarantineResponse Of(QuarantinedRow row) =>
        new(
            row.Id,
            row.Provider,
            row.File,
            row.Sync,
            row.Key,
            row.RateId,
            row.Reason,
            row.Detail,
            row.OldPrice is { } old ? EstimateJson.Exact(old) : null,
            row.NewPrice is { } now ? EstimateJson.Exact(now) : null,
            row.State,
            row.DecidedBy,
            row.DecidedAt
        );
}

/// <summary>Which prices a project is estimated with.</summary>
/// <param name="PinnedOn">The day whose prices hold, at its end, UTC; those in use when left out.</param>
/// <param name="TellPercent">From which change of an estimate on its channels are told, in percent, 0.1 to 1,000; never when left out.</param>
[ApiExample("""{"pinnedOn": "2026-10-01", "tellPercent": 5}""")]
internal sealed record ProjectPricesRequest(DateOnly? PinnedOn = null, decimal? TellPercent = null);

/// <summary>Which prices a project is estimated with.</summary>
/// <param name="PinnedOn">The day whose prices hold; null for those in use.</param>
/// <param name="TellPercent">From which change of an estimate on its channels are told; null for never.</param>
/// <param name="Book">What the estimates rest on: the number of each provider's sync, or <c>embedded</c>.</param>
/// <param name="Version">Rises with every change; 0 while nobody has set anything.</param>
[ApiExample("""{"pinnedOn": "2026-10-01", "tellPercent": 5, "book": "aws:41,azure:42", "version": 2}""")]
internal sealed record ProjectPricesResponse(DateOnly? PinnedOn, decimal? TellPercent, string Book, int Version);
