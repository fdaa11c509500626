using Infrar.Testing.Servers;
using Npgsql;
using StackExchange.Redis;

namespace Infrar.Platform.Tests.Servers;

/// <summary>The servers that other tests rely on do what those tests take for granted.</summary>
public sealed class ServersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_of_the_shared_server_is_empty_and_its_own()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var server = await PostgresServer.Shared;
        var first = await server.CreateDatabaseAsync(Cancellation);
        var second = await server.CreateDatabaseAsync(Cancellation);

        _ = await AskAsync(first, "create table t (n int); select 1");

        Assert.Equal(0L, await AskAsync(second, "select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task What_was_committed_survives_a_kill()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(new(Fsync: true), Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        _ = await AskAsync(database, "create table t (n int); insert into t values (7); select 1");

        await server.KillAsync(Cancellation);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(database, "select 1"));
        await server.RestartAsync(Cancellation);

        Assert.Equal(7, await AskAsync(database, "select n from t"));
    }

    [Fact]
    public async Task A_server_with_tls_is_known_by_its_authority_and_takes_nothing_in_clear()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(new(Tls: true), Cancellation);
        var verified = server.ConnectionString("postgres");

        Assert.Equal(true, await AskAsync(verified, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
            AskAsync(verified.Replace("VerifyFull", "Disable", StringComparison.Ordinal), "select 1")
        );
    }

    [Fact]
    public async Task A_standby_follows_and_takes_no_writes()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(new(), Cancellation);
        _ = await server.CreateDatabaseAsync(Cancellation);
        await using var standby = await server.StartStandbyAsync(Cancellation);

        Assert.Equal(
            1L,
            await AskAsync(
                standby.ConnectionString("postgres"),
                "select count(*) from pg_database where datname = 'db1'"
            )
        );
        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            AskAsync(standby.ConnectionString("postgres"), "create table t (n int)")
        );
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refusal.SqlState);
    }

    [Fact]
    public async Task PgBouncer_shares_few_connections_among_many_clients()
    {
        Assert.SkipWhen(PgBouncerServer.Missing is not null, PgBouncerServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(new(), Cancellation);
        var database = await server.CreateDatabaseAsync(Cancellation);
        await using var bouncer = await PgBouncerServer.StartAsync(server, Cancellation);
        await using var source = NpgsqlDataSource.Create(bouncer.Through(database) + ";Maximum Pool Size=90");

        var clients = await Task.WhenAll(
            Enumerable.Range(0, 90).Select(_ => source.OpenConnectionAsync(Cancellation).AsTask())
        );
        await Task.WhenAll(
            clients.Select(async client =>
            {
                await using var command = new NpgsqlCommand("select pg_backend_pid()", client);
                _ = await command.ExecuteScalarAsync(Cancellation);
            })
        );
        var used = await AskAsync(
            database,
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        );
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));

        Assert.InRange(Assert.IsType<long>(used), 1, 30);
    }

    [Fact]
    public async Task A_stopped_redis_comes_back_empty()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var server = await RedisServer.StartAsync(Cancellation);
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString))
        {
            Assert.True(await redis.GetDatabase().StringSetAsync("k", "v"));
        }

        await server.StopAsync(Cancellation);
        await Assert.ThrowsAsync<RedisConnectionException>(() =>
            ConnectionMultiplexer.ConnectAsync(server.ConnectionString)
        );
        await server.RestartAsync(Cancellation);

        await using var again = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        Assert.True((await again.GetDatabase().StringGetAsync("k")).IsNull);
    }

    private static async Task<object?> AskAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        return await reader.ReadAsync(Cancellation) ? reader.GetValue(0) : null;
    }
}
