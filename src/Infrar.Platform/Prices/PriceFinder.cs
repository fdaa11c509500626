using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core;
using Infrar.Core.Pricing;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Prices;

/// <summary>Finds prices for people: those of the feeds first, then the embedded ones that no feed states.</summary>
internal sealed class PriceFinder(PriceStore store, PriceSyncing syncing, IOptions<PriceOptions> options)
{
    // What was counted of the newest book, by what it is.
    private readonly ConcurrentDictionary<string, (string Book, object Counted)> _counted = new(StringComparer.Ordinal);

    /// <summary>One page of what was searched for.</summary>
    /// <param name="search">What; its limit and offset are not looked at.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page; <c>PRC009</c> where too many SKUs would have to be read for their words.</returns>
    public async Task<Result<Page<PriceResponse>>> SearchAsync(
        PriceSearch search,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        // "e12" has passed over twelve embedded prices and all of the feeds'.
        var cursor = page.Cursor ?? "";
        var (isEmbedded, offset) = cursor.StartsWith('e') ? (true, Place(cursor[1..])) : (false, Place(cursor));
        var found = new List<PriceResponse>();
        if (!isEmbedded)
        {
            var here = search with { Limit = page.Size + 1, Offset = offset };
            var stored = await StoredAsync(here, cancellationToken);
            if (!stored.Succeeded(out var skus, out var problem))
            {
                return problem;
            }

            found.AddRange(skus.Take(page.Size).Select(PriceResponse.Of));
            if (skus.Length > page.Size)
            {
                return new Page<PriceResponse>([.. found], Text("", offset + page.Size));
            }

            offset = 0;
        }

        var embedded = await EmbeddedAsync(search, cancellationToken);
        var room = page.Size - found.Count;
        found.AddRange(embedded.Skip(offset).Take(room).Select(PriceResponse.Of));
        return new Page<PriceResponse>([.. found], embedded.Length > offset + room ? Text("e", offset + room) : null);
    }

