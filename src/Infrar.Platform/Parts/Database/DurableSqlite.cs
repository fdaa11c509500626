using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Infrar.Platform.Parts.Database;

/// <summary>Connections for whoever opens the embedded database by himself, as the job scheduler does: as durable as those of the records.</summary>
internal sealed class DurableSqlite : DbProviderFactory
{
    public static DurableSqlite Instance { get; } = new();

    public override DbConnection CreateConnection() => new Connection();

    public override DbCommand CreateCommand() => SqliteFactory.Instance.CreateCommand();

    public override DbParameter CreateParameter() => SqliteFactory.Instance.CreateParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() =>
        SqliteFactory.Instance.CreateConnectionStringBuilder();

    /// <summary>Lets a connection write nothing that is not on disk when it is acknowledged.</summary>
    public static void Set(DbConnection connection)
    {
        // Such a connection only looks whether the file is there, which may come from a backup and have another mode yet.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode is SqliteOpenMode.ReadOnly)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;";
        command.ExecuteNonQuery();
    }

    private sealed class Connection : SqliteConnection
    {
        public override void Open()
        {
            base.Open();
            Set(this);
        }
    }
}
