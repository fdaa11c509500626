using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers;

namespace Infrar.Platform.Prices;

/// <summary>Finds prices for people: those of the feeds first, then the embedded ones that no feed states.</summary>
internal sealed class PriceFinder(PriceStore store, PriceSyncing syncing)
{
    // What was counted of the newest book, by what it is.
    private readonly ConcurrentDictionary<string, (string Book, object Counted)> _counted = new(StringComparer.Ordinal);

    /// <summary>One page of what was searched for.</summary>
    /// <param name="search">What; its limit and offset are not looked at.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<PriceResponse>> SearchAsync(
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
            var stored = await store.SearchAsync(
                search with
                {
                    Limit = page.Size + 1,
                    Offset = offset,
                },
                cancellationToken
            );
            found.AddRange(stored.Take(page.Size).Select(PriceResponse.Of));
            if (stored.Count > page.Size)
            {
                return new([.. found], Text("", offset + page.Size));
            }

            offset = 0;
        }

        var embedded = await EmbeddedAsync(search, cancellationToken);
        var room = page.Size - found.Count;
        found.AddRange(embedded.Skip(offset).Take(room).Select(PriceResponse.Of));
        return new([.. found], embedded.Length > offset + room ? Text("e", offset + room) : null);
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
                .Select(c => new PriceRegionResponse(c.RegionId, c.Skus, c.UsedByRules)),
        ];

    private static ImmutableArray<PriceRegionResponse> Regions(PriceTable prices) =>
        [
            .. prices
                .Prices.GroupBy(p => p.RegionId, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new PriceRegionResponse(g.Key, g.Count(), g.Count())),
        ];

    // Counting millions takes a second, and a book never changes.
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
