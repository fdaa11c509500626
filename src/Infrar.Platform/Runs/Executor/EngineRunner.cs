using System.Collections.Immutable;
using System.Data.Common;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Runs commands of the engine in a run's folder, one after the other, and tells what they say as they say it.</summary>
/// <param name="sandbox">What keeps them apart.</param>
/// <param name="engine">The engine's program.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="report">Who is told.</param>
/// <param name="lease">Keeps the run this executor's.</param>
/// <param name="mask">What is never told.</param>
/// <param name="environment">The engine's whole environment.</param>
/// <param name="sockets">Folders with sockets that it may connect to.</param>
/// <param name="log">The platform's own log.</param>
internal sealed partial class EngineRunner(
    ISandbox sandbox,
    string engine,
    PhaseFolder folder,
    RunReport report,
    RunLease lease,
    SecretMask mask,
    IReadOnlyDictionary<string, string> environment,
    ImmutableArray<string> sockets,
    ILogger log
)
{
    private const int LinesAtOnce = 2000;
    private const int ErrorsKept = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);
    private readonly List<string> _errors = [];

    /// <summary>What the last command said was wrong, masked.</summary>
    public string Said => mask.Mask(string.Join('\n', _errors));

    /// <summary>Runs a command to its end.</summary>
    /// <param name="phase">What people know it as: <c>init</c>, <c>plan</c>, <c>apply</c>.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="goesOnWhenLost">Whether the engine goes on when the run is this executor's no longer; what it said stays in the folder.</param>
    /// <param name="stop">Asks the engine to end: it saves and comes to an end by itself.</param>
    public async Task<EngineEnd> RunAsync(
        string phase,
        ImmutableArray<string> arguments,
        bool goesOnWhenLost,
        CancellationToken stop
    )
    {
        _errors.Clear();
        var (output, errors) = phase is "plan" or "apply"
            ? (folder.Journal, folder.Errors)
            : (Path.Combine(folder.Path, $"{phase}.txt"), Path.Combine(folder.Path, $"{phase}.errors.txt"));
        using var process = sandbox.Start(
            new(engine, arguments, folder.Path, folder.Configuration, environment, output, errors) { Sockets = sockets }
        );
        File.WriteAllText(Path.Combine(folder.Path, "process"), $"{process.Id}");
        using var said = new GrowingFile(output);
        using var wrong = new GrowingFile(errors);
        using var asked = stop.Register(process.Interrupt);
        var wish = new RunWish(false, false);
        var lines = new List<EngineLine>();
        var ended = process.WaitAsync(CancellationToken.None);
        while (true)
        {
            var isLast = ended.IsCompleted;
            if (lines.Count < LinesAtOnce)
            {
                var came = said.Read(isLast, LinesAtOnce).ConvertAll(l => EngineLine.Read(l.Number, l.Text));
                came.AddRange(
                    wrong.Read(isLast, LinesAtOnce).Select(l => new EngineLine(0, l.Text) { IsError = true })
                );
                Keep(came);
                lines.AddRange(came);
            }

            var isWhole = lines.Count is 0;
            try
            {
                if (lines.Count > 0 && !lease.IsFenced)
                {
                    await report.LinesAsync(phase, lines, mask, CancellationToken.None);
                }

                lines.Clear();
            }
            catch (FencedException)
            {
                lease.Fence();
                lines.Clear();
            }
            catch (Exception fault) when (fault is DbException or DbUpdateException or TimeoutException or IOException)
            {
                // The engine goes on without the platform; what it says waits in its file.
                if (isLast && stop.IsCancellationRequested)
                {
                    throw;
                }

                Log.NotTold(log, fault, folder.Run.Value);
                await Task.Delay(Again, CancellationToken.None);
            }

            Heed(process, wish, lease.Wish);
            wish = lease.Wish;
            if (lease.IsFenced && !goesOnWhenLost)
            {
                process.Kill();
            }

            if (isLast && isWhole)
            {
                break;
            }

            if (!isLast && lines.Count is 0)
            {
                await Task.WhenAny(ended, Task.Delay(Look, CancellationToken.None));
            }
        }

        return new(await ended, wish.IsCanceled, wish.IsForced, lease.IsFenced);
    }

    /// <summary>Runs a command whose output is for a file alone.</summary>
    public async Task<EngineExit> RunSilentlyAsync(
        ImmutableArray<string> arguments,
        string output,
        CancellationToken stop
    )
    {
        _errors.Clear();
        var errors = Path.Combine(folder.Path, "silent.errors.txt");
        using var process = sandbox.Start(
            new(engine, arguments, folder.Path, folder.Configuration, environment, output, errors) { Sockets = sockets }
        );
        using var asked = stop.Register(process.Kill);
        var exit = await process.WaitAsync(CancellationToken.None);
        using var wrong = new GrowingFile(errors);
        Keep(wrong.Read(isLast: true, LinesAtOnce).ConvertAll(l => new EngineLine(0, l.Text) { IsError = true }));
        return exit;
    }

    private static void Heed(EngineProcess process, RunWish had, RunWish wanted)
    {
        if (wanted.IsForced && !had.IsForced)
        {
            process.Kill();
        }
        else if (wanted.IsCanceled && !had.IsCanceled)
        {
            process.Interrupt();
        }
    }

    private void Keep(List<EngineLine> lines)
    {
        foreach (var line in lines.Where(l => l.IsError && l.Text.Length > 0))
        {
            if (_errors.Count < ErrorsKept)
            {
                _errors.Add(line.Text);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What the engine of {Run} says could not be told yet")]
        public static partial void NotTold(ILogger log, Exception fault, string run);
    }
}

/// <summary>How a command ended.</summary>
/// <param name="Exit">Its exit.</param>
/// <param name="IsCanceled">Whether somebody had asked for that.</param>
/// <param name="IsForced">Whether it was killed because somebody wanted so.</param>
/// <param name="IsFenced">Whether the run was taken from this executor meanwhile.</param>
internal sealed record EngineEnd(EngineExit Exit, bool IsCanceled, bool IsForced, bool IsFenced);
