using Infrar.Platform.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>Registers the database that the configuration names.</summary>
internal static class DatabaseServices
{
    /// <summary>Adds it.</summary>
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Database");
        services.AddOptions<DatabaseOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidation>();
        var stated = section.Get<DatabaseOptions>() ?? new();
        if (stated.Kind is DatabaseKind.Postgres)
        {
            services.AddSingleton<PostgresSources>();
            services.AddDbContextPool<PlatformContext, PostgresContext>(
                (provider, options) => Postgres(options, provider.GetRequiredService<PostgresSources>().Pooled)
            );
            if (stated.ReplicaConnectionString is not null)
            {
                services.AddSingleton<Replica>().AddHostedService(provider => provider.GetRequiredService<Replica>());
            }
        }
        else
        {
            services.AddDbContextPool<PlatformContext, SqliteContext>(
                (provider, options) =>
                    Sqlite(options, provider.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder)
            );
        }
    }

    /// <summary>PostgreSQL through a source of connections.</summary>
    public static void Postgres(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("migrations")).UseSnakeCaseNamingConvention();

    /// <summary>SQLite in a folder.</summary>
    public static void Sqlite(DbContextOptionsBuilder options, string folder)
    {
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "infrar.db"),
            // How long a writer waits for the one before it.
            DefaultTimeout = 30,
            ForeignKeys = true,
        };
        options
            .UseSqlite(connection.ToString(), sqlite => sqlite.MigrationsHistoryTable("migrations"))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqlitePragmas.Instance);
    }
}

/// <summary>Sets on every connection what keeps an acknowledged write through a lost process and a lost power supply, and no deleted one.</summary>
internal sealed class SqlitePragmas : Microsoft.EntityFrameworkCore.Diagnostics.DbConnectionInterceptor
{
    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(
        System.Data.Common.DbConnection connection,
        Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData
    ) => Set(connection);

    public override Task ConnectionOpenedAsync(
        System.Data.Common.DbConnection connection,
        Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(System.Data.Common.DbConnection connection) => DurableSqlite.Set(connection);
}
