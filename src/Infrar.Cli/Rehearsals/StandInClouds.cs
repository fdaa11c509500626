using System.Diagnostics;
using Infrar.Cli.Terminal;

namespace Infrar.Cli.Rehearsals;

/// <summary>The running process that stands in for the clouds; ends with this object.</summary>
internal sealed class StandInClouds : IAsyncDisposable
{
    private readonly Process _process;

    private StandInClouds(Process process, string reattach) => (_process, Reattach) = (process, reattach);

    /// <summary>Value of <c>TF_REATTACH_PROVIDERS</c> by which the engine finds it.</summary>
    public string Reattach { get; }

    /// <summary>Starts it and waits until it says where it listens.</summary>
    /// <param name="program">The program.</param>
    /// <param name="cloudFile">File that keeps what is created.</param>
    /// <param name="providers">Providers as <c>required_providers</c> calls them.</param>
    /// <param name="console">The surroundings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It ended before it listened.</exception>
    public static async Task<StandInClouds> StartAsync(
        string program,
        string cloudFile,
        IEnumerable<string> providers,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var start = ChildProcess.Start(
            program,
            Path.GetDirectoryName(cloudFile) ?? console.Folder,
            console.Variable,
            [],
            "serve",
            "--cloud",
            cloudFile,
            "--providers",
            string.Join(',', providers)
        );
        var process = Process.Start(start) ?? throw new IOException($"{program} did not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { Length: > 0 } reattach)
            {
                throw new IOException($"{program} ended before it served: {(await errors).Trim()}");
            }

            return new(process, reattach);
        }
        catch
        {
            ChildProcess.Kill(process);
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
            ChildProcess.Kill(_process);
        }

        _process.Dispose();
    }
}
