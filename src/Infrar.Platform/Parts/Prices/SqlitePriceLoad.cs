using System.Globalization;
using Infrar.Providers.Feeds;
using Microsoft.Data.Sqlite;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Reads a file into SQLite by prepared statements.</summary>
/// <remarks>
/// Rows are staged beside the book, in a file of this connection alone, so that others can write while the provider's server sends;
/// only the merge holds the book, in one transaction.
/// </remarks>
internal sealed class SqlitePriceLoad : PriceLoad
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _skus;
    private readonly SqliteCommand _rates;
    private readonly string _provider;
    private readonly long _file;
    private readonly bool _isFirst;
    private SqliteTransaction _transaction;

    private SqlitePriceLoad(
        SqliteConnection connection,
        SqliteTransaction transaction,
        SkuMapping mapping,
        PriceSync sync,
        long file,
        bool isFirst
    )
        : base(mapping, sync.Number)
    {
        (_connection, _transaction, _provider, _file, _isFirst) = (
            connection,
            transaction,
            sync.Provider,
            file,
            isFirst
        );
        _skus = Insert("staged_skus", PriceSchema.SkuColumns);
        _rates = Insert("staged_rates", PriceSchema.RateColumns);
    }

    public static PriceLoad Begin(SqliteConnection connection, PriceSync sync, string file, SkuMapping mapping)
    {
        var number = (long)
            Command(
                    connection,
                    "insert into price_files (provider, name) values (@p, @n) on conflict (provider, name) do update set name = @n returning id",
                    ("@p", sync.Provider),
                    ("@n", file)
                )
                .ExecuteScalar()!;
        var isFirst =
            Command(connection, "select 1 from price_versions where file_id = @file limit 1", ("@file", number))
                .ExecuteScalar()
            is null;
        _ = Command(
                connection,
                $"create temp table staged_skus ({PriceSchema.Skus}); create temp table staged_rates ({PriceSchema.Rates("text")})"
            )
            .ExecuteNonQuery();
        if (!isFirst)
        {
            // Their keys make the merge a look-up for each row.
            _ = Command(
                    connection,
                    "create index temp.staged_rates_key on staged_rates (key, rate); create index temp.staged_skus_key on staged_skus (key, region)"
                )
                .ExecuteNonQuery();
        }

        var transaction = connection.BeginTransaction(deferred: true);
        return new SqlitePriceLoad(connection, transaction, mapping, sync, number, isFirst);
    }

    public override Task<PriceLoadOutcome> CompleteAsync(
        FeedEdition edition,
        string revision,
        string checksum,
        long bytes,
        decimal jump,
        CancellationToken cancellationToken
    )
    {
        Take();
        _ = Merge(PriceMerge.Requarantine, jump);
        Quarantine();
        var jumped = 0L;
        var (added, ended) = (Rates - Faults, 0L);
        if (_isFirst)
        {
            _ = Merge(Move("price_rates", PriceSchema.RateColumns, "staged_rates"), jump);
            _ = Merge(Move("price_skus", PriceSchema.SkuColumns, "staged_skus"), jump);
        }
        else
        {
            jumped = Merge(PriceMerge.Quarantine(price => $"cast({price} as real)"), jump);
            _ = Merge(PriceMerge.Unstage, jump);
            ended = Merge(PriceMerge.EndRates, jump);
            added = Merge(PriceMerge.BeginRates, jump);
            _ = Merge(PriceMerge.EndSkus, jump);
            _ = Merge(PriceMerge.BeginSkus, jump);
        }

        _ = Command(
                _connection,
                "insert into price_versions values (@file, @sync, @address, @version, @published, @etag, @modified, @revision, @checksum, @bytes, @skus, @rates)",
                ("@file", _file),
                ("@sync", Sync),
                ("@address", edition.Address),
                ("@version", edition.Version),
                ("@published", edition.PublishedAt),
                ("@etag", edition.ETag),
                ("@modified", edition.LastModified),
                ("@revision", revision),
                ("@checksum", checksum),
                ("@bytes", bytes),
                ("@skus", Skus),
                ("@rates", Rates)
            )
            .ExecuteNonQuery();
        cancellationToken.ThrowIfCancellationRequested();
        _transaction.Commit();
        return Task.FromResult(new PriceLoadOutcome(Skus, Rates, added, ended, Faults + jumped));
    }

    public override Task KeepAsync(KnownFile known, CancellationToken cancellationToken)
    {
        Take();
        _ = Command(
                _connection,
                """
                insert into price_versions select file_id, @sync, address, version, published_at, etag, last_modified, revision, checksum, bytes, skus, rates
                from price_versions where file_id = @file and sync = @known on conflict do nothing
                """,
                ("@file", _file),
                ("@sync", Sync),
                ("@known", known.Sync)
            )
            .ExecuteNonQuery();
        _transaction.Commit();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        // What is not committed by now is nothing.
        await _skus.DisposeAsync();
        await _rates.DisposeAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private protected override void Write(in SkuRow row) =>
        Run(
            _skus,
            [
                row.Sku.Key,
                row.Sku.RegionId,
                _provider,
                row.Sku.SkuId,
                row.Sku.Service,
                row.Sku.Family,
                row.Sku.Description,
                row.Attributes,
                row.Rule?.Service,
                row.Rule?.RegionId,
                row.Rule?.PricingUnit,
                row.Rule?.Selector,
                row.Rule?.Description,
                row.RuleAttributes,
                RuleFlags.Of(row.Rule),
                row.Hash,
            ]
        );

    private protected override void Write(in FeedRate rate) =>
        Run(
            _rates,
            [
                rate.Key,
                rate.RateId,
                rate.Purchase.ToString(),
                rate.Lease,
                rate.Unit,
                Text(rate.From),
                rate.To is { } to ? Text(to) : null,
                Text(rate.UnitPrice),
                rate.Currency,
                rate.EffectiveFrom,
            ]
        );

    // One form for one number, so that equal ones are equal as texts too.
    private static string Text(decimal number) =>
        (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static void Run(SqliteCommand command, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        _ = command.ExecuteNonQuery();
    }

    private SqliteCommand Insert(string table, string columns)
    {
        var count = columns.Count(c => c is ',') + 1;
        var places = string.Join(", ", Enumerable.Range(0, count).Select(i => $"@{i}"));
        var command = Command(_connection, $"insert into {table} ({columns}) values ({places})");
        for (var i = 0; i < count; i++)
        {
            _ = command.Parameters.Add(new SqliteParameter($"@{i}", null));
        }

        return command;
    }

    // Ends the staging and takes the book, which others wait for from here on.
    private void Take()
    {
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = _connection.BeginTransaction();
    }

    private static string Move(string table, string columns, string staged) =>
        $"insert into {table} (file_id, {columns}, first_sync) select @file, {columns}, @sync from {staged}";

    private void Quarantine()
    {
        foreach (var fault in Noted)
        {
            _ = Command(
                    _connection,
                    "insert into price_quarantine (provider, file_id, sync, key, rate, reason, detail, released_by) values (@provider, @file, @sync, @key, @rate, @reason, @detail, '')",
                    ("@provider", _provider),
                    ("@file", _file),
                    ("@sync", Sync),
                    ("@key", fault.Key),
                    ("@rate", fault.RateId),
                    ("@reason", fault.Reason.ToString()),
                    ("@detail", fault.Detail)
                )
                .ExecuteNonQuery();
        }
    }

    private int Merge(string sql, decimal jump) =>
        Command(
                _connection,
                sql,
                ("@file", _file),
                ("@sync", Sync),
                ("@provider", _provider),
                ("@factor", (double)jump)
            )
            .ExecuteNonQuery();

    private static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            _ = command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
