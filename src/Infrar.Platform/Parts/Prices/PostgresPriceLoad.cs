using Infrar.Providers.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace Infrar.Platform.Parts.Prices;

/// <summary>
/// Reads a file into PostgreSQL by COPY. A connection copies one thing at a time, and waits whenever it changes from one to another; so
/// rates stream, and SKUs wait in a file.
/// </summary>
internal sealed class PostgresPriceLoad : PriceLoad
{
    private const int SkuColumns = 16;
    private const int RateColumns = 10;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly FileStream _waiting = Waiting();
    private readonly PostgresCopy _skus;
    private readonly string _provider;
    private readonly long _file;
    private readonly bool _isFirst;
    private PostgresCopy? _rates;

    private PostgresPriceLoad(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
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
        _skus = new(_waiting);
    }

    public static async Task<PriceLoad> BeginAsync(
        NpgsqlConnection connection,
        PriceSync sync,
        string file,
        SkuMapping mapping,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var number = await ScalarAsync<long>(
                connection,
                "insert into price_files (provider, name) values ($1, $2) on conflict (provider, name) do update set name = $2 returning id",
                [sync.Provider, file],
                cancellationToken
            );
            var isFirst = !await ScalarAsync<bool>(
                connection,
                "select exists (select 1 from price_versions where file_id = $1)",
                [number],
                cancellationToken
            );
            if (!isFirst)
            {
                await using var stage = new NpgsqlCommand(
                    $"create temp table staged_skus ({PriceSchema.Skus}) on commit drop; create temp table staged_rates ({PriceSchema.Rates("numeric")}) on commit drop",
                    connection
                );
                _ = await stage.ExecuteNonQueryAsync(cancellationToken);
            }

            return new PostgresPriceLoad(connection, transaction, mapping, sync, number, isFirst);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<PriceLoadOutcome> CompleteAsync(
        FeedEdition edition,
        string revision,
        string checksum,
        long bytes,
        decimal jump,
        CancellationToken cancellationToken
    )
    {
        _rates?.Complete();
        await CopySkusAsync(cancellationToken);
        _ = await MergeAsync(PriceMerge.Requarantine, jump, cancellationToken);
        await QuarantineAsync(cancellationToken);
        var jumped = 0L;
        var (added, ended) = (Rates - Faults, 0L);
        if (!_isFirst)
        {
            // Without them the planner takes the file for a handful of rows, and compares each with all.
            const string Measure =
                "set local work_mem = '64MB'; analyze staged_rates; analyze staged_skus; analyze price_rates; analyze price_skus";
            _ = await MergeAsync(Measure, jump, cancellationToken);
            jumped = await MergeAsync(PriceMerge.Quarantine(price => price), jump, cancellationToken);
            _ = await MergeAsync(PriceMerge.Unstage, jump, cancellationToken);
            ended = await MergeAsync(PriceMerge.EndRates, jump, cancellationToken);
            added = await MergeAsync(PriceMerge.BeginRates, jump, cancellationToken);
            _ = await MergeAsync(PriceMerge.EndSkus, jump, cancellationToken);
            _ = await MergeAsync(PriceMerge.BeginSkus, jump, cancellationToken);
        }

        await VersionAsync(edition, revision, checksum, bytes, Skus, Rates, cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
        return new(Skus, Rates, added, ended, Faults + jumped);
    }

    public override async Task KeepAsync(KnownFile known, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into price_versions select file_id, $2, address, version, published_at, etag, last_modified, revision, checksum, bytes, skus, rates
            from price_versions where file_id = $1 and sync = $3 on conflict do nothing
            """,
            _connection
        );
        foreach (var number in (long[])[_file, Sync, known.Sync])
        {
            command.Parameters.Add(new() { Value = number });
        }

        _ = await command.ExecuteNonQueryAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        // What is not committed by now is nothing.
        if (_rates is not null)
        {
            await _rates.DisposeAsync();
        }

        await _skus.DisposeAsync();
        await _waiting.DisposeAsync();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private protected override void Write(in SkuRow row) => Copy(_skus, row);

    private protected override void Write(in FeedRate rate)
    {
        var to = _rates ??= PostgresCopy.Begin(_connection, Table("rates"), Columns(PriceSchema.RateColumns));
        to.Row((short)(_isFirst ? RateColumns + 2 : RateColumns));
        to.Text(rate.Key);
        to.Text(rate.RateId);
        to.Text(Name(rate.Purchase));
        to.Text(rate.Lease);
        to.Text(rate.Unit);
        to.Number(rate.From);
        to.Number(rate.To);
        to.Number(rate.UnitPrice);
        to.Text(rate.Currency);
        to.Text(rate.EffectiveFrom);
        Place(to);
    }

    private string Table(string what) => _isFirst ? $"price_{what}" : $"staged_{what}";

    private string Columns(string columns) => _isFirst ? $"{columns}, file_id, first_sync" : columns;

    private void Place(PostgresCopy to)
    {
        if (_isFirst)
        {
            to.Long(_file);
            to.Long(Sync);
        }
    }

    private async Task CopySkusAsync(CancellationToken cancellationToken)
    {
        _skus.Complete();
        _waiting.Position = 0;
        await using var to = await _connection.BeginRawBinaryCopyAsync(
            PostgresCopy.Statement(Table("skus"), Columns(PriceSchema.SkuColumns)),
            cancellationToken
        );
        await _waiting.CopyToAsync(to, cancellationToken);
    }

    // Nameless as soon as it is open, so that a process that is killed leaves nothing behind.
    private static FileStream Waiting()
    {
        var name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(
            name,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        File.Delete(name);
        return file;
    }

    private void Copy(PostgresCopy to, in SkuRow row)
    {
        to.Row((short)(_isFirst ? SkuColumns + 2 : SkuColumns));
        to.Text(row.Sku.Key);
        to.Text(row.Sku.RegionId);
        to.Text(_provider);
        to.Text(row.Sku.SkuId);
        to.Text(row.Sku.Service);
        to.Text(row.Sku.Family);
        to.Text(row.Sku.Description);
        to.Text(row.Attributes);
        to.Text(row.Rule?.Service);
        to.Text(row.Rule?.RegionId);
        to.Text(row.Rule?.PricingUnit);
        to.Text(row.Rule?.Selector);
        to.Text(row.Rule?.Description);
        to.Text(row.RuleAttributes);
        to.Int(RuleFlags.Of(row.Rule));
        to.Long(row.Hash);
        Place(to);
    }

    private async Task QuarantineAsync(CancellationToken cancellationToken)
    {
        if (Noted is [])
        {
            return;
        }

        await using var to = await _connection.BeginBinaryImportAsync(
            "copy price_quarantine (provider, file_id, sync, key, rate, reason, detail, released_by) from stdin (format binary)",
            cancellationToken
        );
        foreach (var fault in Noted)
        {
            await to.StartRowAsync(cancellationToken);
            await to.WriteAsync(_provider, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(_file, NpgsqlDbType.Bigint, cancellationToken);
            await to.WriteAsync(Sync, NpgsqlDbType.Bigint, cancellationToken);
            foreach (var text in (string[])[fault.Key, fault.RateId, fault.Reason.ToString(), fault.Detail, ""])
            {
                await to.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
            }
        }

        _ = await to.CompleteAsync(cancellationToken);
    }

    private async Task<int> MergeAsync(string sql, decimal jump, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("file", _file);
        command.Parameters.AddWithValue("sync", Sync);
        command.Parameters.AddWithValue("provider", _provider);
        command.Parameters.AddWithValue("factor", jump);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task VersionAsync(
        FeedEdition edition,
        string revision,
        string checksum,
        long bytes,
        long skus,
        long rates,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "insert into price_versions values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            _connection
        );
        object[] values =
        [
            _file,
            Sync,
            edition.Address,
            edition.Version,
            edition.PublishedAt,
            edition.ETag,
            edition.LastModified,
            revision,
            checksum,
            bytes,
            skus,
            rates,
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T> ScalarAsync<T>(
        NpgsqlConnection connection,
        string sql,
        object[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Name(PurchaseOption purchase) =>
        purchase switch
        {
            PurchaseOption.OnDemand => nameof(PurchaseOption.OnDemand),
            PurchaseOption.Reserved => nameof(PurchaseOption.Reserved),
            PurchaseOption.SavingsPlan => nameof(PurchaseOption.SavingsPlan),
            PurchaseOption.Spot => nameof(PurchaseOption.Spot),
        };
}
