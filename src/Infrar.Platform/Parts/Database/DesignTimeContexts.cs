using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>What <c>dotnet ef migrations add</c> compares the model with; no database is opened.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteContext>();
        DatabaseServices.Sqlite(options, Path.GetTempPath());
        return new(options.Options);
    }
}

/// <summary>The same for PostgreSQL.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresContext>();
        DatabaseServices.Postgres(options, NpgsqlDataSource.Create("Host=127.0.0.1"));
        return new(options.Options);
    }
}
