using System.Diagnostics;
using System.Globalization;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Prices;

/// <summary>A sync that is killed at a random moment leaves the old book or the new one, never a mixture.</summary>
/// <remarks>A few kills by default; <c>INFRAR_KILLS</c> says how many, as <c>scripts/kill-price-sync</c> does.</remarks>
public sealed class PriceKillTests
{
    private const int Files = 12;
    private const int SkusOfAFile = 250;

    private static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("INFRAR_KILLS"), out var kills)
        ? kills
        : 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_leaves_one_book(bool postgres)
    {
        await using var feed = await FeedServer.StartAsync(Cancel);
        await using var scene = await PriceScene.StartAsync(postgres, Cancel);
        string[] settings =
        [
            "sync-prices",
            $"--Server:DataFolder={scene.Folder}",
            $"--Prices:Feeds:aws:Address={feed.Url}",
            "--Prices:Feeds:aws:Regions:0=*",
            "--Prices:Feeds:aws:Services:0=AmazonS3",
            "--Prices:Feeds:azure:Enabled=false",
            .. postgres
                ? (string[])["--Database:Kind=postgres", $"--Database:ConnectionString={scene.Connection}"]
                : [],
        ];
        var random = new Random(20261128);
        var (reached, killed) = (0, 0);
        while (killed < _kills)
        {
            // Prices double and halve, which is no jump; each book has one price for everything.
            var next = reached is 1 ? 2 : 1;
            Publish(feed, next, $"2026112{next}{killed:D6}");
            killed += await KillAsync(feed, settings, random) ? 1 : 0;
            // There is no book before the first one.
            var price = (await PricesAsync(scene.Store)).SingleOrDefault();
            Assert.True(price == reached || price == next, $"{price} after {reached} and {next}");
            reached = (int)price;
        }

        var last = await PlatformProgram.RunAsync(settings);
        Assert.True(last.ExitCode is 0, last.Output + last.Errors);
        Assert.Single(await PricesAsync(scene.Store));
    }

    // Starting takes longer than syncing, so the moment is counted from a request on: any of the sync's, and a little or long after it.
    private static async Task<bool> KillAsync(FeedServer feed, string[] settings, Random random)
    {
        using var process = Process.Start(
            new ProcessStartInfo(PlatformProgram.Path, settings) { RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var (left, wait) = (random.Next(Files + 2), random.Next(4) is 0 ? random.Next(400) : random.Next(25));
        var moment = new TaskCompletionSource();
        async Task WaitAsync()
        {
            await Task.Delay(wait, Cancel);
            moment.TrySetResult();
        }

        feed.Before = asked =>
        {
            if (Interlocked.Decrement(ref left) is -1)
            {
                _ = WaitAsync();
            }

            return Task.CompletedTask;
        };
        if (await Task.WhenAny(moment.Task, process.WaitForExitAsync(Cancel)) != moment.Task)
        {
            // It was through before its moment came.
            Assert.True(process.ExitCode is 0, await output);
            return false;
        }

        process.Kill();
        await process.WaitForExitAsync(Cancel);
        return true;
    }

    // Each different price of the book in use; all of its rows must be there.
    private static async Task<decimal[]> PricesAsync(PriceStore store)
    {
        var (prices, rows) = (new HashSet<decimal>(), 0);
        await foreach (var sku in store.ExportAsync("aws", Cancel))
        {
            rows++;
            _ = prices.Add(sku.Rates[0].UnitPrice);
        }

        Assert.True(rows is 0 or Files * SkusOfAFile, $"{rows} rows");
        return [.. prices];
    }

    private static void Publish(FeedServer feed, int price, string version = "20261120000000")
    {
        var list = new AwsList { Version = version };
        for (var file = 0; file < Files; file++)
        {
            for (var sku = 0; sku < SkusOfAFile; sku++)
            {
                list.Add(
                    "AmazonS3",
                    $"region-{file}",
                    $"SKU{file:D3}{sku:D6}",
                    "Storage",
                    "GB-Mo",
                    price.ToString(CultureInfo.InvariantCulture),
                    $"usagetype=Storage-{sku}"
                );
            }
        }

        list.Publish(feed);
    }
}
