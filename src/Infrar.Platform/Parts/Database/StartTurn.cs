using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>Lets one node at a time bring the database up to its version; those that start together wait for each other.</summary>
/// <remarks>
/// The lock is a transaction's, so that it holds through PgBouncer in transaction mode too, and ends with the process that holds it.
/// </remarks>
internal static class StartTurn
{
    // Any number that nothing else in this database locks with: "infrar" in ASCII.
    private const long Lock = 0x696E66726172;

    /// <summary>Waits for this node's turn, which lasts until the result is disposed of. SQLite has one node, whose turn it always is.</summary>
    /// <exception cref="InvalidOperationException">Another node has had the turn for five minutes.</exception>
    public static async Task<IAsyncDisposable?> TakeAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        if (services.GetService<PostgresSources>() is not { } sources)
        {
            return null;
        }

        var connection = await sources.Direct.OpenConnectionAsync(cancellationToken);
        try
        {
            _ = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                $"set local lock_timeout = '5min'; select pg_advisory_xact_lock({Lock})",
                connection
            )
            {
                CommandTimeout = 0,
            };
            _ = await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            throw new InvalidOperationException(
                "Another node has been bringing the database up to date for five minutes. See what it waits for, then start this one again."
            );
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
