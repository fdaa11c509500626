using System.Security.Cryptography;

namespace Infrar.Testing.Servers;

/// <summary>A real Redis on the loopback address that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly Lazy<Task<RedisServer>> _shared = new(() => StartAsync(CancellationToken.None));
    private readonly ServerProcess _process;

    private RedisServer(string folder, int port, string password)
    {
        Port = port;
        Password = password;
        _process = new(
            "redis-server",
            null,
            folder,
            [Path.Combine(folder, "redis.conf")],
            "KILL",
            cancellationToken => Listening.IsAsync(port, cancellationToken)
        );
    }

    /// <summary>Why a test that needs Redis cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("redis-server", "setpriv");

    /// <summary>One server for all tests of a run that each use their own prefix of keys; ends with the run. Neither stop nor dispose of it.</summary>
    public static Task<RedisServer> Shared => _shared.Value;

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The password of its one user.</summary>
    public string Password { get; }

    /// <summary>How StackExchange.Redis connects to it.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    /// <summary>Makes one and starts it.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = ServerProcess.NewFolder("redis");
        var port = Programs.FreePort();
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "redis.conf"),
            $"""
            bind 127.0.0.1
            port {port}
            dir {folder}
            save ""
            appendonly no
            requirepass {password}

            """,
            cancellationToken
        );
        var server = new RedisServer(folder, port, password);
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

    /// <summary>Stops it; what it held is gone.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _process.StopAsync(ServerProcess.Terminate, cancellationToken);

    /// <summary>Kills it.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>Starts it again, empty, at the same port.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <summary>Freezes it: connections stay open and nothing is answered.</summary>
    public void Pause() => _process.Signal(ServerProcess.Pause);

    /// <summary>Lets it go on.</summary>
    public void Resume() => _process.Signal(ServerProcess.Continue);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
