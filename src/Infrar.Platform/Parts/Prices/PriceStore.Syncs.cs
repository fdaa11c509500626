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

    /// <summary>Ends a sync: what the feed has no more ends with it, and its book is in use from now on, all of it at once.</summary>
    /// <param name="sync">The sync, which has read all of its files.</param>
    /// <param name="dropped">Files of the book in use that the feed has no more; what they said stays known.</param>
    /// <param name="time">Says when, once all that takes long is done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The sync as it is now.</returns>
    public async Task<PriceSync> SucceedAsync(
        PriceSync sync,
        IReadOnlyList<string> dropped,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        async Task<int> RunAsync(string sql, params (string Name, object? Value)[] parameters)
        {
            await using var command = Command(connection, sql, [("id", sync.Number), .. parameters]);
            command.Transaction = transaction;
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _ = await RunAsync(PriceSchema.Indexes);
        var ended = 0L;
        foreach (var file in dropped)
        {
            const string Of =
                "set last_sync = @id where last_sync is null and file_id = (select id from price_files where provider = @provider and name = @name)";
            _ = await RunAsync($"update price_skus {Of}", ("provider", sync.Provider), ("name", file));
            ended += await RunAsync($"update price_rates {Of}", ("provider", sync.Provider), ("name", file));
            _ = await RunAsync(
                "delete from price_quarantine where released_by = '' and file_id = (select id from price_files where provider = @provider and name = @name)",
                ("provider", sync.Provider),
                ("name", file)
            );
        }

        var now = time.GetUtcNow();
        var succeeded = sync with
        {
            Status = PriceSyncStatus.Succeeded,
            FinishedAt = now,
            Progress = sync.Progress with { Ended = sync.Progress.Ended + ended },
        };
        _ = await RunAsync(
            "update price_syncs set status = 'Succeeded', finished_at = @now, progress = @progress where id = @id",
            ("now", Time(now)),
            ("progress", Progress(succeeded.Progress))
        );
        _ = await RunAsync(
            "insert into price_current (provider, sync) values (@provider, @id) on conflict (provider) do update set sync = @id",
            ("provider", sync.Provider)
        );
        _ = await RunAsync("delete from price_coverage where provider = @provider", ("provider", sync.Provider));
        _ = await RunAsync(PriceSchema.CountCoverage);
        await transaction.CommitAsync(cancellationToken);
        return succeeded;
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

    /// <summary>The names of the files that a provider's book in use is made of.</summary>
    public Task<List<string>> FilesAsync(string provider, CancellationToken cancellationToken) =>
        ReadAsync(
            """
            select f.name from price_current c join price_files f on f.provider = c.provider
            join price_versions v on v.file_id = f.id and v.sync = c.sync
            where c.provider = @provider
            """,
            [("provider", provider)],
            row => row.GetString(0),
            cancellationToken
        );

    /// <summary>What is known of a file; null when the book in use has nothing of it, nor a sync that is not finished.</summary>
    public async Task<KnownFile?> KnownAsync(string provider, string file, CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                """
                select v.address, v.version, v.published_at, v.etag, v.last_modified, v.revision, v.sync
                from price_versions v join price_files f on f.id = v.file_id
                where f.provider = @provider and f.name = @name
                  and v.sync >= coalesce((select sync from price_current where provider = @provider), 0)
                order by v.sync desc limit 1
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
    /// <param name="state">What was decided of them; null for whatever.</param>
    /// <param name="limit">How many.</param>
    /// <param name="before">Only rows of a smaller id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<List<QuarantinedRow>> QuarantineAsync(
        string provider,
        QuarantineState? state,
        int limit,
        long before,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            $"{QuarantineSql} where (@provider = '' or q.provider = @provider) and q.id < @before {Condition(state)} order by q.id desc limit @limit",
            [("provider", provider), ("limit", limit), ("before", before)],
            Quarantined,
            cancellationToken
        );

    /// <summary>How many rows wait for a decision, by provider.</summary>
    public async Task<Dictionary<string, long>> OpenRowsAsync(CancellationToken cancellationToken) =>
        (
            await ReadAsync(
                $"select q.provider, count(*) from price_quarantine q {KeptOutSql} where true {Condition(QuarantineState.Open)} group by q.provider",
                [],
                row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
                cancellationToken
            )
        ).ToDictionary(StringComparer.Ordinal);

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
        await WriteAsync($"delete from price_kept_out as k {SameRowSql}", [("id", row.Id)], cancellationToken);
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

    /// <summary>Keeps a row out for good: the same in later editions of its file asks nobody any more.</summary>
    public async Task KeepOutAsync(
        QuarantinedRow row,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(
            $"""
            insert into price_kept_out select file_id, key, rate, reason, new_price, @by, @now from price_quarantine
            where id = @id and not exists (select 1 from price_kept_out k {SameRowSql})
            """,
            [("by", by), ("now", Time(now)), ("id", row.Id)],
            cancellationToken
        );
    }

    private const string KeptOutSql =
        "left join price_kept_out k on k.file_id = q.file_id and k.key = q.key and k.rate = q.rate and k.reason = q.reason and k.new_price is not distinct from q.new_price";

    private const string SameRowSql =
        "where exists (select 1 from price_quarantine q where q.id = @id and k.file_id = q.file_id and k.key = q.key and k.rate = q.rate and k.reason = q.reason and k.new_price is not distinct from q.new_price)";

    private const string QuarantineSql =
        $"select q.id, q.provider, f.name, q.sync, q.key, q.rate, q.reason, q.detail, q.old_price, q.new_price, q.released_by, q.released_at, k.kept_by, k.kept_at from price_quarantine q join price_files f on f.id = q.file_id {KeptOutSql}";

    private static string Condition(QuarantineState? state) =>
        state is not { } decision
            ? ""
            : decision switch
            {
                QuarantineState.Open => "and q.released_by = '' and k.kept_by is null",
                QuarantineState.Released => "and q.released_by <> ''",
                QuarantineState.KeptOut => "and q.released_by = '' and k.kept_by is not null",
            };

    private QuarantinedRow Quarantined(System.Data.Common.DbDataReader row)
    {
        var (released, kept) = (row.GetString(10), row.IsDBNull(12) ? "" : row.GetString(12));
        return new()
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
            State =
                released.Length > 0 ? QuarantineState.Released
                : kept.Length > 0 ? QuarantineState.KeptOut
                : QuarantineState.Open,
            DecidedBy = released.Length > 0 ? released : kept,
            DecidedAt = released.Length > 0 ? TimeOrNull(row, 11) : TimeOrNull(row, 13),
        };
    }
}
