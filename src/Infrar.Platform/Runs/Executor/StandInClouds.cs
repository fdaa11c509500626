using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Infrar.Platform.Runs.Executor;

/// <summary>The process that stands in for the clouds while a run is at work: nothing real is made.</summary>
internal sealed class StandInClouds : IAsyncDisposable
{
    private readonly Process _process;

    private StandInClouds(Process process, string reattach) => (_process, Reattach) = (process, reattach);

    /// <summary>Value of <c>TF_REATTACH_PROVIDERS</c>, by which the engine finds it.</summary>
    public string Reattach { get; }

    /// <summary>Folders of the sockets that it listens on.</summary>
    public ImmutableArray<string> Sockets =>
        [
            .. (JsonNode.Parse(Reattach) as JsonObject ?? [])
                .Select(provider => provider.Value?["Addr"]?["String"]?.GetValue<string>())
                .OfType<string>()
                .Select(socket => Path.GetDirectoryName(socket)!)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Starts it and waits until it says where it listens.</summary>
    /// <param name="program">The program.</param>
    /// <param name="cloudFile">The file that keeps what was made.</param>
    /// <param name="cancellationToken">Ends the wait, and it.</param>
    /// <exception cref="IOException">It ended before it listened.</exception>
    public static async Task<StandInClouds> StartAsync(
        string program,
        string cloudFile,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(cloudFile)!);
        List<string> arguments = ["serve", "--cloud", cloudFile];
        // A file beside it says what goes wrong, or takes long: how people see what a run does then.
        if (File.Exists($"{cloudFile}.faults"))
        {
            arguments.AddRange(["--faults", $"{cloudFile}.faults"]);
        }

        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new IOException($"{program} did not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            return await process.StandardOutput.ReadLineAsync(cancellationToken) is { Length: > 0 } reattach
                ? new(process, reattach)
                : throw new IOException($"{program} ended before it served: {(await errors).Trim()}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Closes its standard input, by which it ends; after three seconds it is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
