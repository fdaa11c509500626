using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Azure.Feed;

/// <summary>One item of Azure's retail prices: one band of one meter, in one region, bought in one way.</summary>
internal static class AzureItem
{
    // All others are the price's own.
    private static readonly string[] _attributes =
    [
        "meterName",
        "productName",
        "skuName",
        "armSkuName",
        "skuId",
        "productId",
        "meterId",
        "serviceFamily",
        "location",
        "isPrimaryMeterRegion",
    ];

    /// <summary>Hands it on: what is sold, its price, and what it costs within savings plans.</summary>
    internal static void Read(JsonElement item, FeedText texts, ReadableRows rows, PriceSink sink)
    {
        var meter = item.Text("meterId");
        var region = item.Text("armRegionName");
        region = region is "" or "Global" ? "global" : region;
        var type = item.Text("type");
        var isDevTest = type is "DevTestConsumption";
        var key = $"{item.Text("skuId")}|{meter}|{region}{(isDevTest ? "|dev" : "")}";
        var price = item.Number("retailPrice") ?? item.Number("unitPrice");
        var from = item.Number("tierMinimumUnits") ?? 0m;
        if (!rows.Count(meter.Length > 0 && item.Text("skuId").Length > 0 && price is not null && type.Length > 0))
        {
            sink.Refuse(new(key, type, RowFault.NotReadable, $"price '{item.Text("retailPrice")}', type '{type}'"));
            return;
        }

        sink.Add(Sku(item, texts, key, meter, region));
        var rate = new FeedRate(
            key,
            "",
            PurchaseOption.OnDemand,
            "",
            texts.Keep(item.Text("unitOfMeasure")),
            from,
            null,
            price!.Value,
            texts.Keep(item.Text("currencyCode")),
            texts.Keep(item.Text("effectiveStartDate"))
        );
        var (purchase, lease) = Purchase(item, type);
        sink.Add(rate with { RateId = Id(purchase, lease, from), Purchase = purchase, Lease = lease });
        if (item.TryGetProperty("savingsPlan", out var plans) && plans.ValueKind is JsonValueKind.Array)
        {
            foreach (var plan in plans.EnumerateArray())
            {
                var term = texts.Keep(plan.Text("term"));
                if (plan.Number("retailPrice") is { } planned && term.Length > 0)
                {
                    sink.Add(
                        rate with
                        {
                            RateId = Id(PurchaseOption.SavingsPlan, term, from),
                            Purchase = PurchaseOption.SavingsPlan,
                            Lease = term,
                            UnitPrice = planned,
                        }
                    );
                }
            }
        }
    }

    private static FeedSku Sku(JsonElement item, FeedText texts, string key, string meter, string region)
    {
        var attributes = new List<KeyValuePair<string, string>>(_attributes.Length);
        foreach (var name in _attributes)
        {
            if (texts.Keep(item.Text(name)) is { Length: > 0 } value)
            {
                attributes.Add(new(name, value));
            }
        }

        return new()
        {
            Key = key,
            SkuId = meter,
            RegionId = texts.Keep(region),
            Service = texts.Keep(item.Text("serviceName")),
            Family = texts.Keep(item.Text("serviceFamily")),
            Description = texts.Keep($"{item.Text("productName")}, {item.Text("meterName")}"),
            Attributes = attributes,
        };
    }

    private static (PurchaseOption Purchase, string Lease) Purchase(JsonElement item, string type) =>
        type switch
        {
            "Reservation" => (PurchaseOption.Reserved, item.Text("reservationTerm")),
            // For subscriptions of developers alone: no rule asks for it.
            "DevTestConsumption" => (PurchaseOption.OnDemand, "dev/test"),
            _ when IsLeftOver(item.Text("skuName")) => (PurchaseOption.Spot, ""),
            _ => (PurchaseOption.OnDemand, ""),
        };

    private static bool IsLeftOver(string sku) =>
        sku.EndsWith(" Spot", StringComparison.Ordinal) || sku.EndsWith(" Low Priority", StringComparison.Ordinal);

    private static string Id(PurchaseOption purchase, string lease, decimal from) =>
        FormattableString.Invariant($"{purchase}|{lease}|{from / 1.0000000000000000000000000000m}");
}
