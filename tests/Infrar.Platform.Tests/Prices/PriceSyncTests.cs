using System.Text.Json;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Tests.Servers;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Tests.Prices;

/// <summary>Feeds as their servers speak them, read into the price book of either database.</summary>
public abstract class PriceSyncTests(bool postgres) : IAsyncLifetime
{
    public sealed class OnSqlite() : PriceSyncTests(false);

    public sealed class OnPostgres() : PriceSyncTests(true);

    private const string Database = "db.t3.medium";
    private FeedServer _feed = null!;
    private PriceScene _scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PriceStore Store => _scene.Store;

    public async ValueTask InitializeAsync()
    {
        _feed = await FeedServer.StartAsync(Cancel);
        _scene = await PriceScene.StartAsync(postgres, Cancel, Settings());
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        await _feed.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Aws_says_the_same_in_csv_and_in_json(bool csv)
    {
        await using var scene = await _scene.BesideAsync(Cancel, [.. Settings(), $"--Prices:Feeds:aws:Csv={csv}"]);
        AwsList.Shop().Publish(_feed);
        var sync = await scene.SyncAsync("aws", Cancel);

        Assert.Equal("", sync.Problem);
        Assert.Equal(PriceSyncStatus.Succeeded, sync.Status);
        Assert.Equal((2, 2, 0), (sync.Progress.Files, sync.Progress.FilesDone, sync.Progress.FilesUnchanged));
        Assert.Equal(7, sync.Progress.Rows);
        var sku = Assert.Single(await Store.ShowAsync("aws", "SKUDBMULTI", Cancel));
        Assert.Equal(("AmazonRDS", "eu-west-3", "Database Instance"), (sku.Service, sku.RegionId, sku.Family));
        Assert.Equal("db.t3.medium", JsonElement.Parse(sku.Attributes).Text("instanceType"));
        Assert.Equal("2026-11-20T09:30:11Z", sku.PublishedAt);
        Assert.EndsWith(
            $"/20261120093011/eu-west-3/index.{(csv ? "csv" : "json")}",
            sku.Source,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("AmazonRDS", "eu-west-3", "instance-hour"),
            (sku.Rule!.Service, sku.Rule.RegionId, sku.Rule.PricingUnit)
        );
        Assert.Equal(Database, sku.Rule.Selector);
        Assert.Equal(
            [
                (PurchaseOption.OnDemand, "", "Hrs", 0.1635m),
                (PurchaseOption.Reserved, "1yr, Partial Upfront, standard", "Hrs", 0.05m),
                (PurchaseOption.Reserved, "1yr, Partial Upfront, standard", "Quantity", 420m),
            ],
            sku.Rates.Select(r => (r.Purchase, r.Lease, r.Unit, r.UnitPrice)).Order()
        );
        var bands = Assert.Single(await Store.ShowAsync("aws", "SKUSTORAGE", Cancel)).Rates;
        Assert.Equal(
            [(0m, (decimal?)51200m, 0.024m), (51200m, null, 0.023m)],
            bands.Select(r => (r.From, r.To, r.UnitPrice)).Order()
        );
        Assert.Equal(
            0.000000000123m,
            Assert.Single(await Store.ShowAsync("aws", "SKUTINY", Cancel)).Rates[0].UnitPrice
        );
    }

    [Fact]
    public async Task What_is_unchanged_is_not_read_again_and_what_changed_has_a_history()
    {
        var list = AwsList.Shop();
        list.Publish(_feed);
        var first = await _scene.SyncAsync("aws", Cancel);
        var unchanged = await _scene.SyncAsync("aws", Cancel);

        list.Version = "20261121093011";
        list.Change("SKUDBMULTI", r => r.Lease.Length is 0 ? r with { Price = "0.1700" } : r).Remove("SKUTINY");
        list.Publish(_feed);
        var changed = await _scene.SyncAsync("aws", Cancel);

        Assert.True(first.Number < unchanged.Number && unchanged.Number < changed.Number);
        Assert.Equal(2, unchanged.Progress.FilesUnchanged);
        Assert.Equal(0, unchanged.Progress.Rows);
        Assert.Equal((1L, 2L), (changed.Progress.Added, changed.Progress.Ended));
        var rates = Assert.Single(await Store.ShowAsync("aws", "SKUDBMULTI", Cancel)).Rates;
        Assert.Equal(
            [(0.1635m, first.Number, (long?)changed.Number), (0.17m, changed.Number, null)],
            rates.Where(r => r.Purchase is PurchaseOption.OnDemand).Select(r => (r.UnitPrice, r.FirstSync, r.LastSync))
        );
        Assert.Empty(await Store.ShowAsync("aws", "SKUTINY", Cancel));
        decimal Then(long sync) =>
            Assert
                .Single(Store.Find("aws", sync, "AmazonRDS", "eu-west-3", "instance-hour", Database))
                .Rates.Single()
                .UnitPrice;
        Assert.Equal((0.1635m, 0.1635m, 0.17m), (Then(first.Number), Then(unchanged.Number), Then(changed.Number)));
        Assert.Equal(unchanged.Number, (await Store.AsOfAsync(unchanged.FinishedAt!.Value, Cancel))["aws"]);
        Assert.Empty(await Store.AsOfAsync(first.StartedAt, Cancel));
    }

    [Fact]
    public async Task A_server_that_refuses_for_a_moment_is_asked_again_and_a_body_that_breaks_off_goes_on()
    {
        AwsList.Shop().Publish(_feed);
        _feed.Refusals = 2;
        _feed.Before = path =>
        {
            if (
                path.EndsWith("AmazonRDS/20261120093011/eu-west-3/index.csv", StringComparison.Ordinal)
                && !_feed.Asked.Any(a => a.Status is 206)
            )
            {
                _feed.BreaksAt ??= 700;
            }

            return Task.CompletedTask;
        };

        var sync = await _scene.SyncAsync("aws", Cancel);

        Assert.Equal("", sync.Problem);
        Assert.Equal(7, sync.Progress.Rows);
        Assert.Equal(2, _feed.Asked.Count(a => a.Status is 503));
        Assert.Contains(_feed.Asked, a => a.Status is 206);
    }

    [Theory]
    [InlineData("columns", "lacks the columns PricePerUnit")]
    [InlineData("truncated", "broke off after 700 bytes")]
    [InlineData("down", "answered 503 each time")]
    [InlineData("head", "is no name with a value")]
    public async Task A_feed_that_is_not_what_it_was_leaves_the_old_book_in_use(string fault, string problem)
    {
        var list = AwsList.Shop();
        list.Publish(_feed);
        var good = await _scene.SyncAsync("aws", Cancel);
        list.Version = "20261121093011";
        list.Change("SKUDBMULTI", r => r with { Price = "9" });
        switch (fault)
        {
            case "columns":
                list.Columns[9] = "Amount";
                list.Publish(_feed);
                break;
            case "head":
                list.Publish(_feed);
                _feed.Put("/offers/v1.0/aws/AmazonS3/20261121093011/eu-west-3/index.csv", "<html>Sorry</html>\n");
                break;
            case "truncated":
                list.Publish(_feed);
                _feed.HasRanges = false;
                _feed.Before = path =>
                {
                    _feed.BreaksAt = path.EndsWith(
                        "AmazonS3/20261121093011/eu-west-3/index.csv",
                        StringComparison.Ordinal
                    )
                        ? 700
                        : null;
                    return Task.CompletedTask;
                };
                break;
            default:
                list.Publish(_feed);
                _feed.Refusals = int.MaxValue;
                break;
        }

        var sync = await _scene.SyncAsync("aws", Cancel);

        Assert.Equal(PriceSyncStatus.Failed, sync.Status);
        Assert.Contains(problem, sync.Problem, StringComparison.Ordinal);
        Assert.Equal(good.Number, (await Store.CurrentAsync(Cancel))["aws"]);
        var rates = Assert.Single(await Store.ShowAsync("aws", "SKUDBMULTI", Cancel)).Rates;
        Assert.Equal(0.1635m, Assert.Single(rates, r => r.Purchase is PurchaseOption.OnDemand).UnitPrice);
        var status = await _scene.Finder.StatusAsync(Cancel);
        var aws = status.Single(s => s.Provider is "aws");
        Assert.Equal((await Store.SyncAsync(good.Number, Cancel))!.FinishedAt, aws.SyncedAt);
        Assert.Equal(PriceSyncStatus.Failed, aws.LastSync!.Status);
    }

    [Fact]
    public async Task Rows_at_fault_are_kept_apart_and_the_last_good_price_goes_on()
    {
        var list = AwsList.Shop();
        list.Publish(_feed);
        var good = await _scene.SyncAsync("aws", Cancel);
        list.Version = "20261121093011";
        list.Change("SKUDBMULTI", r => r.Lease.Length is 0 ? r with { Price = "16.35" } : r)
            .Change("SKUTINY", r => r with { Price = "0" })
            .Change("SKUSTORAGE", r => r.From is "0" ? r with { Price = "-0.024" } : r with { Unit = "Frobs" })
            .Add("AmazonS3", "eu-west-3", "SKUNEW", "Storage", "GB-Mo", "0.5", "usagetype=EUW3-New")
            .Change("SKUNEW", r => r with { Currency = "" });
        list.Publish(_feed);

        var sync = await _scene.SyncAsync("aws", Cancel);

        Assert.Equal("", sync.Problem);
        Assert.Equal(5, sync.Progress.Quarantined);
        var rows = await Store.QuarantineAsync("aws", QuarantineState.Open, 50, long.MaxValue, Cancel);
        Assert.Equal(
            [
                ("SKUDBMULTI", RowFault.Jump),
                ("SKUNEW", RowFault.NoCurrency),
                ("SKUSTORAGE", RowFault.NegativePrice),
                ("SKUSTORAGE", RowFault.UnknownUnit),
                ("SKUTINY", RowFault.FreeNow),
            ],
            rows.Select(r => (r.Key, r.Reason))
                .OrderBy(r => r.Key, StringComparer.Ordinal)
                .ThenBy(r => r.Reason.ToString(), StringComparer.Ordinal)
        );
        Assert.Equal(
            (0.1635m, 16.35m),
            (rows.First(r => r.Reason is RowFault.Jump).OldPrice, rows.First(r => r.Reason is RowFault.Jump).NewPrice)
        );
        decimal[] Prices(string sku) =>
            [
                .. Store
                    .ShowAsync("aws", sku, Cancel)
                    .GetAwaiter()
                    .GetResult()
                    .SelectMany(s => s.Rates)
                    .Where(r => r.LastSync is null && r.Purchase is PurchaseOption.OnDemand)
                    .Select(r => r.UnitPrice)
                    .Order(),
            ];
        Assert.Equal([0.1635m], Prices("SKUDBMULTI"));
        Assert.Equal([0.000000000123m], Prices("SKUTINY"));
        Assert.Equal([0.023m, 0.024m], Prices("SKUSTORAGE"));
        Assert.Empty(Prices("SKUNEW"));

        // Released, the same price is used by the next sync, which reads the file anew though its version is the same.
        await Store.ReleaseAsync(
            rows.First(r => r.Reason is RowFault.Jump),
            "somebody",
            DateTimeOffset.UnixEpoch,
            Cancel
        );
        // Kept out, the same of a later edition asks nobody.
        await Store.KeepOutAsync(
            rows.First(r => r.Reason is RowFault.FreeNow),
            "somebody",
            DateTimeOffset.UnixEpoch,
            Cancel
        );
        Assert.Equal(3, (await Store.OpenRowsAsync(Cancel))["aws"]);
        var after = await _scene.SyncAsync("aws", Cancel);
        Assert.Equal(1, after.Progress.FilesUnchanged);
        Assert.Equal([16.35m], Prices("SKUDBMULTI"));
        list.Version = "20261122093011";
        list.Remove("SKUNEW").Change("SKUSTORAGE", r => r with { Unit = "GB-Mo", Price = "0.024" });
        list.Publish(_feed);
        after = await _scene.SyncAsync("aws", Cancel);
        Assert.Equal(1, after.Progress.Quarantined);
        Assert.Empty(await Store.OpenRowsAsync(Cancel));
        Assert.Equal(
            [("SKUTINY", QuarantineState.KeptOut, "somebody"), ("SKUDBMULTI", QuarantineState.Released, "somebody")],
            (await Store.QuarantineAsync("aws", null, 50, long.MaxValue, Cancel)).Select(r =>
                (r.Key, r.State, r.DecidedBy)
            )
        );
        Assert.Equal([0.000000000123m], Prices("SKUTINY"));
        Assert.True(after.Number > good.Number);
    }

    [Fact]
    public async Task A_sync_that_was_interrupted_goes_on_where_it_was()
    {
        AwsList.Shop().Publish(_feed);
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _feed.Before = async path =>
        {
            if (path.EndsWith("/AmazonS3/20261120093011/eu-west-3/index.csv", StringComparison.Ordinal))
            {
                await interrupted.CancelAsync();
            }
        };
        var asked = await Store.AskAsync("aws", "somebody", TimeProvider.System.GetUtcNow(), Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scene.Syncing.RunAsync(interrupted.Token));
        Assert.Empty(await Store.CurrentAsync(Cancel));
        Assert.Empty(await Store.SearchAsync(new PriceSearch(), [], Cancel));

        _feed.Before = _ => Task.CompletedTask;
        var sync = await _scene.SyncAsync("aws", Cancel);

        Assert.Equal(asked.Number, sync.Number);
        Assert.Equal(PriceSyncStatus.Succeeded, sync.Status);
        Assert.Single(
            _feed.Asked,
            a => a.Path.EndsWith("AmazonRDS/20261120093011/eu-west-3/index.csv", StringComparison.Ordinal)
        );
        Assert.NotEmpty(await Store.ShowAsync("aws", "SKUDBMULTI", Cancel));
        Assert.NotEmpty(await Store.ShowAsync("aws", "SKUTINY", Cancel));
    }

    [Fact]
    public async Task What_the_feed_has_no_more_ends_and_most_of_it_at_once_is_not_believed()
    {
        AwsList.Shop().Publish(_feed);
        var first = await _scene.SyncAsync("aws", Cancel);
        var list = AwsList.Shop();
        var without = list.Without("AmazonS3");
        without.Publish(_feed);
        var second = await _scene.SyncAsync("aws", Cancel);

        Assert.Equal("", second.Problem);
        Assert.Equal((1, 1, 3L), (second.Progress.Files, second.Progress.FilesUnchanged, second.Progress.Ended));
        Assert.Empty(await Store.ShowAsync("aws", "SKUTINY", Cancel));
        Assert.NotEmpty(await Store.ShowAsync("aws", "SKUDBMULTI", Cancel));
        Assert.Equal(["eu-west-3"], (await Store.CoverageAsync(Cancel)).Select(c => c.RegionId));
        // It comes back with the address that it had.
        list = AwsList
            .Shop()
            .Add("AmazonEC2", "eu-west-3", "SKUVM", "Compute Instance", "Hrs", "1", "instanceType=t3.nano");
        list.Publish(_feed);
        var third = await _scene.SyncAsync("aws", Cancel);
        Assert.Equal(1, third.Progress.FilesUnchanged);
        var tiny = Assert.Single(await Store.ShowAsync("aws", "SKUTINY", Cancel)).Rates;
        Assert.Equal(
            [(first.Number, (long?)second.Number), (third.Number, null)],
            tiny.Select(r => (r.FirstSync, r.LastSync))
        );

        list.Without("AmazonRDS").Without("AmazonS3").Publish(_feed);
        var fourth = await _scene.SyncAsync("aws", Cancel);
        Assert.Contains("2 of the 3 files no more", fourth.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(await Store.ShowAsync("aws", "SKUTINY", Cancel));
        // Nobody wants them any more: that is no mistake.
        await using var narrow = await _scene.BesideAsync(
            Cancel,
            [.. Settings(), "--Prices:Feeds:aws:Services:0=AmazonEC2"]
        );
        var fifth = await narrow.SyncAsync("aws", Cancel);
        Assert.Equal(("", 7L), (fifth.Problem, fifth.Progress.Ended));
        Assert.Empty(await Store.ShowAsync("aws", "SKUTINY", Cancel));
    }

    [Fact]
    public async Task One_sync_runs_of_all_processes()
    {
        AwsList.Shop().Publish(_feed);
        await using var other = await _scene.BesideAsync(Cancel, Settings());
        var (reads, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _feed.Before = async path =>
        {
            if (path.EndsWith("/AmazonS3/20261120093011/eu-west-3/index.csv", StringComparison.Ordinal))
            {
                reads.TrySetResult();
                await goOn.Task;
            }
        };
        var asked = await Store.AskAsync("aws", "somebody", TimeProvider.System.GetUtcNow(), Cancel);
        var running = _scene.Syncing.RunAsync(Cancel);
        await reads.Task.WaitAsync(Cancel);

        // Another process has no turn, and whoever asks means the sync that runs.
        Assert.Null(await other.Syncing.RunAsync(Cancel));
        Assert.Equal(
            asked.Number,
            (await other.Store.AskAsync("aws", "clock", TimeProvider.System.GetUtcNow(), Cancel)).Number
        );
        goOn.SetResult();
        Assert.Equal(PriceSyncStatus.Succeeded, Assert.Single((await running)!).Status);
        Assert.Empty((await other.Syncing.RunAsync(Cancel))!);
        Assert.Single(
            _feed.Asked,
            a => a.Path.EndsWith("AmazonS3/20261120093011/eu-west-3/index.csv", StringComparison.Ordinal)
        );
    }

    private string[] Settings() => [$"--Prices:Feeds:aws:Address={_feed.Url}", "--Prices:Feeds:aws:Regions:0=*"];
}
