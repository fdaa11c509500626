using Infrar.Platform.Parts.Prices;
using Infrar.Providers;
using Infrar.Providers.Feeds;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Prices;

/// <summary>Reads feeds into the price book.</summary>
/// <remarks>
/// 1. One process of all has the turn. 2. The feed's files are listed. 3. Each that is not what it was is read, in one transaction, beside
/// what is in use. 4. When all are read they are in use, all at once, and what the feed has no more has ended. A process that dies is
/// followed by one that goes on with the same sync and skips what is read. A feed that is not what it was, or does not answer, ends the
/// sync: the book in use stays.
/// </remarks>
internal sealed partial class PriceSyncing(
    PriceStore store,
    IHttpClientFactory clients,
    IOptions<PriceOptions> options,
    TimeProvider time,
    ILogger<PriceSyncing> log
)
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    /// <summary>Providers whose feeds are read: those that are enabled, have an address, and a key where they need one.</summary>
    public IReadOnlyList<string> Providers => [.. AllFeeds.List.Where(f => WhyNot(f) is null).Select(f => f.Provider)];

    /// <summary>Why a feed is not read; null when it is.</summary>
    public string? WhyNot(PriceFeed feed)
    {
        var set = options.Value.Of(feed.Provider);
        return !set.Enabled ? "Prices:Feeds says that it is not read."
            : AddressOf(feed).Scheme is not ("http" or "https")
                ? "It has no feed; Prices:Feeds may name the address of a reviewed file."
            : feed.NeedsKey && set.KeyFile is null
                ? $"Its feed needs a key: name a file that holds it as Prices:Feeds:{feed.Provider}:KeyFile."
            : null;
    }

    /// <summary>Runs every sync that was asked for and is not finished.</summary>
    /// <returns>Those that were finished; null when another process has the turn.</returns>
    public async Task<IReadOnlyList<PriceSync>?> RunAsync(CancellationToken cancellationToken)
    {
        // 1.
        await using var turn = await store.TakeTurnAsync(cancellationToken);
        if (turn is null)
        {
            return null;
        }

        var done = new List<PriceSync>();
        foreach (var sync in await store.UnfinishedAsync(cancellationToken))
        {
            done.Add(await RunAsync(sync, cancellationToken));
        }

        return done;
    }

    private async Task<PriceSync> RunAsync(PriceSync sync, CancellationToken cancellationToken)
    {
        Log.Begun(log, sync.Number, sync.Provider);
        var reading = new Reading(sync with { Progress = new() });
        try
        {
            var feed = AllFeeds.Find(sync.Provider);
            if (feed is null || WhyNot(feed) is not null)
            {
                throw new FeedFormatException(feed is null ? "There is no such feed." : WhyNot(feed)!);
            }

            var dropped = await ReadAsync(feed, reading, cancellationToken);
            // 4.
            var succeeded = await store.SucceedAsync(reading.Sync, dropped, time, cancellationToken);
            Log.Succeeded(log, sync.Number, sync.Provider, succeeded.Progress.Rows);
            return succeeded;
        }
        catch (Exception fault)
            when (fault is FeedFormatException or IOException && !cancellationToken.IsCancellationRequested)
        {
            var place = reading.Sync.Progress.File is { Length: > 0 } file ? $"{file}: " : "";
            var failed = reading.Sync with
            {
                Status = PriceSyncStatus.Failed,
                Problem = place + fault.Message,
                FinishedAt = time.GetUtcNow(),
            };
            await store.FailAsync(failed, failed.Problem, failed.FinishedAt.Value, cancellationToken);
            Log.Failed(log, sync.Number, sync.Provider, failed.Problem);
            return failed;
        }
    }

    /// <returns>Files of the book in use that the feed has no more.</returns>
    private async Task<IReadOnlyList<string>> ReadAsync(
        PriceFeed feed,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        var set = options.Value.Of(feed.Provider);
        using var client = clients.CreateClient(FeedHttp.Client);
        using var web = new FeedHttp(client, time, await KeyAsync(set, cancellationToken));
        reading.Web = web;
        var wish = new FeedWish
        {
            Address = AddressOf(feed),
            Services = set.Services,
            Regions = set.Regions,
            PrefersCsv = set.Csv,
        };
        // 2.
        var files = new List<FeedFile>();
        await foreach (var file in feed.FilesAsync(web, wish, cancellationToken))
        {
            files.Add(file);
        }

        if (files is [])
        {
            throw new FeedFormatException("The feed has none of the services and regions that are wanted.");
        }

        var dropped = await DroppedAsync(feed, wish, files, cancellationToken);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellAsync(reading, over.Token);
        try
        {
            // 3.
            reading.Sync = reading.Sync with
            {
                Progress = new(Files: files.Count),
            };
            foreach (var file in files)
            {
                await ReadAsync(feed, file, reading, cancellationToken);
            }

            reading.Sync = reading.Sync with { Progress = reading.Progress with { File = "" } };
        }
        finally
        {
            await over.CancelAsync();
            await telling;
        }

        return dropped;
    }

    // Files of the book in use that the feed lists no more. Most of them at once are a mistake of the feed's, unless nobody wants them.
    private async Task<IReadOnlyList<string>> DroppedAsync(
        PriceFeed feed,
        FeedWish wish,
        List<FeedFile> files,
        CancellationToken cancellationToken
    )
    {
        var known = await store.FilesAsync(feed.Provider, cancellationToken);
        var dropped = known.Except(files.Select(f => f.Name)).ToList();
        var (gone, wanted) = (dropped.Count(d => feed.Wants(d, wish)), known.Count(k => feed.Wants(k, wish)));
        return gone * 2 > wanted
            ? throw new FeedFormatException(
                $"The feed has {gone} of the {wanted} files no more that the prices in use are of. So many at once are not believed."
            )
            : dropped;
    }

    private async Task ReadAsync(PriceFeed feed, FeedFile file, Reading reading, CancellationToken cancellationToken)
    {
        reading.Sync = reading.Sync with { Progress = reading.Progress with { File = file.Name } };
        var known = await store.KnownAsync(feed.Provider, file.Name, cancellationToken);
        if (known?.Sync == reading.Sync.Number)
        {
            // This sync read it before it was interrupted.
            reading.Done(PriceSyncReading.Unchanged);
            return;
        }

        var revision = feed.Mapping.Revision;
        var comparable = known?.Revision == revision ? known : null;
        await using var load = await store.LoadAsync(reading.Sync, file.Name, feed.Mapping, cancellationToken);
        if (comparable is not null && file.IsImmutable && comparable.Edition.Address == file.Address.ToString())
        {
            await load.KeepAsync(comparable, cancellationToken);
            reading.Done(PriceSyncReading.Unchanged);
            return;
        }

        var before = reading.Web!.Bytes;
        _ = reading.Web.TakeChecksum();
        reading.Load = load;
        var edition = await feed.ReadAsync(file, comparable?.Edition, reading.Web, load, cancellationToken);
        reading.Load = null;
        if (edition is null)
        {
            await load.KeepAsync(comparable!, cancellationToken);
            reading.Done(PriceSyncReading.Unchanged);
            return;
        }

        var outcome = await load.CompleteAsync(
            edition,
            revision,
            reading.Web.TakeChecksum(),
            reading.Web.Bytes - before,
            options.Value.JumpFactor,
            cancellationToken
        );
        reading.Done(outcome);
    }

    private async Task TellAsync(Reading reading, CancellationToken over)
    {
        using var clock = new PeriodicTimer(_tick, time);
        try
        {
            do
            {
                await store.ProgressAsync(reading.Sync with { Progress = reading.Progress }, over);
            } while (await clock.WaitForNextTickAsync(over));
        }
        catch (OperationCanceledException)
        {
            // It is read.
        }
    }

    private Uri AddressOf(PriceFeed feed) => options.Value.Of(feed.Provider).Address ?? feed.Address;

    private static async Task<string> KeyAsync(FeedOptions set, CancellationToken cancellationToken) =>
        set.KeyFile is { } file ? (await File.ReadAllLinesAsync(file, cancellationToken)).FirstOrDefault("") : "";

    /// <summary>A sync while it reads.</summary>
    private sealed class Reading(PriceSync sync)
    {
        private long _rows;

        public PriceSync Sync { get; set; } = sync;

        public FeedHttp? Web { get; set; }

        public PriceLoad? Load { get; set; }

        public PriceSyncProgress Progress =>
            Sync.Progress with
            {
                Rows = _rows + (Load?.Rates ?? 0),
                Bytes = Web?.Bytes ?? 0,
            };

        public void Done(PriceLoadOutcome file)
        {
            _rows += file.Rates;
            var progress = Progress.Plus(file);
            Sync = Sync with
            {
                Progress = ReferenceEquals(file, PriceSyncReading.Unchanged)
                    ? progress with
                    {
                        FilesUnchanged = progress.FilesUnchanged + 1,
                    }
                    : progress,
            };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Price sync {Sync} of {Provider} begins")]
        public static partial void Begun(ILogger log, long sync, string provider);

        [LoggerMessage(LogLevel.Information, "Price sync {Sync} of {Provider} is in use, {Rows} prices were read")]
        public static partial void Succeeded(ILogger log, long sync, string provider, long rows);

        [LoggerMessage(LogLevel.Warning, "Price sync {Sync} of {Provider} failed, the book in use stays: {Problem}")]
        public static partial void Failed(ILogger log, long sync, string provider, string problem);
    }
}

/// <summary>What a file comes to that is what it was.</summary>
internal static class PriceSyncReading
{
    public static PriceLoadOutcome Unchanged { get; } = new(0, 0, 0, 0, 0);
}
