using System.Globalization;
using System.Text;

namespace Infrar.Platform.Benchmarks;

/// <summary>Feeds of any size on a server on loopback: one offer file of AWS, in both forms, and pages of Azure.</summary>
internal sealed class PriceFeeds : IAsyncDisposable
{
    private const int PageSize = 1000;
    private const int RatesOfASku = 12;

    // What a product and its terms come to.
    private const int JsonBytesOfASku = 5_500;
    private readonly string _folder = Directory.CreateTempSubdirectory("infrar-feeds-").FullName;
    private WebApplication? _app;

    public string Url => _app!.Urls.First();

    public string Json => Path.Combine(_folder, "index.json");

    public string Csv => Path.Combine(_folder, "index.csv");

    /// <summary>Writes what the forms need, and serves it.</summary>
    public static async Task<PriceFeeds> StartAsync(int megabytes, int items, string[] forms)
    {
        var feeds = new PriceFeeds();
        if (forms.Contains("csv"))
        {
            await feeds.WriteCsvAsync(megabytes * 1_000_000L);
        }

        if (forms.Contains("json"))
        {
            await feeds.WriteJsonAsync(megabytes * 1_000_000L);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        feeds._app = app;
        app.Run(http => feeds.AnswerAsync(http, items));
        await app.StartAsync();
        return feeds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswerAsync(HttpContext http, int items)
    {
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/aws/index.json", StringComparison.Ordinal))
        {
            await http.Response.WriteAsync(
                """{"offers":{"AmazonEC2":{"currentRegionIndexUrl":"/region_index.json"}}}"""
            );
        }
        else if (path is "/region_index.json")
        {
            await http.Response.WriteAsync(
                """{"regions":{"us-east-1":{"currentVersionUrl":"/AmazonEC2/1/us-east-1/index.json"}}}"""
            );
        }
        else if (path.StartsWith("/AmazonEC2/", StringComparison.Ordinal))
        {
            await http.Response.SendFileAsync(path.EndsWith(".csv", StringComparison.Ordinal) ? Csv : Json);
        }
        else
        {
            await AzureAsync(http, items);
        }
    }

    private async Task AzureAsync(HttpContext http, int items)
    {
        var skip = int.TryParse(http.Request.Query["$skip"], CultureInfo.InvariantCulture, out var at) ? at : 0;
        var text = new StringBuilder("""{"BillingCurrency":"USD","Items":[""");
        var end = Math.Min(items, skip + PageSize);
        for (var i = skip; i < end; i++)
        {
            text.Append(i > skip ? "," : "")
                .Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":{{i % 997 + 1}}e-05,"unitPrice":{{i % 997 + 1}}e-05,"armRegionName":"region{{i % 60}}","location":"Somewhere","effectiveStartDate":"2026-06-01T00:00:00Z","meterId":"{{i:x8}}-58a5-5f73-962b-15946bf70148","meterName":"vCore","productId":"DZH318Z0DCRL","skuId":"DZH318Z0DCRL/{{i:x6}}","productName":"Azure Database for PostgreSQL Flexible Server","skuName":"D{{i % 96}}","serviceName":"Azure Database for PostgreSQL","serviceId":"DZH3199QPQTD","serviceFamily":"Databases","unitOfMeasure":"1 Hour","type":"Consumption","isPrimaryMeterRegion":true,"armSkuName":"D{{i % 96}}"}"""
                );
        }

        text.Append("],\"NextPageLink\":")
            .Append(
                end < items
                    ? $"\"{Url}{http.Request.Path}?$skip={end.ToString(CultureInfo.InvariantCulture)}\""
                    : "null"
            )
            .Append(CultureInfo.InvariantCulture, $",\"Count\":{end - skip}}}");
        await http.Response.WriteAsync(text.ToString());
    }

    private async Task WriteCsvAsync(long bytes)
    {
        await using var file = new StreamWriter(Csv);
        await file.WriteAsync(
            "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"Made to measure.\"\n\"Publication Date\",\"2026-11-20T09:30:11Z\"\n\"Version\",\"1\"\n\"OfferCode\",\"AmazonEC2\"\n"
                + "\"SKU\",\"OfferTermCode\",\"RateCode\",\"TermType\",\"PriceDescription\",\"EffectiveDate\",\"StartingRange\",\"EndingRange\",\"Unit\",\"PricePerUnit\",\"Currency\",\"LeaseContractLength\",\"PurchaseOption\",\"OfferingClass\",\"Product Family\",\"serviceCode\",\"Location\",\"Location Type\",\"Instance Type\",\"vCPU\",\"Physical Processor\",\"Memory\",\"Operating System\",\"usageType\",\"operation\",\"Region Code\"\n"
        );
        var sku = 0;
        for (; file.BaseStream.Position < bytes; sku++)
        {
            var name = Name(sku);
            for (var rate = 0; rate < RatesOfASku; rate++)
            {
                var term = rate is 0 ? "\"OnDemand\"" : "\"Reserved\"";
                var lease = rate is 0 ? ",," : $"\"{(rate % 2 is 0 ? 1 : 3)}yr\",\"No Upfront\",\"standard\"";
                await file.WriteAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{name}\",\"TERM{rate:D6}\",\"{name}.TERM{rate:D6}.6YS6EN2CT7\",{term},\"${Price(sku, rate)} per On Demand Linux m7i.{sku % 40}xlarge Instance Hour\",\"2026-11-01\",\"0\",\"Inf\",\"Hrs\",\"{Price(sku, rate)}\",\"USD\",{lease},\"Compute Instance\",\"AmazonEC2\",\"US East (N. Virginia)\",\"AWS Region\",\"m7i.{sku % 40}xlarge\",\"{sku % 192}\",\"Intel Xeon Scalable (Sapphire Rapids)\",\"{sku % 768} GiB\",\"Linux\",\"BoxUsage:m7i.{sku % 40}xlarge\",\"RunInstances:{sku:D6}\",\"us-east-1\"\n"
                    )
                );
            }
        }
    }

    private async Task WriteJsonAsync(long bytes)
    {
        var skus = (int)(bytes / JsonBytesOfASku);
        await using var file = new StreamWriter(Json);
        await file.WriteAsync(
            """{"formatVersion":"v1.0","offerCode":"AmazonEC2","version":"1","publicationDate":"2026-11-20T09:30:11Z","products":{"""
        );
        for (var sku = 0; sku < skus; sku++)
        {
            await file.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{{(sku > 0 ? "," : "")}}"{{Name(sku)}}":{"sku":"{{Name(sku)}}","productFamily":"Compute Instance","attributes":{"servicecode":"AmazonEC2","location":"US East (N. Virginia)","locationType":"AWS Region","instanceType":"m7i.{{sku % 40}}xlarge","vcpu":"{{sku % 192}}","physicalProcessor":"Intel Xeon Scalable (Sapphire Rapids)","memory":"{{sku % 768}} GiB","operatingSystem":"Linux","usagetype":"BoxUsage:m7i.{{sku % 40}}xlarge","operation":"RunInstances:{{sku:D6}}","regionCode":"us-east-1" """
                ) + "}}"
            );
        }

        await file.WriteAsync("},\"terms\":{");
        foreach (var (sort, from, to) in ((string, int, int)[])[("OnDemand", 0, 1), ("Reserved", 1, RatesOfASku)])
        {
            await file.WriteAsync($"{(from > 0 ? "," : "")}\"{sort}\":{{");
            for (var sku = 0; sku < skus; sku++)
            {
                await file.WriteAsync($"{(sku > 0 ? "," : "")}\"{Name(sku)}\":{{");
                for (var rate = from; rate < to; rate++)
                {
                    await file.WriteAsync(Term(sku, rate, rate > from));
                }

                await file.WriteAsync("}");
            }

            await file.WriteAsync("}");
        }

        await file.WriteAsync("}}");
    }

    private static string Term(int sku, int rate, bool isNext)
    {
        var (name, code) = (Name(sku), $"{Name(sku)}.TERM{rate:D6}");
        var lease = rate is 0
            ? "{}"
            : $$"""{"LeaseContractLength":"{{(rate % 2 is 0 ? 1 : 3)}}yr","OfferingClass":"standard","PurchaseOption":"No Upfront"}""";
        var price = string.Create(CultureInfo.InvariantCulture, $"{Price(sku, rate)}");
        return $"{(isNext ? "," : "")}\"{code}\":{{\"offerTermCode\":\"TERM{rate:D6}\",\"sku\":\"{name}\",\"effectiveDate\":\"2026-11-01T00:00:00Z\",\"priceDimensions\":{{\"{code}.6YS6EN2CT7\":{{\"rateCode\":\"{code}.6YS6EN2CT7\",\"description\":\"${price} per On Demand Linux Instance Hour\",\"beginRange\":\"0\",\"endRange\":\"Inf\",\"unit\":\"Hrs\",\"pricePerUnit\":{{\"USD\":\"{price}\"}},\"appliesTo\":[]}}}},\"termAttributes\":{lease}}}";
    }

    // SKUs come in no order, as AWS's do.
    private static string Name(int sku) =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)sku * 2654435761u:X8}{sku:X8}");

    private static decimal Price(int sku, int rate) => (sku % 9973 + 1) * 0.0000137m * (RatesOfASku + 1 - rate) / 10m;
}
