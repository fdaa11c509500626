namespace Infrar.Testing.Servers;

/// <summary>The built platform as a process of its own: SQLite, embedded parts, on the loopback address. Anybody may register.</summary>
public sealed class PlatformServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly string _data;

    private PlatformServer(string folder, string program, int port, IEnumerable<string> settings)
    {
        Address = $"http://127.0.0.1:{port}";
        Port = port;
        _data = Path.Combine(folder, "data");
        _process = new(
            "dotnet",
            null,
            folder,
            [
                program,
                "up",
                $"--Server:Urls={Address}",
                $"--Server:PublicUrl={Address}",
                $"--Server:DataFolder={_data}",
                "--Account:Registration=open",
                // The least that is allowed: tests sign in often.
                "--Account:PasswordIterations=100000",
                .. settings,
            ],
            "KILL",
            cancellationToken => IsReadyAsync(cancellationToken)
        );
    }

    /// <summary>Where its embedded parts keep what they hold.</summary>
    public string DataFolder => _data;

    /// <summary>Why a test that needs the platform cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Programs.Missing("dotnet", "setpriv");

    /// <summary>Where it is reached, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>File with the secret that the first account is made with; gone once there is one.</summary>
    public string SetupSecretFile => Path.Combine(_data, "setup-secret");

    /// <summary>Starts one.</summary>
    /// <param name="program">The built <c>infrar-platform.dll</c>.</param>
    /// <param name="settings">Further settings, such as <c>--Limits:PerAddress=5</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<PlatformServer> StartAsync(
        string program,
        IEnumerable<string> settings,
        CancellationToken cancellationToken
    )
    {
        var server = new PlatformServer(ServerProcess.NewFolder("platform"), program, Programs.FreePort(), settings);
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // The secret is written once it listens and has looked whether anybody has an account.
    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        File.Exists(SetupSecretFile) && await Listening.IsAsync(Port, cancellationToken);
}
