using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Providers.Feeds;

namespace Infrar.Platform.Parts.Prices;

/// <summary>The live price book: every price that the feeds stated, since when it holds and since when no longer.</summary>
/// <remarks>
/// In a file of its own beside the embedded database, since a sync writes for minutes where others must not wait; in the database's own
/// tables at PostgreSQL. What both do is here; how rows come in by the million, each says itself.
/// </remarks>
internal abstract partial class PriceStore
{
    private static string Live(string row, string sync) =>
        $"{row}.first_sync <= {sync} and ({row}.last_sync is null or {row}.last_sync > {sync})";

    /// <summary>Makes what is missing of its tables.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Begins to read a file; what is added counts once it is completed, and nothing of it where it is not.</summary>
    /// <param name="sync">The sync that reads.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="mapping">Finds the names that the rules have for its SKUs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task<PriceLoad> LoadAsync(
        PriceSync sync,
        string file,
        SkuMapping mapping,
        CancellationToken cancellationToken
    );

    /// <summary>The turn to sync, which one process of all has.</summary>
    /// <returns>Keeps it until it is disposed of; null when another has it.</returns>
    public abstract Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>A connection for what is asked.</summary>
    private protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The same, for the pricing rules, which wait for no task.</summary>
    private protected abstract DbConnection Open();

    /// <summary>An exact decimal of a row.</summary>
    private protected abstract decimal Number(DbDataReader row, int column);

    /// <summary>A sync with how far it is by now, where that is known without the database.</summary>
    private protected virtual PriceSync WithProgress(PriceSync sync) => sync;

    private decimal? NumberOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Number(row, column);

    private protected static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private protected static DateTimeOffset Time(string at) =>
        DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset? TimeOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Time(row.GetString(column));

    private protected static string Progress(PriceSyncProgress progress) =>
        JsonSerializer.Serialize(progress, JsonShape.Options);

    private PriceSync Sync(DbDataReader row) =>
        WithProgress(
            new()
            {
                Number = row.GetInt64(0),
                Provider = row.GetString(1),
                Status = Enum.Parse<PriceSyncStatus>(row.GetString(2)),
                AskedBy = row.GetString(3),
                StartedAt = Time(row.GetString(4)),
                FinishedAt = TimeOrNull(row, 5),
                Problem = row.GetString(6),
                Progress = JsonSerializer.Deserialize<PriceSyncProgress>(row.GetString(7), JsonShape.Options)!,
            }
        );

    private protected static DbCommand Command(
        DbConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private protected static async Task<int> RunAsync(
        DbConnection connection,
        string sql,
        (string Name, object? Value)[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private protected static async Task PrepareAsync(
        DbConnection connection,
        string tables,
        CancellationToken cancellationToken
    )
    {
        _ = await RunAsync(connection, tables, [], cancellationToken);
        await using var isRead = Command(connection, "select count(*) from price_current");
        if (Convert.ToInt64(await isRead.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) > 0)
        {
            _ = await RunAsync(connection, PriceSchema.Indexes, [], cancellationToken);
        }
    }

    private async Task<List<T>> ReadAsync<T>(
        string sql,
        (string Name, object? Value)[] parameters,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }

        return all;
    }

    private async Task WriteAsync(
        string sql,
        (string Name, object? Value)[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        _ = await RunAsync(connection, sql, parameters, cancellationToken);
    }

    private protected static RuleName? Rule(DbDataReader row, int first) =>
        row.IsDBNull(first)
            ? null
            : new(
                row.GetString(first),
                row.GetString(first + 1),
                row.GetString(first + 2),
                row.GetString(first + 3),
                Attributes(row.GetString(first + 4)),
                (row.GetInt32(first + 5) & RuleFlags.BySku) is not 0,
                (row.GetInt32(first + 5) & RuleFlags.DropsFreeBand) is not 0
            );

    private static ImmutableSortedDictionary<string, string> Attributes(string json) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(json, JsonShape.Options)!
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}

/// <summary>What is noted of a rule's name in one number.</summary>
internal static class RuleFlags
{
    public const int BySku = 1;
    public const int DropsFreeBand = 2;

    public static int Of(RuleName? rule) =>
        rule is null ? 0 : (rule.IsBySku ? BySku : 0) | (rule.DropsFreeBand ? DropsFreeBand : 0);
}
