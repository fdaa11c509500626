using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Infrar.Platform.Tests.Parts;

/// <summary>Databases of every earlier version come up to this one with what is in them.</summary>
public sealed class MigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sqlite_comes_up_from_every_version_with_its_rows()
    {
        foreach (var version in Enumerable.Range(0, await CountAsync(Sqlite)))
        {
            await ComesUpAsync(Sqlite, version);
        }
    }

    [Fact]
    public async Task Postgres_comes_up_from_every_version_with_its_rows()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        foreach (var version in Enumerable.Range(0, await CountAsync(PostgresAsync)))
        {
            await ComesUpAsync(PostgresAsync, version);
        }
    }

    private static async Task ComesUpAsync(Func<Task<PlatformContext>> open, int version)
    {
        await using var records = await open();
        var migrations = records.Database.GetMigrations().ToList();
        await records.GetService<IMigrator>().MigrateAsync(migrations[version], Cancel);
        // As that version wrote it: today's model has columns that its table has not.
        var (id, name) = ("team-1", "Older than this version");
        await (
            records.Database.IsNpgsql()
                ? records.Database.ExecuteSqlAsync(
                    $"insert into teams (id, name, created_at, version) values ({id}, {name}, now(), 1)",
                    Cancel
                )
                : records.Database.ExecuteSqlAsync(
                    $"insert into teams (id, name, created_at, version) values ({id}, {name}, 0, 1)",
                    Cancel
                )
        );

        await records.Database.MigrateAsync(Cancel);

        Assert.False(
            records.Database.HasPendingModelChanges(),
            "The model has changed. Run scripts/add-migration NAME."
        );
        Assert.Equal("Older than this version", (await records.Set<Team>().AsNoTracking().SingleAsync(Cancel)).Name);
    }

    private static async Task<int> CountAsync(Func<Task<PlatformContext>> open)
    {
        await using var records = await open();
        return records.Database.GetMigrations().Count();
    }

    private static Task<PlatformContext> Sqlite()
    {
        var options = new DbContextOptionsBuilder<SqliteContext>();
        DatabaseServices.Sqlite(options, Directory.CreateTempSubdirectory("infrar-migrations-").FullName);
        return Task.FromResult<PlatformContext>(new SqliteContext(options.Options));
    }

    private static async Task<PlatformContext> PostgresAsync()
    {
        var options = new DbContextOptionsBuilder<PostgresContext>();
        var connection = await (await PostgresServer.Shared).CreateDatabaseAsync(Cancel);
        DatabaseServices.Postgres(options, NpgsqlDataSource.Create(connection));
        return new PostgresContext(options.Options);
    }
}
