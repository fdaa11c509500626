using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Prices;

/// <summary>The price book as it was after certain syncs, for good: what a sync does meanwhile is not in it.</summary>
/// <remarks>
/// What the feeds do not state comes from the embedded book, with its own source and date; each line of an estimate says which it is.
/// What was looked up once is kept.
/// </remarks>
internal sealed class SyncedBook(PriceStore store, ImmutableSortedDictionary<string, long> syncs) : PriceBook
{
    private const int MostKept = 50_000;
    private readonly ConcurrentDictionary<Place, ImmutableArray<Candidate>> _known = new();

    /// <inheritdoc/>
    public override string Version { get; } =
        string.Join(',', syncs.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}:{s.Value}")));

    /// <inheritdoc/>
    public override Price? Find(Provider provider, PriceQuery query)
    {
        var embedded = provider.Prices.Find(query);
        if (!syncs.TryGetValue(provider.Id, out var sync))
        {
            return embedded;
        }

        var place = new Place(
            provider.Id,
            query.Service,
            query.RegionId,
            query.PricingUnit,
            RuleName.SelectorOf(query)
        );
        if (!_known.TryGetValue(place, out var candidates))
        {
            if (_known.Count >= MostKept)
            {
                _known.Clear();
            }

            candidates = _known.GetOrAdd(place, Read(place, sync));
        }

        return Choose(candidates, query, embedded) ?? embedded;
    }

    // A SKU that the price book names goes before one that looks alike. Where two are left that cost differently, neither is used.
    private static Price? Choose(ImmutableArray<Candidate> candidates, PriceQuery query, Price? embedded)
    {
        var found = candidates.Where(c => query.Means(c.Price)).ToList();
        if (found.Exists(c => c.IsBySku))
        {
            found.RemoveAll(c => !c.IsBySku);
        }

        if (embedded is not null && found.Exists(c => c.Price.SkuId == embedded.SkuId))
        {
            found.RemoveAll(c => c.Price.SkuId != embedded.SkuId);
        }

        return found is [var first, .. var others] && others.TrueForAll(o => CostsTheSame(o.Price, first.Price))
            ? first.Price
            : null;
    }

    private static bool CostsTheSame(Price one, Price other) =>
        one.BillingCurrency == other.BillingCurrency && one.Tiers.SequenceEqual(other.Tiers);

    private ImmutableArray<Candidate> Read(Place place, long sync) =>
        [
            .. store
                .Find(place.Provider, sync, place.Service, place.Region, place.Unit, place.Selector)
                .Select(sku => PriceOf(sku) is { } price ? new Candidate(price, sku.Rule!.IsBySku) : null)
                .OfType<Candidate>(),
        ];

    /// <summary>A SKU's prices on demand as the rules count; null where they cannot be counted so.</summary>
    internal static Price? PriceOf(StoredSku sku)
    {
        if (sku.Rule is not { } rule || Tiers(sku, rule) is not { IsDefault: false } tiers)
        {
            return null;
        }

        var stated = JsonSerializer.Deserialize<Dictionary<string, string>>(sku.Attributes) ?? [];
        return new()
        {
            Provider = sku.Provider,
            RegionId = rule.RegionId,
            Service = rule.Service,
            SkuId = sku.SkuId,
            Description = rule.Description,
            Attributes = rule.Attributes,
            PricingUnit = rule.PricingUnit,
            BillingCurrency = sku.Rates[0].Currency,
            Tiers = tiers,
            AsOf = Day(sku.PublishedAt.Length > 0 ? sku.PublishedAt : sku.Rates[0].EffectiveFrom),
            Source = stated.GetValueOrDefault("source", sku.Source),
            Confidence = stated.GetValueOrDefault("confidence", "high"),
        };
    }

    private static ImmutableArray<PriceTier> Tiers(StoredSku sku, RuleName rule)
    {
        var rates = sku.Rates.OrderBy(r => r.From).ToList();
        if (rates is not [{ From: 0m }, ..] || rates.Exists(r => r.Currency != rates[0].Currency))
        {
            return default;
        }

        if (rule.DropsFreeBand && rates is [{ UnitPrice: 0m }, { UnitPrice: > 0m }, ..])
        {
            rates.RemoveAt(0);
        }

        var tiers = ImmutableArray.CreateBuilder<PriceTier>(rates.Count);
        for (var i = 0; i < rates.Count; i++)
        {
            var from = i is 0 ? 0m : PricingUnits.ConvertQuantity(rates[i].From, rates[i].Unit, rule.PricingUnit);
            var to =
                i + 1 < rates.Count
                    ? PricingUnits.ConvertQuantity(rates[i + 1].From, rates[i + 1].Unit, rule.PricingUnit)
                    : null;
            var price = PricingUnits.Convert(rates[i].UnitPrice, rates[i].Unit, rule.PricingUnit);
            if (from is null || price is null || (to is null && i + 1 < rates.Count) || to <= from)
            {
                return default;
            }

            tiers.Add(new(from.Value, to, price.Value));
        }

        return tiers.MoveToImmutable();
    }

    private static string Day(string at) => at.Length > 10 ? at[..10] : at;

    private readonly record struct Place(string Provider, string Service, string Region, string Unit, string Selector);

    private sealed record Candidate(Price Price, bool IsBySku);
}
