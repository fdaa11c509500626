using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.State;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Hands in what came of a run, and removes its folder once all of it is where it belongs.</summary>
/// <remarks>
/// In this order, each of which may be done again: 1. a state that the engine could not save; 2. the journal's lines that were not told;
/// 3. files and log; 4. in one transaction the run's status and which files count. The folder goes last.
/// </remarks>
internal sealed partial class RunSettling(IServiceScopeFactory scopes, TimeProvider time, ILogger<RunSettling> log)
{
    private const string WithoutEnd = "The engine went without coming to an end.";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    /// <summary>The plan is there.</summary>
    public Task PlannedAsync(
        Run run,
        PhaseFolder folder,
        RunSurroundings surroundings,
        EnginePlan plan,
        CancellationToken stop
    ) =>
        SettleAsync(
            run,
            folder,
            async services =>
            {
                var state = await services.GetRequiredService<StateWrites>().CurrentAsync(run.WorkspaceId, stop);
                var isThere = state is { IsRemoval: false };
                var hasLock = File.Exists(folder.Lock);
                var pins = new RunPins(
                    await PhaseFiles.HashAsync(folder.Plan, stop),
                    hasLock ? await PhaseFiles.HashAsync(folder.Lock, stop) : "",
                    surroundings.VariablesSha256,
                    isThere ? state!.Serial : null,
                    isThere ? state!.Lineage : ""
                );
                var files = Files(services, run, folder, stop);
                await files.StoreAsync(RunFileKind.Plan, folder.Plan);
                await files.StoreAsync(RunFileKind.PlanJson, plan.JsonPath);
                if (hasLock)
                {
                    await files.StoreAsync(RunFileKind.Lock, folder.Lock);
                }

                if (plan.Report.Json is { } differs)
                {
                    using var bytes = new MemoryStream(differs);
                    await files.StoreAsync(RunFileKind.Difference, bytes);
                }

                if (plan.Report.Drift is { } drift)
                {
                    using var bytes = new MemoryStream(drift);
                    await files.StoreAsync(RunFileKind.Drift, bytes);
                }

                await files.StoreLogAsync(surroundings.Mask);
                var gate = await services.GetRequiredService<RunPolicies>().GateAsync(run, stop);
                var made = new RunPlan(
                    pins,
                    plan.Report.Summary,
                    PolicyJudge.Judge(gate.Policy, plan.Report.Summary, plan.Report.Facts),
                    plan.Engine
                );
                return new(files.Stored, there => there.Plan(made, gate, time.GetUtcNow()));
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
                var files = Files(services, run, folder, stop);
                if (mask is not null)
                {
                    await files.StoreLogAsync(mask);
                }

                return new(files.Stored, there => there.Fail(problem, time.GetUtcNow()));
            },
            stop
        );

    /// <summary>A plan whose executor stops, or whose engine went without a word.</summary>
    public Task LoseAsync(Run run, PhaseFolder folder, string why) =>
        SettleAsync(
            run,
            folder,
            _ => Task.FromResult(new Outcome([], there => there.Lose(why, time.GetUtcNow()))),
            CancellationToken.None
        );

    /// <summary>The engine ended while it applied, in whatever way.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Its folder, which says how the engine ended.</param>
    /// <param name="mask">What is never told.</param>
    /// <param name="problem">What the run ended with, where the engine came to an end that was not wanted.</param>
    /// <param name="stop">Ends the trying; the folder stays.</param>
    public Task AppliedAsync(Run run, PhaseFolder folder, SecretMask mask, Problem problem, CancellationToken stop) =>
        SettleAsync(
            run,
            folder,
            async services =>
            {
                var refusal = File.Exists(folder.ErroredState)
                    ? await services.GetRequiredService<StateHandIn>().WriteAsync(run, folder.ErroredState, stop)
                    : null;
                await services.GetRequiredService<JournalHandIn>().WriteAsync(run, folder, stop);
                var files = Files(services, run, folder, stop);
                await files.StoreLogAsync(mask);
                if (refusal is not null)
                {
                    // What the engine knows last is in no state but this one: a person has to look.
                    var why =
                        $"The engine's last state was not taken ({refusal.Code}) and stays in {folder.ErroredState}.";
                    return new(files.Stored, there => Interrupt(there, why)) { KeepsFolder = true };
                }

                var hasRecovered =
                    run.Recovers is { } interrupted
                    && (await Recovery.ImportsAsync(services, new(interrupted), stop)).Completed.IsEmpty;
                return new(files.Stored, Ending(folder.ReadExit(), problem, hasRecovered));
            },
            stop
        );

    private Func<Run, Result<Run>> Ending(EngineExit? exit, Problem problem, bool hasRecovered) =>
        exit switch
        {
            { Code: 0 } => there => there.Apply(time.GetUtcNow()),
            { IsClean: true } => there =>
                there.Fail(there.CancelAt is null ? problem : RunProblems.Canceled(), time.GetUtcNow(), hasRecovered),
            _ => there => Interrupt(there, WithoutEnd),
        };

    private Result<Run> Interrupt(Run there, string why) =>
        there.Status is RunStatus.Interrupted ? there : there.Lose(why, time.GetUtcNow());

    private static PhaseFiles Files(IServiceProvider services, Run run, PhaseFolder folder, CancellationToken stop) =>
        new(services.GetRequiredService<RunFiles>(), run, folder, stop);

    private async Task SettleAsync(
        Run run,
        PhaseFolder folder,
        Func<IServiceProvider, Task<Outcome>> gather,
        CancellationToken stop
    )
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var outcome = await gather(scope.ServiceProvider);
                if (!await MoveAsync(scope.ServiceProvider, run, outcome))
                {
                    Log.NotTaken(log, run.Id.Value, run.Epoch, folder.Path);
                    return;
                }

                if (outcome.KeepsFolder)
                {
                    return;
                }

                break;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested && fault is not FencedException)
            {
                Log.NotSettled(log, fault, run.Id.Value);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }

        folder.Remove();
    }

    // What an executor whose run was taken by another has to say, is not taken.
    private static async Task<bool> MoveAsync(IServiceProvider services, Run run, Outcome outcome)
    {
        var records = services.GetRequiredService<PlatformContext>();
        var telling = services.GetRequiredService<RunTelling>();
        var (isTaken, isInterrupted) = (false, false);
        await telling.TryAsync(
            async () =>
            {
                var there = await records.Set<Run>().FirstOrDefaultAsync(r => r.Id == run.Id, CancellationToken.None);
                isTaken = there is not null && there.Epoch == run.Epoch && !there.Status.IsEnded();
                if (!isTaken)
                {
                    return;
                }

                await services.GetRequiredService<RunFiles>().KeepAsync(outcome.Files, CancellationToken.None);
                await telling.MoveAsync(there!, outcome.Move(there!), null, CancellationToken.None);
                isInterrupted = there!.Status is RunStatus.Interrupted;
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

    /// <summary>What came of a run at its executor.</summary>
    /// <param name="Files">Files that count from now on.</param>
    /// <param name="Move">What becomes of the run.</param>
    private sealed record Outcome(IReadOnlyCollection<RunFile> Files, Func<Run, Result<Run>> Move)
    {
        /// <summary>Whether the folder has something that is nowhere else.</summary>
        public bool KeepsFolder { get; init; }
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
