using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.State;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Hands in what came of a run, and removes its folder once all of it is where it belongs.</summary>
/// <remarks>
/// In this order, each of which may be done again: 1. a state that the engine could not save; 2. the journal's lines that were not told;
/// 3. the log; 4. the run's status. The folder goes last.
/// </remarks>
internal sealed partial class RunSettling(IServiceScopeFactory scopes, TimeProvider time, ILogger<RunSettling> log)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    /// <summary>The plan is there.</summary>
    public Task PlannedAsync(
        Run run,
        PhaseFolder folder,
        RunSurroundings surroundings,
        string json,
        bool hasChanges,
        CancellationToken stop
    ) =>
        SettleAsync(
            run,
            folder,
            async services =>
            {
                var files = services.GetRequiredService<RunFiles>();
                var state = await services.GetRequiredService<StateWrites>().CurrentAsync(run.WorkspaceId, stop);
                var difference = await PlanReport.ReadAsync(json, stop);
                var pins = new RunPins(
                    await HashAsync(folder.Plan, stop),
                    File.Exists(folder.Lock) ? await HashAsync(folder.Lock, stop) : "",
                    surroundings.VariablesSha256,
                    state is { IsRemoval: false } ? state.Serial : null,
                    state is { IsRemoval: false } ? state.Lineage : ""
                );
                await StoreAsync(files, run, RunFileKind.Plan, folder.Plan, stop);
                await StoreAsync(files, run, RunFileKind.PlanJson, json, stop);
                if (pins.LockSha256 is not "")
                {
                    await StoreAsync(files, run, RunFileKind.Lock, folder.Lock, stop);
                }

                if (difference.Json is { } differs)
                {
                    using var bytes = new MemoryStream(differs);
                    await files.AddAsync(run, RunFileKind.Difference, bytes, stop);
                }

                await StoreLogAsync(files, run, folder, surroundings.Mask, stop);
                var summary = difference.Summary with { HasChanges = hasChanges };
                var engine = await EngineNameAsync(folder, surroundings.Engine, stop);
                return there => there.Plan(pins, summary, engine, time.GetUtcNow());
            },
            stop
        );

    /// <summary>It was refused, or stopped, before anything was changed.</summary>
    public Task FailAsync(
        Run run,
        PhaseFolder folder,
        Problem problem,
        CancellationToken stop,
        SecretMask? mask = null
    ) =>
        SettleAsync(
            run,
            folder,
            async services =>
            {
                if (mask is not null)
                {
                    await StoreLogAsync(services.GetRequiredService<RunFiles>(), run, folder, mask, stop);
                }

                return there => there.Fail(problem, time.GetUtcNow());
            },
            stop
        );

    /// <summary>A plan whose executor stops.</summary>
    public Task LoseAsync(Run run, PhaseFolder folder, string why) =>
        SettleAsync(
            run,
            folder,
            _ => Task.FromResult<Func<Run, Result<Run>>>(there => there.Lose(why, time.GetUtcNow())),
            CancellationToken.None
        );

    /// <summary>The engine ended while it applied, in whatever way.</summary>
    public Task AppliedAsync(Run run, PhaseFolder folder, SecretMask mask, string said, CancellationToken stop) =>
        SettleAsync(
            run,
            folder,
            async services =>
            {
                await HandStateInAsync(services, run, folder, stop);
                await HandJournalInAsync(services, run, folder, stop);
                await StoreLogAsync(services.GetRequiredService<RunFiles>(), run, folder, mask, stop);
                var exit = folder.ReadExit();
                var hasRecovered =
                    run.Recovers is { } interrupted
                    && (await Recovery.ImportsAsync(services, new(interrupted), stop)).Completed.IsEmpty;
                return there =>
                    exit switch
                    {
                        { Code: 0 } => there.Apply(time.GetUtcNow()),
                        { IsClean: true } => there.Fail(
                            there.CancelAt is null ? RunProblems.EngineFailed("apply", said) : RunProblems.Canceled(),
                            time.GetUtcNow(),
                            hasRecovered
                        ),
                        _ => there.Status is RunStatus.Interrupted
                            ? there
                            : there.Lose("The engine went without coming to an end.", time.GetUtcNow()),
                    };
            },
            stop
        );

    private async Task SettleAsync(
        Run run,
        PhaseFolder folder,
        Func<IServiceProvider, Task<Func<Run, Result<Run>>>> gather,
        CancellationToken stop
    )
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var move = await gather(scope.ServiceProvider);
                if (!await MoveAsync(scope.ServiceProvider, run, move))
                {
                    Log.NotTaken(log, run.Id.Value, run.Epoch, folder.Path);
                    return;
                }

                break;
            }
            catch (Exception fault)
                when (!stop.IsCancellationRequested && fault is not (FencedException or ObjectDisposedException))
            {
                Log.NotSettled(log, fault, run.Id.Value);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }

        folder.Remove();
    }

    // What an executor whose run was taken by another has to say, is not taken.
    private static async Task<bool> MoveAsync(IServiceProvider services, Run run, Func<Run, Result<Run>> move)
    {
        var records = services.GetRequiredService<PlatformContext>();
        var telling = services.GetRequiredService<RunTelling>();
        var (isTaken, isInterrupted) = (false, false);
        var pending = records.ChangeTracker.Entries<RunFile>().Select(e => e.Entity).ToList();
        await telling.TryAsync(
            async () =>
            {
                var there = await records.Set<Run>().FirstOrDefaultAsync(r => r.Id == run.Id, CancellationToken.None);
                if (there is null || there.Epoch != run.Epoch || there.Status.IsEnded())
                {
                    isTaken = false;
                    return;
                }

                isTaken = true;
                records.AddRange(pending);
                var moved = move(there);
                if (moved.Succeeded(out _, out _))
                {
                    await telling.MoveAsync(there, moved, null, CancellationToken.None);
                }

                isInterrupted = there.Status is RunStatus.Interrupted;
            },
            CancellationToken.None
        );
        var queue = services.GetRequiredService<RunQueue>();
        if (isTaken && !isInterrupted)
        {
            // The engine is gone; an interrupted run's lock stays, as what explains itself, until somebody recovers the run.
            await queue.FenceAsync(run, run.Id.Value, CancellationToken.None);
        }

        await queue.AdvanceAsync(run.WorkspaceId, CancellationToken.None);
        return isTaken;
    }

    private static async Task HandStateInAsync(
        IServiceProvider services,
        Run run,
        PhaseFolder folder,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(folder.ErroredState))
        {
            await services.GetRequiredService<StateHandIn>().WriteAsync(run, folder.ErroredState, cancellationToken);
        }
    }

    private async Task HandJournalInAsync(
        IServiceProvider services,
        Run run,
        PhaseFolder folder,
        CancellationToken cancellationToken
    )
    {
        var records = services.GetRequiredService<PlatformContext>();
        var known = (
            await records
                .Set<JournalEntry>()
                .Where(j => j.RunId == run.Id && j.Epoch == run.Epoch)
                .Select(j => j.Line)
                .ToListAsync(cancellationToken)
        ).ToHashSet();
        using var journal = new GrowingFile(folder.Journal);
        while (journal.Read(isLast: true, 5000) is { Count: > 0 } lines)
        {
            foreach (var (number, text) in lines)
            {
                if (EngineLine.Read(number, text).Resource is { } seen && known.Add(number))
                {
                    records.Add(JournalEntry.Of(run.Id, run.Epoch, number, seen, time.GetUtcNow()));
                }
            }
        }

        await records.SaveChangesAsync(cancellationToken);
    }

    private static async Task StoreAsync(
        RunFiles files,
        Run run,
        RunFileKind kind,
        string path,
        CancellationToken cancellationToken
    )
    {
        await using var content = File.OpenRead(path);
        await files.AddAsync(run, kind, content, cancellationToken);
    }

    private static async Task StoreLogAsync(
        RunFiles files,
        Run run,
        PhaseFolder folder,
        SecretMask mask,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(folder.Path, "log.txt");
        await using (var text = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            foreach (
                var said in (string[])
                    [
                        Path.Combine(folder.Path, "init.txt"),
                        Path.Combine(folder.Path, "init.errors.txt"),
                        folder.Journal,
                        folder.Errors,
                    ]
            )
            {
                using var lines = new GrowingFile(said);
                while (lines.Read(isLast: true, 1000) is { Count: > 0 } some)
                {
                    foreach (var (number, line) in some)
                    {
                        await text.WriteLineAsync(mask.Mask(EngineLine.Read(number, line).Text));
                    }
                }
            }
        }

        await StoreAsync(
            files,
            run,
            folder.IsApply ? RunFileKind.ApplyLog : RunFileKind.PlanLog,
            path,
            cancellationToken
        );
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    // The first line that an engine says in JSON is what it is.
    private static async Task<string> EngineNameAsync(
        PhaseFolder folder,
        string program,
        CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(folder.Journal);
        var first = await reader.ReadLineAsync(cancellationToken) ?? "";
        var said = EngineLine.Read(1, first).Text;
        return said.Length is > 0 and < 100 ? said : Path.GetFileName(program);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What came of {Run} could not be handed in yet; it is tried again")]
        public static partial void NotSettled(ILogger log, Exception fault, string run);

        [LoggerMessage(
            LogLevel.Warning,
            "{Run} went on without this executor (epoch {Epoch}); what came of it here stays in {Folder}"
        )]
        public static partial void NotTaken(ILogger log, string run, int epoch, string folder);
    }
}