    // A book may have a million SKUs: without words none is read that is not shown, and with words not too many are.
    private async Task<Result<ImmutableArray<StoredSku>>> StoredAsync(
        PriceSearch search,
        CancellationToken cancellationToken
    )
    {
        var coverage = await CoverageAsync(await store.CurrentAsync(cancellationToken), cancellationToken);
        var places = coverage
            .Where(c => search.Provider.Length is 0 || c.Provider == search.Provider)
            .Where(c => search.RegionId.Length is 0 || c.RegionId == search.RegionId)
            .Where(c => c.Service.Contains(search.Service, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (search.Words is [])
        {
            return await OfPlacesAsync(places, search, cancellationToken);
        }

        var skus = places.Sum(p => p.Skus);
        if (skus <= options.Value.MostSearched)
        {
            var services = places.Select(p => p.Service).Distinct().ToList();
            return skus is 0 ? [] : await store.SearchAsync(search, services, cancellationToken);
        }

        return
            search.Words is [var word] && await NamedAsync(word, search, cancellationToken) is { IsEmpty: false } named
            ? named
            : PriceProblems.TooWide(skus, options.Value.MostSearched);
    }

    // A whole SKU is found however large the book is.
    private async Task<ImmutableArray<StoredSku>> NamedAsync(
        string word,
        PriceSearch search,
        CancellationToken cancellationToken
    )
    {
        var found = await store.ShowAsync(search.Provider, word.ToUpperInvariant(), cancellationToken);
        found = found is [] ? await store.ShowAsync(search.Provider, word, cancellationToken) : found;
        return
        [
            .. found
                .Where(s => search.RegionId.Length is 0 || s.RegionId == search.RegionId)
                .Where(s => s.Service.Contains(search.Service, StringComparison.OrdinalIgnoreCase))
                .Select(s => s with { Rates = [.. s.Rates.Where(r => r.KnownUntil is null)] })
                .Skip(search.Offset)
                .Take(search.Limit),
        ];
    }

    private async Task<ImmutableArray<StoredSku>> OfPlacesAsync(
        IEnumerable<PriceCoverage> places,
        PriceSearch search,
        CancellationToken cancellationToken
    )
    {
        var (found, pass) = (ImmutableArray.CreateBuilder<StoredSku>(), (long)search.Offset);
        foreach (var place in places)
        {
            if (found.Count >= search.Limit)
            {
                break;
            }

            if (pass >= place.Skus)
            {
                pass -= place.Skus;
                continue;
            }

            found.AddRange(await store.OfPlaceAsync(place, search.Limit - found.Count, (int)pass, cancellationToken));
            pass = 0;
        }

        return found.ToImmutable();
    }

    /// <summary>A SKU in all its regions, with all that it ever cost; empty when there is none.</summary>
    public async Task<ImmutableArray<PriceResponse>> ShowAsync(
        string provider,
        string sku,
        CancellationToken cancellationToken
    )
    {
        var stored = await store.ShowAsync(provider, sku, cancellationToken);
        var known = stored.Select(s => (s.Provider, s.SkuId, s.RegionId)).ToHashSet();
        var embedded = All()
            .Where(p => p.SkuId == sku && (provider.Length is 0 || p.Provider == provider))
            .Where(p => !known.Contains((p.Provider, p.SkuId, p.RegionId)));
        return [.. stored.Select(PriceResponse.Of), .. embedded.Select(PriceResponse.Of)];
    }

    /// <summary>How old and how many the prices of each provider are.</summary>
    public async Task<ImmutableArray<PriceStatusResponse>> StatusAsync(CancellationToken cancellationToken)
    {
        var current = await store.CurrentAsync(cancellationToken);
        var coverage = await CoverageAsync(current, cancellationToken);
        var open = await store.OpenRowsAsync(cancellationToken);
        var all = ImmutableArray.CreateBuilder<PriceStatusResponse>();
        foreach (var provider in AllProviders.Catalog.Providers.Where(p => !p.Prices.Prices.IsEmpty))
        {
            var isSynced = current.TryGetValue(provider.Id, out var number);
            var used = isSynced ? await store.SyncAsync(number, cancellationToken) : null;
            var last = await store.SyncsAsync(provider.Id, 1, cancellationToken);
            all.Add(
                new(
                    provider.Id,
                    provider.Title,
                    isSynced ? PriceOrigin.Feed : PriceOrigin.Embedded,
                    AllFeeds.Find(provider.Id) is { } feed ? syncing.WhyNot(feed) : "It has no feed.",
                    used?.FinishedAt,
                    provider
                        .Prices.Prices.Select(p => p.AsOf)
                        .Where(d => d.Length > 0)
                        .Order(StringComparer.Ordinal)
                        .FirstOrDefault("")!,
                    last is [var newest] ? PriceSyncResponse.Of(newest) : null,
                    provider.Prices.Prices.Length,
                    open.GetValueOrDefault(provider.Id),
                    isSynced ? Regions(coverage, provider.Id) : Regions(provider.Prices)
                )
            );
        }

        return all.ToImmutable();
    }

    private static IEnumerable<Price> All() => AllProviders.Catalog.Providers.SelectMany(p => p.Prices.Prices);

    private static ImmutableArray<PriceRegionResponse> Regions(IEnumerable<PriceCoverage> coverage, string provider) =>
        [
            .. coverage
                .Where(c => c.Provider == provider)
                .GroupBy(c => c.RegionId, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new PriceRegionResponse(g.Key, g.Sum(c => c.Skus), g.Sum(c => c.UsedByRules))),
        ];

    private static ImmutableArray<PriceRegionResponse> Regions(PriceTable prices) =>
        [
            .. prices
                .Prices.GroupBy(p => p.RegionId, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new PriceRegionResponse(g.Key, g.Count(), g.Count())),
        ];

    // A book never changes.
    private Task<List<PriceCoverage>> CoverageAsync(
        ImmutableSortedDictionary<string, long> current,
        CancellationToken cancellationToken
    ) => KeptAsync("coverage", current, () => store.CoverageAsync(cancellationToken));

    private async Task<ImmutableArray<Price>> EmbeddedAsync(PriceSearch search, CancellationToken cancellationToken)
    {
        var current = await store.CurrentAsync(cancellationToken);
        var stated = await KeptAsync("stated", current, () => store.StatedAsync(cancellationToken));
        return
        [
            .. All()
                .Where(p => PriceWords.Mean(p, search.Provider, search.Service, search.RegionId, search.Words))
                .Where(p => !stated.Contains((p.Provider, p.SkuId, p.RegionId))),
        ];
    }

    private async Task<T> KeptAsync<T>(string what, ImmutableSortedDictionary<string, long> current, Func<Task<T>> read)
        where T : notnull
    {
        var book = string.Join(
            ',',
            current.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}:{c.Value}"))
        );
        if (_counted.TryGetValue(what, out var kept) && kept.Book == book)
        {
            return (T)kept.Counted;
        }

        var counted = await read();
        _counted[what] = (book, counted);
        return counted;
    }

    private static int Place(string cursor) =>
        int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;

    private static string Text(string kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind}{place}");
}
