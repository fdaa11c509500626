using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Google.Feed;

/// <summary>One SKU of Google's catalog, sold in all the regions that it names.</summary>
internal static class GoogleSku
{
    private const decimal Nano = 0.000000001m;

    /// <summary>Hands it on with the price that holds now; one that is to come is read when its time is there.</summary>
    internal static void Read(JsonElement sku, DateTimeOffset now, FeedText texts, ReadableRows rows, PriceSink sink)
    {
        var id = sku.Text("skuId");
        var (pricing, effective) = Current(sku, now);
        var isReadable =
            id.Length > 0
            && pricing.ValueKind is JsonValueKind.Object
            && pricing.TryGetProperty("tieredRates", out var tiers)
            && tiers.ValueKind is JsonValueKind.Array
            && sku.TryGetProperty("serviceRegions", out var regions)
            && regions.ValueKind is JsonValueKind.Array;
        if (!rows.Count(isReadable))
        {
            sink.Refuse(new(id, "", RowFault.NotReadable, $"{sku.Text("description")}: no price that holds"));
            return;
        }

        var category = sku.GetProperty("category");
        var attributes = Attributes(sku, category, texts);
        foreach (var region in sku.GetProperty("serviceRegions").EnumerateArray())
        {
            sink.Add(
                new FeedSku
                {
                    Key = id,
                    SkuId = id,
                    RegionId = texts.Keep(region.GetString() ?? ""),
                    Service = texts.Keep(category.Text("serviceDisplayName")),
                    Family = texts.Keep(category.Text("resourceFamily")),
                    Description = texts.Keep(sku.Text("description")),
                    Attributes = attributes,
                }
            );
        }

        var (purchase, lease) = Purchase(category.Text("usageType"));
        Tiers(id, pricing, texts.Keep(effective), purchase, lease, sink);
    }

    private static void Tiers(
        string id,
        JsonElement pricing,
        string effective,
        PurchaseOption purchase,
        string lease,
        PriceSink sink
    )
    {
        var unit = pricing.Text("usageUnit");
        var tiers = pricing.GetProperty("tieredRates").EnumerateArray().ToList();
        for (var i = 0; i < tiers.Count; i++)
        {
            var from = tiers[i].Number("startUsageAmount") ?? 0m;
            var rate = FormattableString.Invariant($"{purchase}|{lease}|{from / 1.0000000000000000000000000000m}");
            if (
                !tiers[i].TryGetProperty("unitPrice", out var price)
                || !FeedText.TryNumber(price.Text("units") is { Length: > 0 } whole ? whole : "0", out var units)
            )
            {
                sink.Refuse(new(id, rate, RowFault.NotReadable, "A band has no unit price."));
                continue;
            }

            sink.Add(
                new FeedRate(
                    id,
                    rate,
                    purchase,
                    lease,
                    unit,
                    from,
                    i + 1 < tiers.Count ? tiers[i + 1].Number("startUsageAmount") : null,
                    units + ((price.Number("nanos") ?? 0m) * Nano),
                    price.Text("currencyCode"),
                    effective
                )
            );
        }
    }

    // The newest that is not in the future.
    private static (JsonElement Pricing, string Effective) Current(JsonElement sku, DateTimeOffset now)
    {
        var (found, effective, since) = (default(JsonElement), "", DateTimeOffset.MinValue);
        if (sku.TryGetProperty("pricingInfo", out var all) && all.ValueKind is JsonValueKind.Array)
        {
            foreach (var one in all.EnumerateArray())
            {
                var said = one.Text("effectiveTime");
                var at = DateTimeOffset.TryParse(
                    said,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var read
                )
                    ? read
                    : DateTimeOffset.MinValue;
                if (at <= now && at >= since && one.TryGetProperty("pricingExpression", out var expression))
                {
                    (found, effective, since) = (expression, said, at);
                }
            }
        }

        return (found, effective);
    }

    private static ImmutableArray<KeyValuePair<string, string>> Attributes(
        JsonElement sku,
        JsonElement category,
        FeedText texts
    )
    {
        (string Name, string Value)[] all =
        [
            ("resourceFamily", category.Text("resourceFamily")),
            ("resourceGroup", category.Text("resourceGroup")),
            ("usageType", category.Text("usageType")),
            ("aggregationLevel", AggregationLevel(sku)),
            ("taxonomy", sku.TryGetProperty("geoTaxonomy", out var geo) ? geo.Text("type") : ""),
        ];
        return
        [
            .. all.Where(a => a.Value.Length > 0)
                .Select(a => new KeyValuePair<string, string>(a.Name, texts.Keep(a.Value))),
        ];
    }

    private static string AggregationLevel(JsonElement sku) =>
        sku.GetProperty("pricingInfo")
            .EnumerateArray()
            .Select(p => p.TryGetProperty("aggregationInfo", out var info) ? info.Text("aggregationLevel") : "")
            .FirstOrDefault(level => level.Length > 0)
        ?? "";

    private static (PurchaseOption Purchase, string Lease) Purchase(string usage) =>
        usage switch
        {
            "Preemptible" => (PurchaseOption.Spot, ""),
            "Commit1Yr" => (PurchaseOption.Reserved, "1yr"),
            "Commit3Yr" => (PurchaseOption.Reserved, "3yr"),
            _ => (PurchaseOption.OnDemand, ""),
        };
}
