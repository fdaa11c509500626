using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>Where connections to PostgreSQL come from.</summary>
/// <remarks>
/// Requests go through <see cref="Pooled"/>, which may lead through PgBouncer in transaction mode: then no statement is prepared,
/// and in no case is anything else kept in a session. Migrations go through <see cref="Direct"/>. <see cref="Http.ReplicaReads"/>
/// decides who asks <see cref="Replica"/>.
/// </remarks>
internal sealed class PostgresSources : IAsyncDisposable
{
    // Of what the platform asks, that which is asked all the time; the server keeps a plan for each, per connection.
    private const int Prepared = 64;

    public PostgresSources(IOptions<DatabaseOptions> options, TimeProvider time)
    {
        var pooled = options.Value.ConnectionString!;
        Pooled = Source(options.Value, pooled, time, ReachesServer(options.Value, pooled, time) ? Prepared : 0);
        Direct = options.Value.DirectConnectionString is { } direct ? Source(options.Value, direct, time, 0) : Pooled;
        if (options.Value.ReplicaConnectionString is { } stated)
        {
            // A replica that hangs must not hold up those whom the primary can answer.
            var replica = new NpgsqlConnectionStringBuilder(stated) { Timeout = 5, CommandTimeout = 10 }.ToString();
            Replica = Source(options.Value, replica, time, ReachesServer(options.Value, replica, time) ? Prepared : 0);
        }
    }

    /// <summary>For requests.</summary>
    public NpgsqlDataSource Pooled { get; }

    /// <summary>Past PgBouncer.</summary>
    public NpgsqlDataSource Direct { get; }

    /// <summary>The replica; null when there is none.</summary>
    public NpgsqlDataSource? Replica { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pooled.DisposeAsync();
        if (!ReferenceEquals(Pooled, Direct))
        {
            await Direct.DisposeAsync();
        }

        if (Replica is not null)
        {
            await Replica.DisposeAsync();
        }
    }

    // A pooler hands out process numbers of its own making. Asked once: a server that cannot be reached now is not taken for one
    // that keeps what was prepared.
    private static bool ReachesServer(DatabaseOptions options, string connectionString, TimeProvider time)
    {
        try
        {
            using var source = Source(options, connectionString, time, 0);
            using var connection = source.OpenConnection();
            using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
            return command.ExecuteScalar() is int backend && backend == connection.ProcessID;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private static NpgsqlDataSource Source(
        DatabaseOptions options,
        string connectionString,
        TimeProvider time,
        int prepared
    )
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.MaxPoolSize = options.PoolSize;
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.ConnectionStringBuilder.MaxAutoPrepare = prepared;
        builder.ConnectionStringBuilder.ApplicationName ??= "infrar";
        if (options.IamRegion is { } region)
        {
            // A token opens connections for a quarter of an hour; those that are open stay.
            builder.UsePeriodicPasswordProvider(
                async (connection, cancellationToken) =>
                    RdsToken.Of(
                        connection.Host!,
                        connection.Port,
                        connection.Username!,
                        region,
                        await new DefaultAWSCredentialsIdentityResolver()
                            .ResolveIdentity(null, cancellationToken)
                            .GetCredentialsAsync()
                            .WaitAsync(cancellationToken),
                        time.GetUtcNow()
                    ),
                RdsToken.RenewAfter,
                TimeSpan.FromSeconds(5)
            );
        }

        if (options.PasswordFile is { } file)
        {
            // Read for every connection, so that a rotated password is in use with the next one.
            builder.UsePasswordProvider(
                _ => File.ReadLines(file).First(),
                async (_, cancellationToken) => (await File.ReadAllLinesAsync(file, cancellationToken))[0]
            );
        }

        return builder.Build();
    }
}
