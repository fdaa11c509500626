using System.Security.Cryptography;

namespace Infrar.Testing.Servers;

/// <summary>A real registry for images on the loopback address.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private static readonly Lazy<Task<RegistryServer>> _shared = new(() => StartAsync(false, CancellationToken.None));
    private readonly ServerProcess _process;

    private RegistryServer(string folder, int port, string? password)
    {
        (Port, Password) = (port, password);
        _process = new(
            "docker-registry",
            null,
            folder,
            ["serve", Path.Combine(folder, "registry.yml")],
            "KILL",
            cancellationToken => Listening.IsAsync(port, cancellationToken)
        );
    }

    /// <summary>Who may push where a password is asked for.</summary>
    public const string User = "infrar";

    /// <summary>Why a test that needs a registry cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("docker-registry", "htpasswd", "setpriv");

    /// <summary>One registry for all tests of a run, which lets everybody in; ends with the run. Neither stop nor dispose of it.</summary>
    public static Task<RegistryServer> Shared => _shared.Value;

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its user's password; null where everybody is let in.</summary>
    public string? Password { get; }

    /// <summary>Host and port, as references of images have them.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>Makes one and starts it.</summary>
    /// <param name="isClosed">Whether it lets only its user in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RegistryServer> StartAsync(bool isClosed, CancellationToken cancellationToken)
    {
        var folder = ServerProcess.NewFolder("registry");
        var port = Programs.FreePort();
        var password = isClosed ? RandomNumberGenerator.GetHexString(32, lowercase: true) : null;
        var users = Path.Combine(folder, "users");
        var auth = isClosed ? $"auth:\n  htpasswd:\n    realm: infrar\n    path: {users}" : "";
        if (password is not null)
        {
            var line = await Programs.RunAsync(
                "htpasswd",
                null,
                new Dictionary<string, string>(),
                cancellationToken,
                "-Bbn",
                User,
                password
            );
            await File.WriteAllTextAsync(users, line, cancellationToken);
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder, "registry.yml"),
            $$"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            storage:
              filesystem:
                rootdirectory: {{folder}}/data
              delete:
                enabled: true
            http:
              addr: 127.0.0.1:{{port}}
            {{auth}}

            """,
            cancellationToken
        );
        var server = new RegistryServer(folder, port, password);
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

    /// <summary>Kills it; what it acknowledged is kept.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>Starts it again at the same port.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
