using System.Net.Sockets;

namespace Infrar.Testing.Servers;

/// <summary>A real PgBouncer in transaction mode before a PostgreSQL: 100 clients, 25 connections and 5 in reserve.</summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private const string User = "postgres";
    private readonly ServerProcess _process;
    private readonly PostgresServer _database;

    private PgBouncerServer(PostgresServer database, string folder, int port)
    {
        _database = database;
        Port = port;
        _process = new(
            "pgbouncer",
            User,
            folder,
            [Path.Combine(folder, "pgbouncer.ini")],
            "KILL",
            cancellationToken => Listening.IsAsync(port, cancellationToken)
        );
    }

    /// <summary>Why a test that needs PgBouncer cannot run here; null when it can.</summary>
    public static string? Missing { get; } = PostgresServer.Missing ?? Programs.Missing("pgbouncer");

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Makes one and starts it.</summary>
    public static async Task<PgBouncerServer> StartAsync(PostgresServer database, CancellationToken cancellationToken)
    {
        var folder = ServerProcess.NewFolder("pgbouncer");
        var port = Programs.FreePort();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "users"),
            $"\"{User}\" \"{database.Password}\"\n",
            cancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pgbouncer.ini"),
            $"""
            [databases]
            * = host=127.0.0.1 port={database.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {folder}/users
            pool_mode = transaction
            max_client_conn = 100
            default_pool_size = 25
            reserve_pool_size = 5
            ignore_startup_parameters = extra_float_digits

            """,
            cancellationToken
        );
        await Programs.GiveAsync(folder, User, cancellationToken);
        var server = new PgBouncerServer(database, folder, port);
        try
        {
            await server._process.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How Npgsql connects through it to what <see cref="PostgresServer.CreateDatabaseAsync"/> made.</summary>
    public string Through(string connectionString) =>
        connectionString.Replace($"Port={_database.Port};", $"Port={Port};", StringComparison.Ordinal)
        + ";No Reset On Close=true";

    /// <summary>Stops it; its clients are cut off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _process.StopAsync(ServerProcess.Terminate, cancellationToken);

    /// <summary>Starts it again at the same port.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

/// <summary>Whether somebody listens at a port of the loopback address.</summary>
internal static class Listening
{
    public static async Task<bool> IsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
