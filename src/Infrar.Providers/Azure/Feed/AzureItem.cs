using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Azure.Feed;

/// <summary>One item of Azure's retail prices: one band of one meter, in one region, bought in one way.</summary>
internal sealed class AzureItem(FeedText texts, ReadableRows rows, PriceSink sink)
{
    private const int MostIds = 1000;

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

    private readonly JsonRow _row = new([
        .. _attributes,
        "type",
        "armRegionName",
        "retailPrice",
        "unitPrice",
        "tierMinimumUnits",
        "unitOfMeasure",
        "currencyCode",
        "effectiveStartDate",
        "reservationTerm",
        "serviceName",
        "savingsPlan",
    ]);

    // A feed has a few dozen of them.
    private readonly Dictionary<(PurchaseOption, string, decimal), string> _ids = [];

    /// <summary>Hands it on: what is sold, its price, and what it costs within savings plans.</summary>
    internal void Read(JsonElement item)
    {
        _row.Read(item);
        var (meter, sku) = (_row.Text("meterId"), _row.Text("skuId"));
        var region = _row.Text("armRegionName", texts);
        region = region is "" or "Global" ? "global" : region;
        var type = _row.Text("type", texts);
        var key = type is "DevTestConsumption" ? $"{sku}|{meter}|{region}|dev" : $"{sku}|{meter}|{region}";
        var price = _row.Number("retailPrice") ?? _row.Number("unitPrice");
        var from = _row.Number("tierMinimumUnits") ?? 0m;
        if (!rows.Count(meter.Length > 0 && sku.Length > 0 && price is not null && type.Length > 0))
        {
            sink.Refuse(new(key, type, RowFault.NotReadable, $"price '{_row.Text("retailPrice")}', type '{type}'"));
            return;
        }

        sink.Add(Sku(key, meter, region));
        var (purchase, lease) = Purchase(type);
        var rate = new FeedRate(
            key,
            Id(purchase, lease, from),
            purchase,
            lease,
            _row.Text("unitOfMeasure", texts),
            from,
            null,
            price!.Value,
            _row.Text("currencyCode", texts),
            _row.Text("effectiveStartDate", texts)
        );
        sink.Add(rate);
        if (_row["savingsPlan"] is { ValueKind: JsonValueKind.Array } plans)
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

    private FeedSku Sku(string key, string meter, string region)
    {
        var attributes = new List<KeyValuePair<string, string>>(_attributes.Length);
        foreach (var name in _attributes)
        {
            // What tells one item from all others comes once.
            var value =
                name is "meterId" ? meter
                : name is "skuId" ? _row.Text(name)
                : _row.Text(name, texts);
            if (value.Length > 0)
            {
                attributes.Add(new(name, value));
            }
        }

        return new()
        {
            Key = key,
            SkuId = meter,
            RegionId = region,
            Service = _row.Text("serviceName", texts),
            Family = _row.Text("serviceFamily", texts),
            Description = $"{_row.Text("productName", texts)}, {_row.Text("meterName", texts)}",
            Attributes = [.. attributes],
        };
    }

    private (PurchaseOption Purchase, string Lease) Purchase(string type) =>
        type switch
        {
            "Reservation" => (PurchaseOption.Reserved, _row.Text("reservationTerm", texts)),
            // For subscriptions of developers alone: no rule asks for it.
            "DevTestConsumption" => (PurchaseOption.OnDemand, "dev/test"),
            _ when IsLeftOver(_row.Text("skuName", texts)) => (PurchaseOption.Spot, ""),
            _ => (PurchaseOption.OnDemand, ""),
        };

    private static bool IsLeftOver(string sku) =>
        sku.EndsWith(" Spot", StringComparison.Ordinal) || sku.EndsWith(" Low Priority", StringComparison.Ordinal);

    private string Id(PurchaseOption purchase, string lease, decimal from)
    {
        if (!_ids.TryGetValue((purchase, lease, from), out var id))
        {
            id = FormattableString.Invariant($"{purchase}|{lease}|{from / 1.0000000000000000000000000000m}");
            if (_ids.Count < MostIds)
            {
                _ids[(purchase, lease, from)] = id;
            }
        }

        return id;
    }
}
