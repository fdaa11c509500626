using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Azure.Feed;

/// <summary>Azure's retail prices: a chain of pages for each service, each naming the next.</summary>
// https://learn.microsoft.com/en-us/rest/api/cost-management/retail-prices/azure-retail-prices
internal sealed class AzureFeed : PriceFeed
{
    private const string Path = "/api/retail/prices?api-version=2023-01-01-preview";
    private const int MostPages = 100_000;

    /// <inheritdoc/>
    public override string Provider => "azure";

    /// <inheritdoc/>
    public override Uri Address { get; } = new("https://prices.azure.com");

    /// <inheritdoc/>
    public override SkuMapping Mapping => AzureSkus.Mapping;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<FeedFile> FilesAsync(
        FeedWeb web,
        FeedWish wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var service in Services(wanted).Order(StringComparer.Ordinal))
        {
            // "*" is every service in one chain.
            var filter = service is "*" ? "" : $"serviceName eq '{Quoted(service)}'";
            if (wanted.Regions.Count > 0 && !wanted.Regions.Contains("*"))
            {
                var regions = string.Join(
                    " or ",
                    wanted.Regions.Append("Global").Select(r => $"armRegionName eq '{Quoted(r)}'")
                );
                filter = filter.Length is 0 ? regions : $"{filter} and ({regions})";
            }

            var query = filter.Length is 0 ? "" : $"&$filter={Uri.EscapeDataString(filter)}";
            yield return new(Name(service), new(wanted.Address, Path + query));
        }
    }

    /// <inheritdoc/>
    public override bool Wants(string file, FeedWish wanted) => Services(wanted).Any(s => Name(s) == file);

    /// <inheritdoc/>
    public override async Task<FeedEdition?> ReadAsync(
        FeedFile file,
        FeedEdition? known,
        FeedWeb web,
        PriceSink sink,
        CancellationToken cancellationToken
    )
    {
        // A first page that is unchanged says nothing of those behind it, so the chain is read whole.
        var rows = new ReadableRows();
        var row = new AzureItem(new(), rows, sink);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = JsonPage.ReadAsync(web, file.Address, over.Token);
        try
        {
            var address = file.Address;
            for (var pages = 1; address is not null; pages++)
            {
                using var page = await reading;
                var items = JsonPage.Rows(page, "Items");
                if (page.RootElement.Number("Count") is { } count && count != items.GetArrayLength())
                {
                    throw new FeedFormatException(
                        $"Page {pages} says that it has {count} items and has {items.GetArrayLength()}."
                    );
                }

                address = Next(page, file.Address, address);
                if (address is not null)
                {
                    // The next page is on its way while this one is read.
                    reading =
                        pages < MostPages
                            ? JsonPage.ReadAsync(web, address, over.Token)
                            : throw new FeedFormatException($"The chain of pages does not end after {MostPages}.");
                }

                foreach (var item in items.EnumerateArray())
                {
                    row.Read(item);
                }
            }
        }
        finally
        {
            // Nothing reads from the web any more when this returns.
            await over.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        rows.Close(file.Name);
        return new(
            file.Address.ToString(),
            "",
            web.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            "",
            ""
        );
    }

    private static Uri? Next(JsonDocument page, Uri first, Uri current)
    {
        var link = page.RootElement.Text("NextPageLink");
        if (link.Length is 0)
        {
            return null;
        }

        // A page that names another server's, or itself, is not followed.
        return
            Uri.TryCreate(link, UriKind.Absolute, out var next)
            && next.Host == first.Host
            && next.Scheme == first.Scheme
            && next != current
            ? next
            : throw new FeedFormatException(
                $"The next page is said to be '{link}', which is not on {first.Host}, or is the same again."
            );
    }

    private static IReadOnlyCollection<string> Services(FeedWish wanted) =>
        wanted.Services.Count > 0 ? wanted.Services : AzureSkus.Services;

    private static string Name(string service) => service is "*" ? "everything" : service;

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
