using System.Data.Common;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Prices;
using Infrar.Platform.Prices;
using Infrar.Platform.Tests.Servers;
using Infrar.Testing.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Tests.Prices;

/// <summary>The price book's parts over a real database, without the platform around them, which takes seconds to start.</summary>
internal sealed class PriceScene : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PriceScene(ServiceProvider services, string folder, string connection) =>
        (_services, Folder, Connection) = (services, folder, connection);

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>How to connect to PostgreSQL; empty on SQLite.</summary>
    public string Connection { get; }

    public PriceStore Store => _services.GetRequiredService<PriceStore>();

    public PriceSyncing Syncing => _services.GetRequiredService<PriceSyncing>();

    public PriceFinder Finder => _services.GetRequiredService<PriceFinder>();

    public PriceBooks Books => _services.GetRequiredService<PriceBooks>();

    public static async Task<PriceScene> StartAsync(
        bool postgres,
        CancellationToken cancellationToken,
        params string[] settings
    )
    {
        Assert.SkipWhen(postgres && PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("infrar-prices-").FullName;
        var connection = postgres ? await (await PostgresServer.Shared).CreateDatabaseAsync(cancellationToken) : "";
        return await OpenAsync(folder, connection, settings, cancellationToken);
    }

    /// <summary>A second process over the same book.</summary>
    public Task<PriceScene> BesideAsync(CancellationToken cancellationToken, params string[] settings) =>
        OpenAsync(Folder, Connection, settings, cancellationToken);

    /// <summary>Has a provider's feed read, to its end.</summary>
    public async Task<PriceSync> SyncAsync(string provider, CancellationToken cancellationToken)
    {
        var asked = await Store.AskAsync(provider, "somebody", TimeProvider.System.GetUtcNow(), cancellationToken);
        Assert.NotNull(await Syncing.RunAsync(cancellationToken));
        return (await Store.SyncAsync(asked.Number, cancellationToken))!;
    }

    /// <summary>Runs a statement on the price book of a platform, for what no test can wait for.</summary>
    public static async Task RunAsync(TestPlatform platform, string sql, CancellationToken cancellationToken)
    {
        var options = platform.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        await using DbConnection connection =
            options.Kind is DatabaseKind.Postgres
                ? new NpgsqlConnection(options.ConnectionString)
                : new SqliteConnection($"Data Source={Path.Combine(platform.DataFolder, "prices.db")}");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>How many indexes the SKUs and their prices are read by.</summary>
    public async Task<int> IndexesAsync(CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(
            Connection.Length > 0
                ? "select count(*) from pg_indexes where tablename in ('price_skus', 'price_rates')"
                : "select count(*) from sqlite_master where type = 'index' and tbl_name in ('price_skus', 'price_rates')",
            cancellationToken
        );
        await using (command.Connection)
        {
            return Convert.ToInt32(
                await command.ExecuteScalarAsync(cancellationToken),
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
    }

    /// <summary>Runs a statement.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(sql, cancellationToken);
        await using (command.Connection)
        {
            _ = await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Connection.Length is 0)
        {
            SqliteConnection.ClearAllPools();
        }
    }

    private async Task<DbCommand> CommandAsync(string sql, CancellationToken cancellationToken)
    {
        DbConnection connection =
            Connection.Length > 0
                ? new NpgsqlConnection(Connection)
                : new SqliteConnection($"Data Source={Path.Combine(Folder, "prices.db")}");
        await connection.OpenAsync(cancellationToken);
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static async Task<PriceScene> OpenAsync(
        string folder,
        string connection,
        string[] settings,
        CancellationToken cancellationToken
    )
    {
        string[] database =
            connection.Length > 0 ? ["--Database:Kind=postgres", $"--Database:ConnectionString={connection}"] : [];
        var configuration = new ConfigurationBuilder()
            .AddCommandLine([
                $"--Server:DataFolder={folder}",
                "--Prices:Retries=2",
                "--Prices:RetryMilliseconds=10",
                .. database,
                .. settings,
            ])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.ClearProviders());
        services.AddOptions<ServerOptions>().Bind(configuration.GetSection("Server"));
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(configuration);
        services.AddPrices(configuration);
        var scene = new PriceScene(services.BuildServiceProvider(), folder, connection);
        await scene.Store.PrepareAsync(cancellationToken);
        return scene;
    }
}
