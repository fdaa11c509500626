using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Google.Feed;

/// <summary>Google's billing catalog: a list of services, and for each the pages of its SKUs. It is read with an API key alone.</summary>
// https://cloud.google.com/billing/v1/how-tos/catalog-api
internal sealed class GoogleFeed : PriceFeed
{
    private const int MostPages = 100_000;

    /// <inheritdoc/>
    public override string Provider => "gcp";

    /// <inheritdoc/>
    public override Uri Address { get; } = new("https://cloudbilling.googleapis.com");

    /// <inheritdoc/>
    public override bool NeedsKey => true;

    /// <inheritdoc/>
    public override SkuMapping Mapping => GoogleSkus.Mapping;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<FeedFile> FilesAsync(
        FeedWeb web,
        FeedWish wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var list = new Uri(wanted.Address, "/v1/services");
        await foreach (var page in PagesAsync(web, list, "", cancellationToken))
        {
            foreach (var service in JsonPage.Rows(page, "services").EnumerateArray())
            {
                var (name, id) = (service.Text("displayName"), service.Text("serviceId"));
                if (id.Length is 0)
                {
                    throw new FeedFormatException("A service of the list has no 'serviceId'.");
                }

                if (Wants(name, wanted))
                {
                    yield return new(name, new(wanted.Address, $"/v1/services/{Uri.EscapeDataString(id)}/skus"));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool Wants(string file, FeedWish wanted)
    {
        var services = wanted.Services.Count > 0 ? wanted.Services : GoogleSkus.Services;
        return services.Contains(file) || services.Contains("*");
    }

    /// <inheritdoc/>
    public override async Task<FeedEdition?> ReadAsync(
        FeedFile file,
        FeedEdition? known,
        FeedWeb web,
        PriceSink sink,
        CancellationToken cancellationToken
    )
    {
        var rows = new ReadableRows();
        var texts = new FeedText();
        await foreach (var page in PagesAsync(web, file.Address, "&pageSize=5000&currencyCode=USD", cancellationToken))
        {
            foreach (var sku in JsonPage.Rows(page, "skus").EnumerateArray())
            {
                GoogleSku.Read(sku, web.Now, texts, rows, sink);
            }
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

    private static async IAsyncEnumerable<JsonDocument> PagesAsync(
        FeedWeb web,
        Uri address,
        string query,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var token = "";
        for (var pages = 0; pages < MostPages; pages++)
        {
            var next = token.Length is 0 ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
            using var page = await JsonPage.ReadAsync(
                web,
                new($"{address}?key={Uri.EscapeDataString(web.Key)}{query}{next}"),
                cancellationToken
            );
            yield return page;
            var following = page.RootElement.Text("nextPageToken");
            if (following.Length is 0)
            {
                yield break;
            }

            token = following != token ? following : throw new FeedFormatException("A page names itself as the next.");
        }

        throw new FeedFormatException($"The chain of pages does not end after {MostPages}.");
    }
}
