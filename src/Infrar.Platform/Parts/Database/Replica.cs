using Infrar.Platform.Parts.Cache;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Infrar.Platform.Parts.Database;

/// <summary>Knows whether the replica may answer somebody; looks every second how far it is.</summary>
/// <remarks>
/// With N for <see cref="DatabaseOptions.ReadYourWritesSeconds"/>: whoever wrote is kept from the replica for N seconds, and the replica
/// answers only while it holds all that was written N seconds ago. So everybody sees what they wrote, and nobody sees what is older
/// than N seconds. Who wrote is kept where all nodes see it; while that is lost, and N seconds longer, the replica answers nobody.
/// </remarks>
internal sealed partial class Replica(
    PostgresSources sources,
    ISharedState shared,
    IOptions<DatabaseOptions> options,
    TimeProvider time,
    ILogger<Replica> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A commit that does not wait for the disk (synchronous_commit = off) is in the log shortly after it was acknowledged.
    private static readonly TimeSpan Unwritten = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _late = TimeSpan.FromSeconds(options.Value.ReadYourWritesSeconds);
    private readonly ReplicaProgress _progress = new();
    private long _freshUntil;
    private long _notesFrom;

    /// <summary>Whether it answers and holds all but what was written in the last seconds.</summary>
    public bool IsFresh => time.GetUtcNow().UtcTicks < Interlocked.Read(ref _freshUntil);

    /// <summary>Whether it may answer a person now.</summary>
    public async Task<bool> MayAnswerAsync(string user, CancellationToken cancellationToken) =>
        IsFresh
        && time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _notesFrom)
        && await shared.GetAsync(Wrote(user), cancellationToken) is null
        && !shared.IsLost;

    /// <summary>Keeps a person from it for a time.</summary>
    public Task NoteWriteAsync(string user, CancellationToken cancellationToken) =>
        shared.SetAsync(Wrote(user), "1", _late, cancellationToken);

    /// <summary>A connection to it.</summary>
    public NpgsqlConnection Connection() => sources.Replica!.CreateConnection();

    /// <summary>A connection to the primary.</summary>
    public NpgsqlConnection Primary() => sources.Pooled.CreateConnection();

    /// <summary>It failed at a question: nobody asks it again before it was looked at.</summary>
    public void Failed(Exception fault)
    {
        if (fault is NpgsqlException || fault.InnerException is NpgsqlException)
        {
            _ = Interlocked.Exchange(ref _freshUntil, 0);
        }
    }

    /// <summary>Up to where a server has replayed the log of its primary; null when it follows none.</summary>
    public static Task<NpgsqlLogSequenceNumber?> ReplayedAsync(
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    ) => AskAsync(source, "select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end", cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var listening = await shared.ListenAsync(
            "replica",
            // Notes may have been lost with the state.
            () => Interlocked.Exchange(ref _notesFrom, (time.GetUtcNow() + _late).UtcTicks),
            stoppingToken
        );
        using var timer = new PeriodicTimer(Pause, time);
        var wasFresh = false;
        do
        {
            var fault = await LookAsync(stoppingToken);
            var isFresh = IsFresh;
            if (isFresh != wasFresh)
            {
                wasFresh = isFresh;
                Tell(isFresh, fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static string Wrote(string user) => $"wrote:{user}";

    private static async Task<NpgsqlLogSequenceNumber?> AskAsync(
        NpgsqlDataSource source,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken) as NpgsqlLogSequenceNumber?;
    }

    private async Task<string> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var now = time.GetUtcNow();
            if (await AskAsync(sources.Pooled, "select pg_current_wal_lsn()", patience.Token) is { } end)
            {
                _progress.Note(now, end, now - _late);
            }

            if (await ReplayedAsync(sources.Replica!, patience.Token) is not { } replayed)
            {
                _ = Interlocked.Exchange(ref _freshUntil, 0);
                return "it follows no primary";
            }

            if (_progress.HeldBy(replayed) is { } held)
            {
                _ = Interlocked.Exchange(ref _freshUntil, (held + _late - Unwritten).UtcTicks);
            }

            return "it is too far behind";
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            // Where the primary does not answer, the replica counts as fresh for as long as it is known to be.
            return fault.Message;
        }
    }

    private void Tell(bool isFresh, string fault)
    {
        if (isFresh)
        {
            Log.Asked(log);
        }
        else
        {
            Log.Spared(log, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The replica answers reads")]
        public static partial void Asked(ILogger log);

        [LoggerMessage(LogLevel.Warning, "The replica answers no reads ({Fault}); the primary does")]
        public static partial void Spared(ILogger log, string fault);
    }
}
