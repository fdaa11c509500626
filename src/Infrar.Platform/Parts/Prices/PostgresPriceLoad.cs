using Infrar.Providers.Feeds;
using Npgsql;
using NpgsqlTypes;

namespace Infrar.Platform.Parts.Prices;

/// <summary>Reads a file into PostgreSQL by COPY. SKUs wait while rates stream, for a connection copies one thing at a time.</summary>
internal sealed class PostgresPriceLoad : PriceLoad
{
    private const int MostWaiting = 4096;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly List<SkuRow> _waiting = [];
    private readonly string _provider;
    private readonly long _file;
    private readonly bool _isFirst;
    private NpgsqlBinaryImporter? _rates;

    private PostgresPriceLoad(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        SkuMapping mapping,
        PriceSync sync,
        long file,
        bool isFirst
    )
        : base(mapping, sync.Number) =>
        (_connection, _transaction, _provider, _file, _isFirst) = (
            connection,
            transaction,
            sync.Provider,
            file,
            isFirst
        );

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
                "select exists (select 1 from price_rates where file_id = $1 and last_sync is null)",
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
        await EndCopyAsync(cancellationToken);
        await QuarantineAsync(cancellationToken);
        var jumped = 0L;
        var (added, ended) = (Rates - Faults, 0L);
        if (!_isFirst)
        {
            await MergeAsync("analyze staged_rates; analyze staged_skus", jump, cancellationToken);
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

        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private protected override void Write(in SkuRow row)
    {
        _waiting.Add(row);
        if (_waiting.Count >= MostWaiting)
        {
            CopySkus();
        }
    }

    private protected override void Write(in FeedRate rate)
    {
        var to = _rates ??= _connection.BeginBinaryImport(
            _isFirst
                ? $"copy price_rates ({PriceSchema.RateColumns}, file_id, first_sync) from stdin (format binary)"
                : $"copy staged_rates ({PriceSchema.RateColumns}) from stdin (format binary)"
        );
        to.StartRow();
        to.Write(rate.Key, NpgsqlDbType.Text);
        to.Write(rate.RateId, NpgsqlDbType.Text);
        to.Write(Name(rate.Purchase), NpgsqlDbType.Text);
        to.Write(rate.Lease, NpgsqlDbType.Text);
        to.Write(rate.Unit, NpgsqlDbType.Text);
        to.Write(rate.From, NpgsqlDbType.Numeric);
        Write(to, rate.To);
        to.Write(rate.UnitPrice, NpgsqlDbType.Numeric);
        to.Write(rate.Currency, NpgsqlDbType.Text);
        to.Write(rate.EffectiveFrom, NpgsqlDbType.Text);
        if (_isFirst)
        {
            to.Write(_file, NpgsqlDbType.Bigint);
            to.Write(Sync, NpgsqlDbType.Bigint);
        }
    }

    private void CopySkus()
    {
        _rates?.Complete();
        _rates?.Dispose();
        _rates = null;
        using var to = _connection.BeginBinaryImport(
            _isFirst
                ? $"copy price_skus ({PriceSchema.SkuColumns}, file_id, first_sync) from stdin (format binary)"
                : $"copy staged_skus ({PriceSchema.SkuColumns}) from stdin (format binary)"
        );
        foreach (var row in _waiting)
        {
            Copy(to, row);
        }

        to.Complete();
        _waiting.Clear();
    }

    private void Copy(NpgsqlBinaryImporter to, in SkuRow row)
    {
        to.StartRow();
        string?[] texts =
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
        ];
        foreach (var text in texts)
        {
            if (text is null)
            {
                to.WriteNull();
            }
            else
            {
                to.Write(text, NpgsqlDbType.Text);
            }
        }

        to.Write(RuleFlags.Of(row.Rule), NpgsqlDbType.Integer);
        to.Write(row.Hash, NpgsqlDbType.Bigint);
        if (_isFirst)
        {
            to.Write(_file, NpgsqlDbType.Bigint);
            to.Write(Sync, NpgsqlDbType.Bigint);
        }
    }

    private async Task EndCopyAsync(CancellationToken cancellationToken)
    {
        CopySkus();
        await using var _ = (IAsyncDisposable?)_rates;
        if (_rates is not null)
        {
            await _rates.CompleteAsync(cancellationToken);
        }

        _rates = null;
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

    private static void Write(NpgsqlBinaryImporter to, decimal? number)
    {
        if (number is { } some)
        {
            to.Write(some, NpgsqlDbType.Numeric);
        }
        else
        {
            to.WriteNull();
        }
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
