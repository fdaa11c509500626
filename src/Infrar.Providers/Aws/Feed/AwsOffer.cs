using Infrar.Providers.Feeds;

namespace Infrar.Providers.Aws.Feed;

/// <summary>What the JSON and the CSV form of an offer file have in common.</summary>
internal sealed class AwsOffer(string fileRegion, PriceSink sink)
{
    private const string Version1 = "v1.0";
    private readonly ReadableRows _rows = new();

    internal PriceSink Sink => sink;

    internal string OfferCode { get; set; } = "";

    internal string Version { get; set; } = "";

    internal string PublishedAt { get; set; } = "";

    internal string FormatVersion { get; set; } = "";

    /// <summary>Hands a product on.</summary>
    internal void Add(string sku, string family, List<KeyValuePair<string, string>> attributes)
    {
        var made = new FeedSku
        {
            Key = sku,
            SkuId = sku,
            RegionId = "",
            Service = OfferCode,
            Family = family,
            Description = "",
            Attributes = [.. attributes],
        };
        var region = made["regionCode"];
        var service = made["servicecode"];
        sink.Add(
            made with
            {
                RegionId = region.Length > 0 ? region : fileRegion,
                Service = service.Length > 0 ? service : OfferCode,
                Description = Describe(made),
            }
        );
    }

    /// <summary>Hands a price on; ranges and price are as the file writes them.</summary>
    internal void Add(in AwsRate rate)
    {
        var price = rate.Price ?? 0m;
        var isPrice = rate.Price is not null || FeedText.TryNumber(rate.UnitPrice, out price);
        var isRange = TryRange(rate.From, 0m, out var from) & TryRange(rate.To, null, out var to);
        if (!_rows.Count(isPrice && isRange && rate.Sku.Length > 0 && rate.RateId.Length > 0))
        {
            sink.Refuse(
                new(
                    rate.Sku,
                    rate.RateId,
                    RowFault.NotReadable,
                    $"price '{rate.UnitPrice}', from '{rate.From}' to '{rate.To}'"
                )
            );
            return;
        }

        sink.Add(
            new FeedRate(
                rate.Sku,
                rate.RateId,
                rate.IsReserved ? PurchaseOption.Reserved : PurchaseOption.OnDemand,
                rate.Lease,
                rate.Unit,
                from ?? 0m,
                to,
                price,
                rate.Currency,
                rate.EffectiveFrom
            )
        );
    }

    /// <summary>Looks back on the whole file.</summary>
    /// <exception cref="FeedFormatException">It is not what offer files are.</exception>
    internal void Close()
    {
        if (FormatVersion != Version1)
        {
            throw new FeedFormatException(
                $"The offer file says format version '{FormatVersion}' where '{Version1}' is known."
            );
        }

        _rows.Close("the offer file");
    }

    private static bool TryRange(string text, decimal? empty, out decimal? number)
    {
        number = empty;
        if (text is "" or "Inf")
        {
            return true;
        }

        if (text is "0")
        {
            number = 0m;
            return true;
        }

        var isNumber = FeedText.TryNumber(text, out var read);
        number = read;
        return isNumber;
    }

    // Prices' own descriptions contradict their prices at times.
    private static string Describe(FeedSku sku)
    {
        var said = sku["groupDescription"];
        if (said.Length > 0)
        {
            return said;
        }

        string[] parts =
        [
            sku.Family,
            sku["instanceType"],
            sku["databaseEngine"] + sku["cacheEngine"],
            sku["deploymentOption"],
            sku["storageClass"],
            sku["usagetype"],
        ];
        return string.Join(", ", parts.Where(p => p.Length > 0));
    }
}

/// <summary>One price dimension, as it is written.</summary>
internal struct AwsRate
{
    internal string Sku;
    internal string RateId;
    internal bool IsReserved;
    internal string Lease;
    internal string Unit;
    internal string From;
    internal string To;
    internal string UnitPrice;

    /// <summary>The price, where it was read as a number at once; else <see cref="UnitPrice"/> says it.</summary>
    internal decimal? Price;
    internal string Currency;
    internal string EffectiveFrom;

    /// <summary>For how long, what is paid before, and what can be changed: <c>1yr, No Upfront, standard</c>.</summary>
    internal static string LeaseOf(string length, string payment, string offering) =>
        string.Join(", ", new[] { length, payment, offering }.Where(p => p.Length > 0));
}
