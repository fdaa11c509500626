using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;
using Infrar.Testing;

namespace Infrar.Platform.Tests.Prices;

/// <summary>A price book that was read from a feed with the same prices estimates the same as the one that ships with Infrar.</summary>
public abstract class SameEstimateTests(bool postgres)
{
    public sealed class OnSqlite() : SameEstimateTests(false);

    public sealed class OnPostgres() : SameEstimateTests(true);

    private const string Reviewer = "as reviewed: ";

    private static readonly string[] _reviewed =
    [
        "cloudflare",
        "digitalocean",
        "hetzner",
        "railway",
        "render",
        "vercel",
    ];

    // How AWS writes what the embedded book counts in.
    private static readonly Dictionary<string, string> _units = new(StringComparer.Ordinal)
    {
        ["hour"] = "Hrs",
        ["instance-hour"] = "Hrs",
        ["node-hour"] = "Hrs",
        ["cluster-hour"] = "Hours",
        ["vCPU-hour"] = "vCPU-Hours",
        ["GB-hour"] = "GB-Hours",
        ["GB-month"] = "GB-Mo",
        ["LCU-hour"] = "LCU-Hrs",
        ["IOPS-month"] = "IOPS-Mo",
        ["MBps-month"] = "MBps-Mo",
        ["request"] = "Requests",
        ["query"] = "Queries",
        ["alarm-metric-month"] = "Alarms",
        ["metric-month"] = "Metrics",
        ["dashboard-month"] = "Dashboards",
        ["secret-month"] = "Secrets",
        ["key-month"] = "months",
        ["zone-month"] = "HostedZone",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Infrars_own_placement_is_estimated_the_same_from_feeds_that_state_the_embedded_prices()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var scene = await PriceScene.StartAsync(
            postgres,
            Cancel,
            [
                $"--Prices:Feeds:aws:Address={feed.Url}",
                .. _reviewed.Select(p => $"--Prices:Feeds:{p}:Address={feed.Url}/{p}.json"),
            ]
        );
        Publish(feed);
        PublishReviewed(feed);
        foreach (var provider in _reviewed.Append("aws"))
        {
            Assert.Equal("", (await scene.SyncAsync(provider, Cancel)).Problem);
        }

        var book = await scene.Books.CurrentAsync(Cancel);
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"),
            Cancel
        );
        var manifest = ManifestReader.Read(text, "infrar.yaml", AllProviders.Catalog).Manifest!;
        var providers = new HashSet<string>();
        foreach (var environment in manifest.Environments)
        {
            foreach (var strategy in environment.Strategies)
            {
                Assert.True(manifest.Resolve(environment.Name, strategy).Succeeded(out var system, out _));
                var placement = Planner.Place(system, AllProviders.Catalog);
                foreach (var traffic in system.UsageProfiles)
                {
                    var (embedded, _) = Estimate(placement, traffic, PriceBook.Embedded);
                    var (synced, prices) = Estimate(placement, traffic, book);

                    Assert.Equal(WithoutSources(embedded), WithoutSources(synced));
                    // Every line rests on a feed, but for the few that AWS's has no SKU of.
                    Assert.All(
                        prices.Where(p => p.Provider is not "aws" || !IsOurs(p)),
                        p => Assert.True(IsOfFeed(p, feed), $"{p.Provider} {p.SkuId} {p.RegionId} is of {p.Source}")
                    );
                    providers.UnionWith(prices.Select(p => p.Provider));
                }
            }
        }

