using System.Text.Json.Nodes;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Prices;
using Infrar.Providers;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Tests.Prices;

/// <summary>The pages of Azure and Google, and reviewed files.</summary>
public sealed class OtherFeedTests : IAsyncLifetime
{
    private const string AzureApps =
        "/api/retail/prices?api-version=2023-01-01-preview&$filter=serviceName eq 'Azure Container Apps'";

    private FeedServer _feed = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _feed = await FeedServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    [Fact]
    public async Task Azure_is_read_page_by_page_with_bands_savings_plans_and_primary_meters()
    {
        var next = $"{_feed.Url}{AzureApps.Replace(" ", "%20")}&$skip=2";
        _feed.Put(
            AzureApps,
            Page(
                next,
                Item("meter-cpu", "sku/1", "Standard vCPU Active Usage", "1 Second", "3.4e-05", saving: "2.9e-05"),
                Item("meter-cpu", "sku/2", "Standard vCPU Active Usage", "1 Second", "0.9", isPrimary: false)
            )
        );
        _feed.Put(
            $"{AzureApps}&$skip=2",
            Page(
                null,
                Item("meter-requests", "sku/3", "Standard Requests", "1M", "0.0"),
                Item("meter-requests", "sku/3", "Standard Requests", "1M", "0.4", from: "2"),
                Item("meter-odd", "sku/4", "Frobs", "1 Frob", "1.0")
            )
        );
        await using var scene = await SceneAsync("azure", "--Prices:Feeds:azure:Services:0=Azure Container Apps");
        var sync = await scene.SyncAsync("azure", Cancel);

        Assert.Equal("", sync.Problem);
        Assert.Equal((6, 1), (sync.Progress.Rows, sync.Progress.Quarantined));
        var book = await scene.Books.CurrentAsync(Cancel);
        var azure = AllProviders.Catalog.FindProvider("azure")!;
        Price Find(string unit, string meter) =>
            book.Find(azure, new("Azure Container Apps", "polandcentral", unit, ("meterName", meter)))!;
        // A region that the embedded book lacks, a unit of ours, the primary meter of two.
        var cpu = Find("vCPU-hour", "Standard vCPU Active Usage");
        Assert.Equal((0.1224m, "meter-cpu"), (cpu.Tiers.Single().ListUnitPrice, cpu.SkuId));
        Assert.StartsWith(_feed.Url, cpu.Source, StringComparison.Ordinal);
        // The free first band is an allowance of the account.
        Assert.Equal([new PriceTier(0m, null, 0.0000004m)], Find("request", "Standard Requests").Tiers);
        var store = scene.Store;
        Assert.Contains(
            (await store.ShowAsync("azure", "meter-cpu", Cancel)).SelectMany(s => s.Rates),
            r => r is { Purchase: PurchaseOption.SavingsPlan, Lease: "1 Year", UnitPrice: 0.000029m }
        );
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/api/retail/prices", "is not on 127.0.0.1")]
    [InlineData("", "has no list 'Items'")]
    public async Task An_azure_page_that_leads_astray_is_not_followed(string next, string problem)
    {
        _feed.Put(
            AzureApps,
            next.Length is 0 ? """{"items": []}""" : Page(next, Item("m", "s/1", "Standard Requests", "1M", "0.4"))
        );
        await using var scene = await SceneAsync("azure", "--Prices:Feeds:azure:Services:0=Azure Container Apps");
        var sync = await scene.SyncAsync("azure", Cancel);

        Assert.Equal(PriceSyncStatus.Failed, sync.Status);
        Assert.Contains(problem, sync.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Google_is_read_with_a_key_and_the_price_that_holds_now()
    {
        var key = Path.Combine(Directory.CreateTempSubdirectory("infrar-key-").FullName, "key");
        await File.WriteAllTextAsync(key, "a-key-of-google\n", Cancel);
        _feed.Put(
            "/v1/services?key=a-key-of-google",
            """{"services": [{"serviceId": "AAAA-1111-2222", "displayName": "Cloud Run"}, {"serviceId": "BBBB-1111-2222", "displayName": "Something else"}], "nextPageToken": ""}"""
        );
        const string Skus = "/v1/services/AAAA-1111-2222/skus?key=a-key-of-google&pageSize=5000&currencyCode=USD";
        _feed.Put(
            Skus,
            $$"""{"skus": [{{Sku("SKU-CPU", "Services CPU (Request-based billing)", "s", "24000", "180000")}}], "nextPageToken": "more/2"}"""
        );
        _feed.Put(
            $"{Skus}&pageToken=more/2",
            $$"""{"skus": [{{Sku("SKU-REQ", "Requests", "count", "400", "2000000")}}], "nextPageToken": ""}"""
        );
        await using var scene = await SceneAsync("gcp", $"--Prices:Feeds:gcp:KeyFile={key}");
        var sync = await scene.SyncAsync("gcp", Cancel);

        Assert.Equal("", sync.Problem);
        var book = await scene.Books.CurrentAsync(Cancel);
        var google = AllProviders.Catalog.FindProvider("gcp")!;
        var cpu = book.Find(
            google,
            new("Cloud Run", "asia-east1", "vCPU-second", ("billing", "request-based"), ("tier", "1"), ("state", ""))
        )!;
        Assert.Equal([new PriceTier(0m, null, 0.000024m)], cpu.Tiers);
        Assert.Equal("SKU-CPU", cpu.SkuId);
        Assert.DoesNotContain("key", cpu.Source, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.Store.ShowAsync("gcp", "SKU-REQ", Cancel)).Length);
    }

    [Fact]
    public async Task A_reviewed_file_is_the_feed_of_a_provider_without_one()
    {
        _feed.Put("/hetzner.json", Reviewed("12.99"));
        await using var scene = await SceneAsync("hetzner", $"--Prices:Feeds:hetzner:Address={_feed.Url}/hetzner.json");
        var first = await scene.SyncAsync("hetzner", Cancel);
        var again = await scene.SyncAsync("hetzner", Cancel);
        _feed.Put("/hetzner.json", Reviewed("13.49"));
        var changed = await scene.SyncAsync("hetzner", Cancel);
        _feed.Put("/hetzner.json", Reviewed("13.49").Replace("hetzner", "render", StringComparison.Ordinal));
        var wrong = await scene.SyncAsync("hetzner", Cancel);

        Assert.Equal(("", 1L), (first.Problem, first.Progress.Added));
        Assert.Equal(1, again.Progress.FilesUnchanged);
        Assert.Equal((1L, 1L), (changed.Progress.Added, changed.Progress.Ended));
        Assert.Contains("is of provider 'render' where 'hetzner' belongs", wrong.Problem, StringComparison.Ordinal);
        var book = await scene.Books.CurrentAsync(Cancel);
        var price = book.Find(
            AllProviders.Catalog.FindProvider("hetzner")!,
            new("Cloud server", "eu", "server-month", ("plan", "cx99"))
        )!;
        Assert.Equal(
            (13.49m, "EUR", "a reviewer's note", "2026-11-01"),
            (price.Tiers[0].ListUnitPrice, price.BillingCurrency, price.Source, price.AsOf)
        );
    }

    private static string Reviewed(string price) =>
        $$"""
            {"provider": "hetzner", "prices": [{"skuId": "infrar:cloud-server/cx99", "regionId": "eu", "service": "Cloud server",
              "description": "CX99", "attributes": {"plan": "cx99"}, "pricingUnit": "server-month", "billingCurrency": "EUR",
              "listUnitPrice": "{{price}}", "asOf": "2026-11-01", "source": "a reviewer's note", "confidence": "medium"}]}
            """;

    private static string Sku(string id, string description, string unit, string nanos, string free) =>
        $$$"""
            {"name": "services/AAAA-1111-2222/skus/{{{id}}}", "skuId": "{{{id}}}", "description": "{{{description}}}",
             "category": {"serviceDisplayName": "Cloud Run", "resourceFamily": "Compute", "resourceGroup": "CPU", "usageType": "OnDemand"},
             "serviceRegions": ["us-central1", "asia-east1"],
             "pricingInfo": [
               {"pricingExpression": {"usageUnit": "{{{unit}}}", "tieredRates": [{"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "units": "7", "nanos": 0}}]}, "effectiveTime": "2199-01-01T00:00:00Z"},
               {"pricingExpression": {"usageUnit": "{{{unit}}}", "tieredRates": [
                 {"startUsageAmount": 0, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": 0}},
                 {"startUsageAmount": {{{free}}}, "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": {{{nanos}}}}}]},
                "aggregationInfo": {"aggregationLevel": "ACCOUNT"}, "effectiveTime": "2026-08-01T00:00:00Z"}],
             "geoTaxonomy": {"type": "MULTI_REGIONAL"}}
            """;

    private static JsonObject Item(
        string meter,
        string sku,
        string name,
        string unit,
        string price,
        string from = "0.0",
        bool isPrimary = true,
        string? saving = null
    )
    {
        var item = new JsonObject
        {
            ["currencyCode"] = "USD",
            ["tierMinimumUnits"] = JsonNode.Parse(from),
            ["retailPrice"] = JsonNode.Parse(price),
            ["unitPrice"] = JsonNode.Parse(price),
            ["armRegionName"] = "polandcentral",
            ["location"] = "PL Central",
            ["effectiveStartDate"] = "2026-06-01T00:00:00Z",
            ["meterId"] = meter,
            ["meterName"] = name,
            ["productId"] = "product",
            ["skuId"] = sku,
            ["productName"] = "Azure Container Apps",
            ["skuName"] = "Standard",
            ["serviceName"] = "Azure Container Apps",
            ["serviceFamily"] = "Compute",
            ["unitOfMeasure"] = unit,
            ["type"] = "Consumption",
            ["isPrimaryMeterRegion"] = isPrimary,
            ["armSkuName"] = "",
        };
        if (saving is not null)
        {
            item["savingsPlan"] = new JsonArray(
                new JsonObject
                {
                    ["unitPrice"] = JsonNode.Parse(saving),
                    ["retailPrice"] = JsonNode.Parse(saving),
                    ["term"] = "1 Year",
                }
            );
        }

        return item;
    }

    private static string Page(string? next, params JsonObject[] items) =>
        new JsonObject
        {
            ["BillingCurrency"] = "USD",
            ["Items"] = new JsonArray([.. items]),
            ["NextPageLink"] = next,
            ["Count"] = items.Length,
        }.ToJsonString();

    private Task<PriceScene> SceneAsync(string provider, params string[] settings) =>
        PriceScene.StartAsync(
            false,
            Cancel,
            [$"--Prices:Feeds:{provider}:Address={_feed.Url}", "--Prices:Retries=0", .. settings]
        );
}
