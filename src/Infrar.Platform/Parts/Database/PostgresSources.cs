using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Infrar.Platform.Parts.Database;

/// <summary>Where connections to PostgreSQL come from.</summary>
/// <remarks>
/// Requests go through <see cref="Pooled"/>, which may lead through PgBouncer in transaction mode: so no statement is prepared and
/// nothing is kept in a session. Migrations go through <see cref="Direct"/>. <see cref="Http.ReplicaReads"/> decides who asks <see cref="Replica"/>.
/// </remarks>
internal sealed class PostgresSources : IAsyncDisposable
{
    public PostgresSources(IOptions<DatabaseOptions> options, TimeProvider time)
    {
        Pooled = Source(options.Value, options.Value.ConnectionString!, time);
        Direct = options.Value.DirectConnectionString is { } direct ? Source(options.Value, direct, time) : Pooled;
        // A replica that hangs must not hold up those whom the primary can answer.
        Replica = options.Value.ReplicaConnectionString is { } replica
            ? Source(
                options.Value,
                new NpgsqlConnectionStringBuilder(replica) { Timeout = 5, CommandTimeout = 10 }.ToString(),
                time
            )
            : null;
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

    private static NpgsqlDataSource Source(DatabaseOptions options, string connectionString, TimeProvider time)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.MaxPoolSize = options.PoolSize;
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 0;
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
