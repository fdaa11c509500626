using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Prices;
using Infrar.Platform.Tests.Runs;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers;
using Infrar.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Infrar.Platform.Tests.Prices;

/// <summary>A price book that was read from a feed with the same prices estimates the same as the one that ships with Infrar.</summary>
public abstract class SameEstimateTests(bool postgres)
{
    public sealed class OnSqlite() : SameEstimateTests(false);

    public sealed class OnPostgres() : SameEstimateTests(true);

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
    public async Task Infrars_own_placement_is_estimated_the_same_from_a_feed_that_states_the_embedded_prices()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}"
        );
        Publish(feed);
        var store = platform.Services.GetRequiredService<PriceStore>();
        _ = await store.AskAsync("aws", "somebody", TimeProvider.System.GetUtcNow(), Cancel);
        while (await store.UnfinishedAsync("aws", Cancel) is not null)
        {
            _ = await platform.Services.GetRequiredService<PriceSyncing>().RunAsync(Cancel);
        }

        var book = await platform.Services.GetRequiredService<PriceBooks>().CurrentAsync(Cancel);
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "placement/infrar.yaml"),
            Cancel
        );
        var manifest = ManifestReader.Read(text, "infrar.yaml", AllProviders.Catalog).Manifest!;
        var (lines, fromFeed) = (0, 0);
        foreach (var environment in manifest.Environments)
        {
            foreach (var strategy in environment.Strategies)
            {
                Assert.True(manifest.Resolve(environment.Name, strategy).Succeeded(out var system, out _));
                var placement = Planner.Place(system, AllProviders.Catalog);
                foreach (var traffic in system.UsageProfiles)
                {
                    var embedded = Estimate(placement, traffic, PriceBook.Embedded);
                    var synced = Estimate(placement, traffic, book);

                    Assert.Equal(WithoutSources(embedded), WithoutSources(synced));
                    lines += Sources(embedded).Count();
                    fromFeed += Sources(synced).Count(s => s.StartsWith(feed.Url, StringComparison.Ordinal));
                }
            }
        }

        Assert.True(fromFeed > lines / 3, $"{fromFeed} of {lines} lines rest on the feed.");
    }

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

    // Through the API and the platform's own job, to its end.
    private static async Task SyncAsync(Person person)
    {
        var asked = await person.Client.PostJsonAsync("/api/v1/prices/syncs", new { provider = "aws" }, Cancel);
        var number = asked[0].GetProperty("number").GetInt64();
        var events = await person.Client.GetStringAsync($"/api/v1/prices/syncs/{number}/events", Cancel);
        Assert.Contains("event: status", events, StringComparison.Ordinal);
        Assert.Contains("\"succeeded\"", events, StringComparison.Ordinal);
    }

    private static JsonNode Estimate(Placement placement, Core.Manifests.UsageProfile traffic, PriceBook book)
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

        return JsonNode.Parse(bytes.ToArray())!;
    }

    private static IEnumerable<string> Sources(JsonNode node) =>
        node switch
        {
            JsonObject all => all.SelectMany(p =>
                p.Key is "source" ? [p.Value!.ToString()]
                : p.Value is null ? []
                : Sources(p.Value)
            ),
            JsonArray all => all.SelectMany(i => i is null ? [] : Sources(i)),
            _ => [],
        };

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
}
