using System.Runtime.CompilerServices;
using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Aws.Feed;

/// <summary>AWS's price list: an index of offers, for each an index of regions, for each a file whose address names its version.</summary>
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
internal sealed class AwsFeed : PriceFeed
{
    private const string Index = "/offers/v1.0/aws/index.json";
    private const long LongestIndex = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public override string Provider => "aws";

    /// <inheritdoc/>
    public override Uri Address { get; } = new("https://pricing.us-east-1.amazonaws.com");

    /// <inheritdoc/>
    public override SkuMapping Mapping => AwsSkus.Mapping;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<FeedFile> FilesAsync(
        FeedWeb web,
        FeedWish wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var offers = await ReadIndexAsync(web, new(wanted.Address, Index), cancellationToken);
        foreach (var service in Services(wanted).Order(StringComparer.Ordinal))
        {
            if (!Member(offers, "offers").TryGetProperty(service, out var offer))
            {
                continue;
            }

            using var regions = await ReadIndexAsync(
                web,
                new(wanted.Address, Text(offer, "currentRegionIndexUrl")),
                cancellationToken
            );
            foreach (var region in Member(regions, "regions").EnumerateObject())
            {
                if (!WantsRegion(region.Name, wanted))
                {
                    continue;
                }

                var file = Text(region.Value, "currentVersionUrl");
                if (wanted.PrefersCsv && file.EndsWith(".json", StringComparison.Ordinal))
                {
                    file = string.Concat(file.AsSpan(0, file.Length - "json".Length), "csv");
                }

                yield return new($"{service}/{region.Name}", new(wanted.Address, file), IsImmutable: true);
            }
        }
    }

    /// <inheritdoc/>
    public override bool Wants(string file, FeedWish wanted) =>
        file.Split('/', 2) is [var service, var region]
        && Services(wanted).Contains(service)
        && WantsRegion(region, wanted);

    /// <inheritdoc/>
    public override async Task<FeedEdition?> ReadAsync(
        FeedFile file,
        FeedEdition? known,
        FeedWeb web,
        PriceSink sink,
        CancellationToken cancellationToken
    )
    {
        var asked = known?.Address == file.Address.ToString() ? known : null;
        await using var answer = await web.OpenAsync(file.Address, asked, cancellationToken);
        if (answer.Content is not { } content)
        {
            return null;
        }

        var offer = new AwsOffer(file.Name[(file.Name.IndexOf('/', StringComparison.Ordinal) + 1)..], sink);
        if (file.Address.AbsolutePath.EndsWith(".csv", StringComparison.Ordinal))
        {
            await AwsOfferCsv.ReadAsync(content, offer, cancellationToken);
        }
        else
        {
            var reader = new AwsOfferJson(offer);
            await JsonTokens.ReadAsync(content, reader, cancellationToken);
            if (!reader.IsWhole)
            {
                throw new FeedFormatException("The offer file has no 'products'.");
            }
        }

        offer.Close();
        return new(file.Address.ToString(), offer.Version, offer.PublishedAt, answer.ETag, answer.LastModified);
    }

    private static IReadOnlyCollection<string> Services(FeedWish wanted) =>
        wanted.Services.Count > 0 ? wanted.Services : AwsSkus.Services;

    // One region's machines alone are hundreds of megabytes, so nobody gets all regions unasked.
    private static bool WantsRegion(string region, FeedWish wanted)
    {
        var regions = wanted.Regions.Count > 0 ? wanted.Regions : AwsSkus.Regions;
        return regions.Contains("*") || regions.Contains(region) || region is "aws-global" or "global";
    }

    private static async Task<JsonDocument> ReadIndexAsync(
        FeedWeb web,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        await using var answer = await web.OpenAsync(address, null, cancellationToken);
        await using var limited = new ShortStream(answer.Content!, LongestIndex);
        try
        {
            return await JsonDocument.ParseAsync(limited, default, cancellationToken);
        }
        catch (JsonException fault)
        {
            throw new FeedFormatException($"{address.AbsolutePath} is no JSON: {fault.Message}");
        }
    }

    private static JsonElement Member(JsonDocument index, string name) =>
        index.RootElement.ValueKind is JsonValueKind.Object
        && index.RootElement.TryGetProperty(name, out var member)
        && member.ValueKind is JsonValueKind.Object
            ? member
            : throw new FeedFormatException($"The index has no '{name}'.");

    private static string Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object
        && of.TryGetProperty(name, out var member)
        && member.GetString() is ['/', not '/', ..] path
            ? path
            : throw new FeedFormatException($"The index has no '{name}', or not as a path on its own server.");
}
