using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs.Executor;

namespace Infrar.Platform.Builds.Builder;

/// <summary>How a command of a build ended.</summary>
/// <param name="Code">Its exit code; 128 and the signal when one ended it.</param>
/// <param name="Lines">What it said, understood.</param>
/// <param name="Excess">What it used too much of, and the setting that says how much that is; null for nothing.</param>
internal sealed record BuildExit(int Code, BuildLines Lines, (string What, string Setting)? Excess);

/// <summary>Runs the commands of a build, tells what they say as they say it, and ends them when they are over a limit or to be ended.</summary>
internal sealed class BuildRunner(
    BuildProgram program,
    BuildWatch watch,
    BuildFolder folder,
    BuildReport report,
    SecretMask mask
) : IDisposable
{
    private const int MostLines = 2000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(250);
    private readonly GrowingFile _log = new(folder.Log);

    /// <summary>Where the program sees a path of the build's folder.</summary>
    public string Seen(string path) => program.Seen(path);

    /// <summary>Says something to whoever follows the build.</summary>
    public void Say(string text) => File.AppendAllText(folder.Log, $"{text}\n");

    /// <summary>Runs a command to its end.</summary>
    /// <param name="component">What it is about, for whoever follows.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="signsIn">Whether it gets to see how one signs in to the registry: never one that runs steps.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="LostBuildException">The build is no longer this builder's.</exception>
    public async Task<BuildExit> RunAsync(
        string component,
        IEnumerable<string> arguments,
        bool signsIn,
        CancellationToken stop
    )
    {
        var lines = new BuildLines();
        (string, string)? excess = null;
        using var process = program.Start(arguments, signsIn);
        var ended = process.WaitForExitAsync(CancellationToken.None);
        var told = TimeSpan.Zero;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            while (!ended.IsCompleted)
            {
                _ = await Task.WhenAny(ended, Task.Delay(Look, stop));
                stop.ThrowIfCancellationRequested();
                if (!ended.IsCompleted && (excess = watch.Excess()) is not null)
                {
                    break;
                }

                if (clock.Elapsed - told > BetweenTellings)
                {
                    await TellAsync(component, lines, isLast: false, stop);
                    told = clock.Elapsed;
                }
            }
        }
        finally
        {
            if (!ended.IsCompleted)
            {
                process.Kill(entireProcessTree: true);
                await ended;
            }
        }

        while (await TellAsync(component, lines, isLast: true, stop)) { }
        return new(process.ExitCode, lines, excess ?? watch.Excess() ?? watch.OutOfMemory());
    }

    /// <summary>Tells what was said and not yet told.</summary>
    public async Task FlushAsync(string component, CancellationToken cancellationToken)
    {
        while (await TellAsync(component, new(), isLast: true, cancellationToken)) { }
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private async Task<bool> TellAsync(string component, BuildLines lines, bool isLast, CancellationToken stop)
    {
        var read = _log.Read(isLast, MostLines);
        if (read is [])
        {
            return false;
        }

        var masked = read.ConvertAll(l => mask.Mask(l.Text));
        await File.AppendAllLinesAsync(folder.Told, masked, stop);
        await report.LinesAsync(component, [.. masked.Select(l => (l, lines.Take(l)))], stop);
        return true;
    }
}
