using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Feeds;

/// <summary>The prices of a provider without a feed, in the form of the embedded price book: a file that people review.</summary>
/// <remarks>It is read from where it is configured to be, and not at all where nothing is configured: the embedded one holds then.</remarks>
internal sealed class ReviewedFeed(Provider provider) : PriceFeed
{
    private const long Longest = 32 * 1024 * 1024;
    private const string Unit = "pricingUnit";
    private const string Source = "source";
    private const string Confidence = "confidence";
    private static readonly Uri _nowhere = new("about:blank");
    private readonly Lazy<SkuMapping> _mapping = new(() => new ReviewedSkus(provider.Prices));

    /// <inheritdoc/>
    public override string Provider => provider.Id;

    /// <summary><c>about:blank</c>: there is no feed unless an address is configured.</summary>
    public override Uri Address => _nowhere;

    /// <inheritdoc/>
    public override SkuMapping Mapping => _mapping.Value;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<FeedFile> FilesAsync(
        FeedWeb web,
        FeedWish wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        yield return new("reviewed", wanted.Address);
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
        await using var answer = await web.OpenAsync(file.Address, known, cancellationToken);
        if (answer.Content is not { } content)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await using (var limited = new ShortStream(content, Longest))
        {
            await limited.CopyToAsync(bytes, cancellationToken);
        }

        var utf8 = bytes.ToArray();
        foreach (var price in Read(utf8).Prices)
        {
            Add(price, sink);
        }

        var version = Convert.ToHexStringLower(SHA256.HashData(utf8).AsSpan(0, 8));
        return new(file.Address.ToString(), version, "", answer.ETag, answer.LastModified);
    }

    private PriceTable Read(byte[] utf8)
    {
        try
        {
            var table = PriceReader.Read(utf8);
            return table.Prices switch
            {
                [] => throw new FeedFormatException("The file has no price."),
                [{ Provider: var of }, ..] when of != provider.Id => throw new FeedFormatException(
                    $"The file is of provider '{of}' where '{provider.Id}' belongs."
                ),
                _ => table,
            };
        }
        catch (Exception fault)
            when (fault is JsonException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new FeedFormatException($"It is no file of prices as docs/prices.md describes it: {fault.Message}");
        }
    }

    private static void Add(Price price, PriceSink sink)
    {
        var key = $"{price.SkuId}|{price.RegionId}";
        sink.Add(
            new FeedSku
            {
                Key = key,
                SkuId = price.SkuId,
                RegionId = price.RegionId,
                Service = price.Service,
                Family = "",
                Description = price.Description,
                Attributes =
                [
                    .. price.Attributes,
                    new(Unit, price.PricingUnit),
                    new(Source, price.Source),
                    new(Confidence, price.Confidence),
                ],
            }
        );
        foreach (var tier in price.Tiers)
        {
            sink.Add(
                new FeedRate(
                    key,
                    FormattableString.Invariant($"{tier.From}"),
                    PurchaseOption.OnDemand,
                    "",
                    price.PricingUnit,
                    tier.From,
                    tier.To,
                    tier.ListUnitPrice,
                    price.BillingCurrency,
                    price.AsOf
                )
            );
        }
    }

    /// <summary>Such a file says itself what the rules ask for.</summary>
    private sealed class ReviewedSkus(PriceTable embedded) : SkuMapping(embedded, [])
    {
        public override RuleName Of(FeedSku sku) =>
            new(
                sku.Service,
                sku.RegionId,
                sku[Unit],
                sku.Description,
                sku.Attributes.Where(a => a.Key is not (Unit or Source or Confidence))
                    .ToImmutableSortedDictionary(StringComparer.Ordinal),
                IsBySku: true,
                DropsFreeBand: false
            );
    }
}
