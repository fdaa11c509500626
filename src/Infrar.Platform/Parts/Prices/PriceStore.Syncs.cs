using System.Collections.Immutable;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Syncs: which there were, and which one's book is in use.</summary>
internal abstract partial class PriceStore
{
    private const string SyncColumns = "id, provider, status, asked_by, started_at, finished_at, problem, progress";

    /// <summary>Asks for a sync of a provider; one that is not finished is the one that was asked for.</summary>
    public async Task<PriceSync> AskAsync(
        string provider,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await UnfinishedAsync(provider, cancellationToken) is { } running)
        {
            return running;
        }

        await WriteAsync(
            """
            insert into price_syncs (provider, status, asked_by, started_at, problem, progress)
            select @provider, 'Running', @by, @now, '', @progress
            where not exists (select 1 from price_syncs where provider = @provider and status = 'Running')
            """,
            [("provider", provider), ("by", by), ("now", Time(now)), ("progress", Progress(new()))],
            cancellationToken
        );
        return await UnfinishedAsync(provider, cancellationToken)
            ?? throw new InvalidOperationException($"The sync of {provider} that was begun is not there.");
    }

    /// <summary>The sync of a provider that is not finished; null when there is none.</summary>
    public async Task<PriceSync?> UnfinishedAsync(string provider, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"select {SyncColumns} from price_syncs where provider = @provider and status = 'Running' order by id limit 1",
                [("provider", provider)],
                Sync,
                cancellationToken
            )
        ).FirstOrDefault();

    /// <summary>All syncs that are not finished, in their order.</summary>
    public Task<List<PriceSync>> UnfinishedAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            $"select {SyncColumns} from price_syncs where status = 'Running' order by id",
            [],
            Sync,
            cancellationToken
        );

    /// <summary>One sync; null when there is none of that number.</summary>
    public async Task<PriceSync?> SyncAsync(long number, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"select {SyncColumns} from price_syncs where id = @id",
                [("id", number)],
                Sync,
                cancellationToken
            )
        ).FirstOrDefault();

    /// <summary>The newest syncs, newest first.</summary>
    /// <param name="provider">Of a provider; empty for all.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<PriceSync>> SyncsAsync(string provider, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            $"select {SyncColumns} from price_syncs where @provider = '' or provider = @provider order by id desc limit @limit",
            [("provider", provider), ("limit", limit)],
            Sync,
            cancellationToken
        );

    /// <summary>Writes down how far a sync has come.</summary>
    public virtual Task ProgressAsync(PriceSync sync, CancellationToken cancellationToken) =>
        WriteAsync(
            "update price_syncs set progress = @progress where id = @id",
            [("progress", Progress(sync.Progress)), ("id", sync.Number)],
            cancellationToken
        );

    /// <summary>Ends a sync: what it read is in use from here on, all of it at once.</summary>
    public async Task SucceedAsync(PriceSync sync, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var end = Command(
            connection,
            "update price_syncs set status = 'Succeeded', finished_at = @now, progress = @progress where id = @id",
            ("now", Time(now)),
            ("progress", Progress(sync.Progress)),
            ("id", sync.Number)
        );
        end.Transaction = transaction;
        _ = await end.ExecuteNonQueryAsync(cancellationToken);
        await using var use = Command(
            connection,
            "insert into price_current (provider, sync) values (@provider, @id) on conflict (provider) do update set sync = @id",
            ("provider", sync.Provider),
            ("id", sync.Number)
        );
        use.Transaction = transaction;
        _ = await use.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends a sync that could not be finished, and takes away what it wrote; the book in use is as it was.</summary>
    public async Task FailAsync(PriceSync sync, string problem, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        string[] statements =
        [
            "delete from price_rates where first_sync = @id",
            "delete from price_skus where first_sync = @id",
            "update price_rates set last_sync = null where last_sync = @id",
            "update price_skus set last_sync = null where last_sync = @id",
            "delete from price_versions where sync = @id",
            "update price_syncs set status = 'Failed', finished_at = @now, problem = @problem, progress = @progress where id = @id",
        ];
        foreach (var statement in statements)
        {
            await using var command = Command(
                connection,
                statement,
                ("id", sync.Number),
                ("now", Time(now)),
                ("problem", problem),
                ("progress", Progress(sync.Progress))
            );
            command.Transaction = transaction;
            _ = await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is known of a file; null when it was never read.</summary>
    public async Task<KnownFile?> KnownAsync(string provider, string file, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                """
                select v.address, v.version, v.published_at, v.etag, v.last_modified, v.revision, v.sync
                from price_versions v join price_files f on f.id = v.file_id
                where f.provider = @provider and f.name = @name order by v.sync desc limit 1
                """,
                [("provider", provider), ("name", file)],
                row => new KnownFile(
                    new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)),
                    row.GetString(5),
                    row.GetInt64(6)
                ),
                cancellationToken
            )
        ).FirstOrDefault();

    /// <summary>Which sync's book is in use, by provider; one answer for all, so that it mixes no two moments.</summary>
    public async Task<ImmutableSortedDictionary<string, long>> CurrentAsync(CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                "select provider, sync from price_current",
                [],
                row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
                cancellationToken
            )
        ).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Which sync's book was in use at a moment, by provider.</summary>
    public async Task<ImmutableSortedDictionary<string, long>> AsOfAsync(
        DateTimeOffset moment,
        CancellationToken cancellationToken
    ) =>
        (
            await ReadAsync(
                "select provider, max(id) from price_syncs where status = 'Succeeded' and finished_at <= @at group by provider",
                [("at", Time(moment))],
                row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
                cancellationToken
            )
        ).ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>When the first sync succeeded; null while none has.</summary>
    public async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                "select min(finished_at) from price_syncs where status = 'Succeeded'",
                [],
                row => TimeOrNull(row, 0),
                cancellationToken
            )
        )[0];

    /// <summary>Rows in quarantine, newest first.</summary>
    /// <param name="provider">Of a provider; empty for all.</param>
    /// <param name="limit">How many.</param>
    /// <param name="before">Only rows of a smaller id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<QuarantinedRow>> QuarantineAsync(
        string provider,
        int limit,
        long before,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            $"{QuarantineSql} where (@provider = '' or q.provider = @provider) and q.id < @before order by q.id desc limit @limit",
            [("provider", provider), ("limit", limit), ("before", before)],
            Quarantined,
            cancellationToken
        );

    /// <summary>One row in quarantine; null when there is none of that id.</summary>
    public async Task<QuarantinedRow?> QuarantinedAsync(long id, CancellationToken cancellationToken) =>
        (
            await ReadAsync($"{QuarantineSql} where q.id = @id", [("id", id)], Quarantined, cancellationToken)
        ).FirstOrDefault();

    /// <summary>Lets a price be used after all: by the next sync, which reads its file anew.</summary>
    public async Task ReleaseAsync(
        QuarantinedRow row,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(
            "update price_quarantine set released_by = @by, released_at = @now where id = @id",
            [("by", by), ("now", Time(now)), ("id", row.Id)],
            cancellationToken
        );
        await WriteAsync(
            "update price_versions set revision = '', etag = '', last_modified = '' where file_id = (select file_id from price_quarantine where id = @id)",
            [("id", row.Id)],
            cancellationToken
        );
    }

    private const string QuarantineSql =
        "select q.id, q.provider, f.name, q.sync, q.key, q.rate, q.reason, q.detail, q.old_price, q.new_price, q.released_by, q.released_at from price_quarantine q join price_files f on f.id = q.file_id";

    private QuarantinedRow Quarantined(System.Data.Common.DbDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Provider = row.GetString(1),
            File = row.GetString(2),
            Sync = row.GetInt64(3),
            Key = row.GetString(4),
            RateId = row.GetString(5),
            Reason = Enum.Parse<RowFault>(row.GetString(6)),
            Detail = row.GetString(7),
            OldPrice = NumberOrNull(row, 8),
            NewPrice = NumberOrNull(row, 9),
            ReleasedBy = row.GetString(10),
            ReleasedAt = TimeOrNull(row, 11),
        };
}