        Assert.Equal(
            ["aws", "cloudflare", "digitalocean", "hetzner", "railway", "render", "vercel"],
            providers.Order(StringComparer.Ordinal)
        );
        AllTheSame(book, feed);
    }

    // Whatever a rule may ask for, be it in Infrar's own placement or not.
    private static void AllTheSame(PriceBook book, FeedServer feed)
    {
        var others = new List<string>();
        foreach (var provider in _reviewed.Append("aws").Select(p => AllProviders.Catalog.FindProvider(p)!))
        {
            foreach (var price in provider.Prices.Prices.Where(p => provider.Id is not "aws" || !IsOurs(p)))
            {
                var query = new PriceQuery(
                    price.Service,
                    price.RegionId,
                    price.PricingUnit,
                    [.. price.Attributes.Select(a => (a.Key, a.Value))]
                )
                {
                    Description = price.Description,
                };
                var found = book.Find(provider, query);
                if (
                    found is null
                    || !IsOfFeed(found, feed)
                    || found.SkuId != price.SkuId
                    || found.BillingCurrency != price.BillingCurrency
                    || !found.Tiers.SequenceEqual(price.Tiers)
                )
                {
                    others.Add($"{query} ({price.SkuId}): {found?.SkuId} of {found?.Source}");
                }
            }
        }

        Assert.Empty(others);
    }

    private static bool IsOurs(Price price) => price.SkuId.StartsWith("infrar:", StringComparison.Ordinal);

    private static bool IsOfFeed(Price price, FeedServer feed) =>
        price.Source.StartsWith(feed.Url, StringComparison.Ordinal)
        || price.Source.StartsWith(Reviewer, StringComparison.Ordinal);

    [Fact]
    public async Task An_estimate_follows_the_feed()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}"
        );
        var person = await platform.AdministratorAsync(Cancel);
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"),
            Cancel
        );
        var project = await person.ProjectAsync("Infrar itself", Cancel, text);
        var at = $"/api/v1/projects/{project.Text("slug")}";
        async Task<decimal> CostAsync() =>
            decimal.Parse(
                (
                    await person.Client.GetJsonAsync($"{at}/estimate?environment=production&strategy=pages-aws", Cancel)
                ).Text("totalMonthlyCost"),
                CultureInfo.InvariantCulture
            );
        var embedded = await CostAsync();
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var early = await person.Client.PutAsReadAsync($"{at}/prices", new { pinnedOn = today }, Cancel);
        Assert.Equal("PRC008", await early.ProblemCodeAsync(Cancel));

        Publish(feed);
        await SyncAsync(person);
        var same = await CostAsync();
        Publish(feed, version: "20261121093011", factor: 1.5m);
        await SyncAsync(person);
        var dearer = await CostAsync();

        Assert.Equal(embedded, same);
        Assert.True(dearer > same * 1.2m, $"{dearer} after {same}");

        // Had the first been read three days ago, its prices would be those of the day before yesterday.
        await PriceScene.RunAsync(
            platform,
            $"update price_syncs set finished_at = '{DaysAgo(3)}' where id = 1",
            Cancel
        );
        var pin = new { pinnedOn = DaysAgo(2)[..10] };
        var pinned = await (await person.Client.PutAsReadAsync($"{at}/prices", pin, Cancel)).JsonAsync(Cancel);
        Assert.Equal("aws:1", pinned.Text("book"));
        Assert.Equal(same, await CostAsync());
        var before = await person.Client.PutAsReadAsync($"{at}/prices", new { pinnedOn = DaysAgo(4)[..10] }, Cancel);
        Assert.Equal("PRC008", await before.ProblemCodeAsync(Cancel));
        Assert.Equal(same, await CostAsync());
        (await person.Client.PutAsReadAsync($"{at}/prices", new { }, Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(dearer, await CostAsync());
    }

    [Fact]
    public async Task A_plan_is_priced_as_the_estimate_is()
    {
        Assert.SkipWhen(RunScene.Missing is not null, RunScene.Missing ?? "");
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            [$"--Prices:Feeds:aws:Address={feed.Url}", .. RunScene.Settings]
        );
        var administrator = await platform.AdministratorAsync(Cancel);
        var scene = await RunScene.MakeAsync(platform);
        async Task<string> PlannedAsync()
        {
            var run = await scene.UntilAsync(await scene.BeginAsync("plan"), "planned_and_finished");
            return run.GetProperty("changes").Text("costAfter");
        }

        async Task<string> EstimatedAsync() =>
            (
                await scene.Client.GetJsonAsync(
                    $"/api/v1/projects/{scene.Project}/estimate?environment=production",
                    Cancel
                )
            ).Text("totalMonthlyCost");

        var embedded = await PlannedAsync();
        Assert.Equal(await EstimatedAsync(), embedded);

        Publish(feed, factor: 1.5m);
        await SyncAsync(administrator);
        var dearer = await PlannedAsync();

        Assert.Equal(await EstimatedAsync(), dearer);
        Assert.NotEqual(embedded, dearer);
    }

    [Fact]
    public async Task A_project_is_told_when_prices_move_its_estimate_by_more_than_it_chose()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}"
        );
        var person = await platform.AdministratorAsync(Cancel);
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"),
            Cancel
        );
        var project = await person.ProjectAsync("Told", Cancel, text);
        var at = $"/api/v1/projects/{project.Text("slug")}";
        (
            await person.Client.PutAsync(
                $"{at}/environments/production/strategy",
                System.Net.Http.Json.JsonContent.Create(new { strategy = "pages-aws" }),
                Cancel
            )
        ).EnsureSuccessStatusCode();
        _ = await person.Client.PostJsonAsync(
            $"{at}/notifications",
            new
            {
                name = "Hook",
                kind = "webhook",
                url = "https://hooks.example.com/a",
                events = (string[])["pricesMoved"],
            },
            Cancel
        );
        (
            await person.Client.PutAsReadAsync($"{at}/prices", new { tellPercent = 10 }, Cancel)
        ).EnsureSuccessStatusCode();
        Publish(feed);
        await SyncAsync(person);
        var hook = (await person.Client.GetJsonAsync($"{at}/notifications", Cancel)).GetProperty("items")[0].Text("id");
        var before = await person.Client.GetJsonAsync($"{at}/notifications/{hook}/deliveries", Cancel);

        Publish(feed, version: "20261121093011", factor: 1.5m);
        await SyncAsync(person);

        Assert.Equal(0, before.GetProperty("items").GetArrayLength());
        var after = await person.Client.GetJsonAsync($"{at}/notifications/{hook}/deliveries", Cancel);
        while (after.GetProperty("items").GetArrayLength() is 0)
        {
            // Estimating comes after the sync; a test that waits in vain is ended by its time limit.
            await Task.Delay(50, Cancel);
            after = await person.Client.GetJsonAsync($"{at}/notifications/{hook}/deliveries", Cancel);
        }

        Assert.All(after.GetProperty("items").EnumerateArray(), d => Assert.Equal("pricesMoved", d.Text("event")));
    }

    private static string DaysAgo(int days) =>
        TimeProvider
            .System.GetUtcNow()
            .AddDays(-days)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // Through the API and the platform's own job, to its end.
    private static async Task SyncAsync(Person person)
    {
        var asked = await person.Client.PostJsonAsync("/api/v1/prices/syncs", new { provider = "aws" }, Cancel);
        var number = asked[0].GetProperty("number").GetInt64();
        var events = await person.Client.GetStringAsync($"/api/v1/prices/syncs/{number}/events", Cancel);
        Assert.Contains("event: status", events, StringComparison.Ordinal);
        Assert.Contains("\"succeeded\"", events, StringComparison.Ordinal);
    }

    private static (JsonNode Json, IReadOnlyList<Price> Prices) Estimate(
        Placement placement,
        Core.Manifests.UsageProfile traffic,
        PriceBook book
    )
    {
        var estimate = Estimator.Estimate(
            placement,
            traffic,
            AllProviders.Catalog,
            new EstimateOptions { Book = book }
        );
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            EstimateJson.Write(json, estimate);
        }

        return (JsonNode.Parse(bytes.ToArray())!, [.. estimate.LineItems.Select(l => l.Price)]);
    }

    private static string WithoutSources(JsonNode node)
    {
        var copy = node.DeepClone();
        Strip(copy);
        return copy.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject all)
        {
            foreach (var name in (string[])["source", "priceDate", "asOf", "confidence", "crossCheckedWith", "notes"])
            {
                all.Remove(name);
            }
        }

        foreach (
            var below in node switch
            {
                JsonObject o => o.Select(p => p.Value),
                JsonArray a => a,
                _ => Enumerable.Empty<JsonNode?>(),
            }
        )
        {
            Strip(below);
        }
    }

    /// <summary>The embedded prices of AWS as AWS would write them.</summary>
    private static void Publish(FeedServer feed, string version = "20261120093011", decimal factor = 1m)
    {
        var list = new AwsList { Version = version };
        foreach (
            var price in AllProviders
                .Catalog.FindProvider("aws")!
                .Prices.Prices.Where(p => !p.SkuId.StartsWith("infrar:", StringComparison.Ordinal))
        )
        {
            foreach (var tier in price.Tiers)
            {
                list.Add(
                    price.Service,
                    price.RegionId,
                    price.SkuId,
                    "Of the embedded book",
                    _units.GetValueOrDefault(price.PricingUnit, price.PricingUnit),
                    EstimateJson.Exact(tier.ListUnitPrice * factor),
                    "",
                    EstimateJson.Exact(tier.From),
                    tier.To is { } to ? EstimateJson.Exact(to) : "Inf"
                );
            }
        }

        list.Publish(feed);
    }

    // The embedded files themselves, each row with another source.
    private static void PublishReviewed(FeedServer feed)
    {
        var root = Repository.Root(Assembly.GetExecutingAssembly());
        foreach (var provider in _reviewed)
        {
            var file = Directory
                .GetFiles(
                    Path.Combine(root, "src/Infrar.Providers"),
                    $"{provider}.prices.json",
                    SearchOption.AllDirectories
                )
                .Single();
            var prices = JsonNode.Parse(File.ReadAllText(file))!;
            foreach (var row in prices["prices"]!.AsArray())
            {
                row!["source"] = Reviewer + row["source"];
            }

            feed.Put($"/{provider}.json", prices.ToJsonString());
        }
    }
}
