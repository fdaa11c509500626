using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Infrar.Platform.Hosting;
using Infrar.Providers.Feeds;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Prices;

/// <summary>The price book in SQLite: <c>prices.db</c> in the data folder.</summary>
/// <remarks>
/// A sync that the power supply ends may be lost; it is done again. What it leaves is whole in any case.
/// </remarks>
internal sealed class SqlitePriceStore(IOptions<ServerOptions> server) : PriceStore
{
    private const string Pragmas =
        "pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = file; pragma cache_size = -32000; pragma busy_timeout = 30000;";

    // The one process that there is knows how far its syncs are; writing it down would wait for the file that is being read in.
    private readonly ConcurrentDictionary<long, PriceSyncProgress> _progress = new();

    private string File => Path.Combine(server.Value.DataFolder, "prices.db");

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await PrepareAsync(
            connection,
            PriceSchema.Tables("integer primary key autoincrement", "text"),
            cancellationToken
        );
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <inheritdoc/>
    public override async Task<PriceLoad> LoadAsync(
        PriceSync sync,
        string file,
        SkuMapping mapping,
        CancellationToken cancellationToken
    )
    {
        var connection = new SqliteConnection(ConnectionString(pooling: false));
        try
        {
            await connection.OpenAsync(cancellationToken);
            _ = await RunAsync(connection, Pragmas, [], cancellationToken);
            return SqlitePriceLoad.Begin(connection, sync, file, mapping);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task<IAsyncDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        // Held against every process of this machine, and let go by the system when its process dies.
        try
        {
            return Task.FromResult<IAsyncDisposable?>(
                new FileStream(
                    System.IO.Path.Combine(server.Value.DataFolder, "prices.lock"),
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    }
                )
            );
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or PathTooLongException))
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
    }

    /// <inheritdoc/>
    public override Task ProgressAsync(PriceSync sync, CancellationToken cancellationToken)
    {
        _progress[sync.Number] = sync.Progress;
        return Task.CompletedTask;
    }

    private protected override PriceSync WithProgress(PriceSync sync) =>
        sync.Status is PriceSyncStatus.Running && _progress.TryGetValue(sync.Number, out var progress)
            ? sync with
            {
                Progress = progress,
            }
            : sync;

    private protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(pooling: true));
        await connection.OpenAsync(cancellationToken);
        _ = await RunAsync(connection, Pragmas, [], cancellationToken);
        return connection;
    }

    private protected override DbConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString(pooling: true));
        connection.Open();
        return connection;
    }

    private protected override decimal Number(DbDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    private string ConnectionString(bool pooling) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = File,
            DefaultTimeout = 30,
            Pooling = pooling,
        }.ToString();
}
