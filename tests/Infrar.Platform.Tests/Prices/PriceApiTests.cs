using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Infrar.Platform.Prices;
using Infrar.Platform.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Parquet;
using Quartz;

namespace Infrar.Platform.Tests.Prices;

/// <summary>The price book over the API: searching, history, status, quarantine, export.</summary>
public abstract class PriceApiTests(bool postgres)
{
    public sealed class OnSqlite() : PriceApiTests(false);

    public sealed class OnPostgres() : PriceApiTests(true);

    private const string Database =
        "instanceType=db.t3.medium; databaseEngine=PostgreSQL; deploymentOption=Multi-AZ; licenseModel=No license required; usagetype=EUW3-Multi-AZUsage:db.t3.medium";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_may_read_prices_and_administrators_alone_have_them_read_and_released()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}",
            "--Prices:Feeds:aws:Regions:0=*",
            "--Prices:Feeds:azure:Enabled=false",
            "--Prices:Cron=0 30 2 1 1 ?",
            "--Prices:TimeZone=Europe/Dublin"
        );
        var (admin, person) = (await platform.AdministratorAsync(Cancel), await platform.PersonAsync(Cancel));
        var list = new AwsList().Add(
            "AmazonRDS",
            "eu-west-3",
            "SKUDBMULTI",
            "Database Instance",
            "Hrs",
            "0.1635000000",
            Database
        );
        list.Publish(feed);

        var refused = await person.Client.PostAsJsonAsync("/api/v1/prices/syncs", new { provider = "aws" }, Cancel);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "ACC005"),
            (refused.StatusCode, await refused.ProblemCodeAsync(Cancel))
        );
        var keyless = await admin.Client.PostAsJsonAsync("/api/v1/prices/syncs", new { provider = "gcp" }, Cancel);
        Assert.Equal("PRC003", await keyless.ProblemCodeAsync(Cancel));
        var unknown = await admin.Client.PostAsJsonAsync("/api/v1/prices/syncs", new { provider = "ibm" }, Cancel);
        Assert.Equal("PRC002", await unknown.ProblemCodeAsync(Cancel));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await platform.Anonymous().GetAsync("/api/v1/prices", Cancel)).StatusCode
        );

        await SyncAsync(admin);
        list.Version = "20261121093011";
        list.Change("SKUDBMULTI", r => r with { Price = "0.1700" });
        list.Publish(feed);
        await SyncAsync(admin);
        list.Version = "20261122093011";
        list.Change("SKUDBMULTI", r => r with { Price = "17" });
        list.Publish(feed);
        await SyncAsync(admin);

        var found = await person.Client.GetJsonAsync(
            "/api/v1/prices?provider=aws&service=rds&region=eu-west-3&text=DB.t3.medium%20multi",
            Cancel
        );
        var sku = Assert.Single(found.GetProperty("items").EnumerateArray());
        Assert.Equal(("SKUDBMULTI", "feed", "2026-11-20"), (sku.Text("skuId"), sku.Text("origin"), sku.Text("asOf")));
        Assert.True(sku.GetProperty("usedByRules").GetBoolean());
        Assert.Equal(
            "0.17",
            Assert.Single(sku.GetProperty("prices").EnumerateArray()).GetProperty("tiers")[0].Text("listUnitPrice")
        );
        var shown = (await person.Client.GetJsonAsync("/api/v1/prices/skus/SKUDBMULTI", Cancel))[0];
        Assert.Equal(
            [("0.1635", false), ("0.17", true)],
            shown
                .GetProperty("prices")
                .EnumerateArray()
                .Select(p =>
                    (
                        p.GetProperty("tiers")[0].Text("listUnitPrice"),
                        p.GetProperty("knownUntil").ValueKind is JsonValueKind.Null
                    )
                )
        );
        var none = await person.Client.GetAsync("/api/v1/prices/skus/NOSUCHSKU", Cancel);
        Assert.Equal("PRC001", await none.ProblemCodeAsync(Cancel));

        var row = Assert.Single(
            (await person.Client.GetJsonAsync("/api/v1/prices/quarantine", Cancel))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal(("jump", "0.17", "17"), (row.Text("reason"), row.Text("oldPrice"), row.Text("newPrice")));
        var keepOut = $"/api/v1/prices/quarantine/{row.GetProperty("id").GetInt64()}/keep-out";
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Client.PutAsync(keepOut, null, Cancel)).StatusCode);
        var kept = await (await admin.Client.PutAsync(keepOut, null, Cancel)).JsonAsync(Cancel);
        Assert.Equal(("keptOut", "administrator"), (kept.Text("decision"), kept.Text("decidedBy")));
        foreach (var (decision, count) in ((string, int)[])[("open", 0), ("keptOut", 1), ("released", 0)])
        {
            var rows = await person.Client.GetJsonAsync($"/api/v1/prices/quarantine?decision={decision}", Cancel);
            Assert.Equal(count, rows.GetProperty("items").GetArrayLength());
        }

        var seven = await person.Client.GetAsync("/api/v1/prices/quarantine?decision=7", Cancel);
        Assert.Equal("PRC010", await seven.ProblemCodeAsync(Cancel));

        var release = $"/api/v1/prices/quarantine/{row.GetProperty("id").GetInt64()}/release";
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Client.PutAsync(release, null, Cancel)).StatusCode);
        var released = await (await admin.Client.PutAsync(release, null, Cancel)).JsonAsync(Cancel);
        Assert.Equal(("released", "administrator"), (released.Text("decision"), released.Text("decidedBy")));
        Assert.Equal("PRC011", await (await admin.Client.PutAsync(keepOut, null, Cancel)).ProblemCodeAsync(Cancel));
        await SyncAsync(admin);
        var now = await person.Client.GetJsonAsync("/api/v1/prices?text=SKUDBMULTI", Cancel);
        Assert.Equal(
            "17",
            now.GetProperty("items")[0].GetProperty("prices")[0].GetProperty("tiers")[0].Text("listUnitPrice")
        );

        var status = (await person.Client.GetJsonAsync("/api/v1/prices/status", Cancel))
            .EnumerateArray()
            .ToDictionary(s => s.Text("provider"));
        Assert.Equal(("feed", "embedded"), (status["aws"].Text("origin"), status["hetzner"].Text("origin")));
        Assert.Equal("eu-west-3", status["aws"].GetProperty("regions")[0].Text("regionId"));
        Assert.Contains("key", status["gcp"].Text("feedProblem"), StringComparison.Ordinal);
        var syncs = await person.Client.GetJsonAsync("/api/v1/prices/syncs?provider=aws", Cancel);
        Assert.Equal(4, syncs.GetArrayLength());
        Assert.Equal(
            "succeeded",
            (
                await person.Client.GetJsonAsync(
                    $"/api/v1/prices/syncs/{syncs[0].GetProperty("number").GetInt64()}",
                    Cancel
                )
            ).Text("status")
        );

        // By the clock: at the place's own time, and once when all nodes were down then.
        var scheduler = await platform.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancel);
        var trigger = Assert.IsAssignableFrom<ICronTrigger>(
            await scheduler.GetTrigger(new TriggerKey(PriceClock.Job), Cancel)
        );
        Assert.Equal(("0 30 2 1 1 ?", "Europe/Dublin"), (trigger.CronExpressionString, trigger.TimeZone.Id));
        Assert.Equal((int)CronTriggerMisfireInstruction.FireAndProceed, trigger.MisfireInstructionCode);
        await scheduler.TriggerJob(new JobKey(PriceClock.Job), Cancel);
        while (
            (await person.Client.GetJsonAsync("/api/v1/prices/syncs?provider=aws&limit=1", Cancel))[0] is var byClock
            && (byClock.Text("askedBy") is not "clock" || byClock.Text("status") is not "succeeded")
        )
        {
            await Task.Delay(50, Cancel);
        }
    }

    [Fact]
    public async Task Embedded_prices_are_found_page_by_page_before_any_feed_was_read()
    {
        await using var platform = await TestPlatform.StartAsync(postgres, Cancel);
        var person = await platform.PersonAsync(Cancel);
        var (skus, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await person.Client.GetJsonAsync(
                $"/api/v1/prices?provider=hetzner&limit=7&cursor={cursor}",
                Cancel
            );
            skus.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.Text("skuId") + i.Text("regionId")));
            cursor = page.GetProperty("next").GetString();
        } while (cursor is not null);

        Assert.Equal(17, skus.Count);
        Assert.Equal(17, skus.Distinct().Count());
    }

    [Fact]
    public async Task The_book_is_exported_with_every_digit_as_csv_json_and_parquet()
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var platform = await TestPlatform.StartAsync(
            postgres,
            Cancel,
            $"--Prices:Feeds:aws:Address={feed.Url}",
            "--Prices:Feeds:aws:Regions:0=*"
        );
        var admin = await platform.AdministratorAsync(Cancel);
        new AwsList()
            .Add(
                "AmazonS3",
                "eu-west-3",
                "SKUTINY",
                "API, \"Request\"",
                "Requests",
                "0.000000000123",
                "usagetype=EUW3-Requests-Tier9"
            )
            .Publish(feed);
        await SyncAsync(admin);

        var csv = await admin.Client.GetStringAsync("/api/v1/prices/export?provider=aws", Cancel);
        var json = await admin.Client.GetJsonAsync("/api/v1/prices/export?provider=aws&format=json", Cancel);
        var parquet = await admin.Client.GetByteArrayAsync("/api/v1/prices/export?provider=aws&format=parquet", Cancel);
        var wrong = await admin.Client.GetAsync("/api/v1/prices/export?format=xlsx", Cancel);

        Assert.Equal("PRC007", await wrong.ProblemCodeAsync(Cancel));
        var rows = json.EnumerateArray().ToList();
        Assert.Equal("0.000000000123", rows.Single(r => r.Text("skuId") is "SKUTINY").Text("listUnitPrice"));
        Assert.Equal("Embedded", rows.First(r => r.Text("skuId") is "QQAGQAY7QG33KD6Z").Text("origin"));
        Assert.Contains(",0.000000000123\n", csv.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        using var bytes = new MemoryStream(parquet);
        await using var reader = await ParquetReader.CreateAsync(bytes, cancellationToken: Cancel);
        using var group = reader.OpenRowGroupReader(0);
        var prices = new decimal[group.RowCount];
        await group.ReadAsync<decimal>(
            reader.Schema.GetDataFields().Single(f => f.Name is "ListUnitPrice"),
            prices,
            cancellationToken: Cancel
        );
        Assert.Equal(rows.Count, prices.Length);
        Assert.Equal(rows.Select(r => decimal.Parse(r.Text("listUnitPrice"), CultureInfo.InvariantCulture)), prices);
    }

    private static async Task SyncAsync(Person admin)
    {
        var asked = await admin.Client.PostJsonAsync("/api/v1/prices/syncs", new { provider = "aws" }, Cancel);
        var events = await admin.Client.GetStringAsync(
            $"/api/v1/prices/syncs/{asked[0].GetProperty("number").GetInt64()}/events",
            Cancel
        );
        Assert.Contains("\"status\":\"succeeded\"", events, StringComparison.Ordinal);
    }
}
