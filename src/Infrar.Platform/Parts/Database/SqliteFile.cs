using Microsoft.Data.Sqlite;

namespace Infrar.Platform.Parts.Database;

/// <summary>The file of the embedded database, where it is handled as a file.</summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the file its owner's alone, also before SQLite makes it; SQLite gives the files beside it the same rights.</summary>
    public static void Own(string folder)
    {
        var file = Path.Combine(folder, "infrar.db");
        if (!File.Exists(file))
        {
            // An empty file is an empty database.
            using var made = new FileStream(
                file,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite,
                    UnixCreateMode = OwnerOnly,
                }
            );
        }

        // A database that was just made or restored has no log yet; whoever opens it for reading alone could not begin one.
        using (var connection = Open(file))
        {
            DurableSqlite.Set(connection);
        }

        foreach (var each in (string[])[file, file + "-wal", file + "-shm"])
        {
            if (File.Exists(each) && File.GetUnixFileMode(each) is not OwnerOnly)
            {
                File.SetUnixFileMode(each, OwnerOnly);
            }
        }
    }

    /// <summary>A connection of its own, for whoever does not go through the platform's records.</summary>
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadWrite,
                DefaultTimeout = 30,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements.</summary>
    /// <returns>The first value that they answer, as text; null for none.</returns>
    public static async Task<string?> RunAsync(
        SqliteConnection connection,
        string statements,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        return (await command.ExecuteScalarAsync(cancellationToken))?.ToString();
    }

    /// <summary>Copies what a connection sees into a new file that needs no other beside it.</summary>
    /// <exception cref="InvalidDataException">What was copied is damaged.</exception>
    public static async Task CopyAsync(SqliteConnection source, string file, CancellationToken cancellationToken)
    {
        await using (File.Create(file)) { }
        File.SetUnixFileMode(file, OwnerOnly);
        await using var copy = Open(file);
        source.BackupDatabase(copy);
        // With its log written into it, one file is the whole database.
        _ = await RunAsync(copy, "pragma journal_mode = delete;", cancellationToken);
        await CheckAsync(copy, cancellationToken);
    }

    /// <summary>Reads every page.</summary>
    /// <exception cref="InvalidDataException">One of them is damaged.</exception>
    public static async Task CheckAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (await RunAsync(connection, "pragma integrity_check(1);", cancellationToken) is not "ok" and var fault)
        {
            throw new InvalidDataException($"The database is damaged: {fault}");
        }
    }

    /// <summary>The name of the newest migration that a database has; empty for none.</summary>
    public static async Task<string> SchemaAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = Open(file);
        return await RunAsync(connection, "select max(migration_id) from migrations;", cancellationToken) ?? "";
    }
}
