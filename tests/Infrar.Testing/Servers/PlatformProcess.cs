namespace Infrar.Testing.Servers;

/// <summary>The platform's own program as a process, on a port and in a data folder of its own.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly HttpClient _probes = new(new SocketsHttpHandler());
    private readonly ServerProcess _process;

    private PlatformProcess(string program, string folder, Uri address, string[] settings)
    {
        (Address, DataFolder) = (address, Path.Combine(folder, "data"));
        string[] arguments =
        [
            "up",
            $"--Server:DataFolder={DataFolder}",
            $"--Server:Urls={address.GetLeftPart(UriPartial.Authority)}",
            $"--Server:PublicUrl={address.GetLeftPart(UriPartial.Authority)}",
            "--Account:SetupSecret=false",
            .. settings,
        ];
        _process = new(program, null, folder, arguments, "KILL", IsReadyAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Where it keeps what it keeps; gone with it.</summary>
    public string DataFolder { get; }

    /// <summary>The process's number while it runs.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one and waits until all its parts answer.</summary>
    /// <param name="repository">The root of the sources, where the program was built.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="settings">What it is told besides where to listen, such as <c>--Limits:PerAddress=1000000</c>.</param>
    /// <exception cref="InvalidOperationException">It ended before it was ready; the message holds what it said.</exception>
    public static async Task<PlatformProcess> StartAsync(
        string repository,
        CancellationToken cancellationToken,
        params string[] settings
    )
    {
        var program = Path.Combine(repository, "artifacts/bin/Infrar.Platform/release/infrar-platform");
        var address = new Uri($"http://127.0.0.1:{Programs.FreePort()}");
        var platform = new PlatformProcess(program, ServerProcess.NewFolder("platform"), address, settings);
        try
        {
            await platform.StartAsync(cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, with what it kept.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <summary>Asks it to end, as a supervisor does, and waits until it has.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _process.StopAsync(ServerProcess.Terminate, cancellationToken);

    /// <summary>Ends it as a power cut does.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var ready = await _probes.GetAsync(new Uri(Address, "/ready"), cancellationToken);
            return ready.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
