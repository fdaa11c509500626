using System.Runtime.CompilerServices;
using System.Text.Json;
using Infrar.Core.Pricing;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers;
using Microsoft.AspNetCore.Http.HttpResults;
using nietras.SeparatedValues;
using Parquet;
using Parquet.Schema;

namespace Infrar.Platform.Prices;

/// <summary>The book in use as a file, a row a price, its columns named as FOCUS names them where it does.</summary>
internal static class PriceExport
{
    private const int RowsOfAGroup = 20_000;

    private static readonly string[] _texts =
    [
        "ProviderName",
        "ServiceName",
        "SkuId",
        "SkuPriceId",
        "RegionId",
        "Description",
        "PricingCategory",
        "CommitmentLease",
        "PricingUnit",
        "BillingCurrency",
        "EffectiveFrom",
        "AsOf",
        "Source",
        "Origin",
        "SkuPriceDetails",
    ];

    public static Results<PushStreamHttpResult, ProblemHttpResult> ExportAsync(
        string? provider,
        string? format,
        PriceStore store,
        CancellationToken cancellationToken
    )
    {
        if (PriceEndpoints.Unknown(provider) is { } unknown)
        {
            return unknown.ToHttp();
        }

        return (format ?? "csv") switch
        {
            "csv" => File("prices.csv", "text/csv", to => CsvAsync(Rows(), to, cancellationToken)),
            "json" => File("prices.json", "application/json", to => JsonAsync(Rows(), to, cancellationToken)),
            "parquet" => File(
                "prices.parquet",
                "application/vnd.apache.parquet",
                to => ParquetAsync(Rows(), to, cancellationToken)
            ),
            var other => PriceProblems
                .NotRight($"'format' cannot be '{other}'. Name one of csv, json, parquet.")
                .ToHttp(),
        };

        IAsyncEnumerable<ExportRow> Rows() => RowsAsync(store, provider ?? "", cancellationToken);
    }

    private static PushStreamHttpResult File(string name, string type, Func<Stream, Task> write) =>
        TypedResults.Stream(write, type, name);

    private static async IAsyncEnumerable<ExportRow> RowsAsync(
        PriceStore store,
        string provider,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var stated = await store.StatedAsync(cancellationToken);
        await foreach (var sku in store.ExportAsync(provider, cancellationToken))
        {
            var rate = sku.Rates[0];
            yield return new(
                [
                    sku.Provider,
                    sku.Service,
                    sku.SkuId,
                    rate.RateId,
                    sku.RegionId,
                    sku.Description,
                    rate.Purchase.ToString(),
                    rate.Lease,
                    rate.Unit,
                    rate.Currency,
                    rate.EffectiveFrom,
                    sku.PublishedAt.Length > 10 ? sku.PublishedAt[..10] : sku.PublishedAt,
                    sku.Source,
                    nameof(PriceOrigin.Feed),
                    sku.Attributes,
                ],
                rate.From,
                rate.To,
                rate.UnitPrice
            );
        }

        var embedded = AllProviders
            .Catalog.Providers.Where(p => provider.Length is 0 || p.Id == provider)
            .SelectMany(p => p.Prices.Prices)
            .Where(p => !stated.Contains((p.Provider, p.SkuId, p.RegionId)));
        foreach (var price in embedded)
        {
            foreach (var tier in price.Tiers)
            {
                yield return new(
                    [
                        price.Provider,
                        price.Service,
                        price.SkuId,
                        EstimateJson.Exact(tier.From),
                        price.RegionId,
                        price.Description,
                        "OnDemand",
                        "",
                        price.PricingUnit,
                        price.BillingCurrency,
                        "",
                        price.AsOf,
                        price.Source,
                        nameof(PriceOrigin.Embedded),
                        JsonSerializer.Serialize(price.Attributes, JsonShape.Options),
                    ],
                    tier.From,
                    tier.To,
                    tier.ListUnitPrice
                );
            }
        }
    }

    private static async Task CsvAsync(IAsyncEnumerable<ExportRow> rows, Stream to, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(to, leaveOpen: true);
        await using var csv = Sep.New(',').Writer(options => options with { Escape = true }).To(text);
        await foreach (var row in rows)
        {
            await using var line = csv.NewRow(cancellationToken);
            for (var i = 0; i < _texts.Length; i++)
            {
                line[_texts[i]].Set(row.Texts[i]);
            }

            line["TierFrom"].Set(EstimateJson.Exact(row.From));
            line["TierTo"].Set(row.To is { } end ? EstimateJson.Exact(end) : "");
            line["ListUnitPrice"].Set(EstimateJson.Exact(row.UnitPrice));
        }
    }

    private static async Task JsonAsync(
        IAsyncEnumerable<ExportRow> rows,
        Stream to,
        CancellationToken cancellationToken
    )
    {
        await using var json = new Utf8JsonWriter(to);
        json.WriteStartArray();
        await foreach (var row in rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < _texts.Length - 1; i++)
            {
                json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(_texts[i]), row.Texts[i]);
            }

            json.WritePropertyName("skuPriceDetails");
            json.WriteRawValue(row.Texts[^1]);
            json.WriteString("tierFrom", EstimateJson.Exact(row.From));
            json.WriteString("tierTo", row.To is { } end ? EstimateJson.Exact(end) : null);
            json.WriteString("listUnitPrice", EstimateJson.Exact(row.UnitPrice));
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024)
            {
                await json.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task ParquetAsync(
        IAsyncEnumerable<ExportRow> rows,
        Stream to,
        CancellationToken cancellationToken
    )
    {
        var texts = _texts.Select(name => new DataField<string>(name, false)).ToArray();
        var from = new DecimalDataField("TierFrom", 38, 18);
        var until = new DecimalDataField("TierTo", 38, 18, isNullable: true);
        var price = new DecimalDataField("ListUnitPrice", 38, 18);
        // Parquet writes where it stands, which an answer's body cannot say: it goes through a file.
        await using var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.DeleteOnClose
        );
        await using (
            var writer = await ParquetWriter.CreateAsync(
                new ParquetSchema([.. texts, from, until, price]),
                file,
                cancellationToken: cancellationToken
            )
        )
        {
            var group = new List<ExportRow>(RowsOfAGroup);
            await foreach (var row in rows)
            {
                group.Add(row);
                if (group.Count is RowsOfAGroup)
                {
                    await WriteAsync();
                }
            }

            if (group.Count > 0)
            {
                await WriteAsync();
            }

            async Task WriteAsync()
            {
                using var part = writer.CreateRowGroup();
                for (var i = 0; i < texts.Length; i++)
                {
                    await part.WriteAsync(texts[i], group.ConvertAll(r => r.Texts[i]));
                }

                await part.WriteAsync<decimal>(
                    from,
                    group.ConvertAll(r => r.From).ToArray(),
                    cancellationToken: cancellationToken
                );
                await part.WriteAsync<decimal>(
                    until,
                    group.ConvertAll(r => r.To).ToArray(),
                    cancellationToken: cancellationToken
                );
                await part.WriteAsync<decimal>(
                    price,
                    group.ConvertAll(r => r.UnitPrice).ToArray(),
                    cancellationToken: cancellationToken
                );
                part.CompleteValidate();
                group.Clear();
            }
        }

        file.Position = 0;
        await file.CopyToAsync(to, cancellationToken);
    }

    private sealed record ExportRow(string[] Texts, decimal From, decimal? To, decimal UnitPrice);
}
