using Infrar.Core;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Carries out what an executor has taken: a plan, or an apply.</summary>
internal sealed partial class RunWork(
    IServiceScopeFactory scopes,
    ISandbox sandbox,
    ExecutorPlace place,
    RunSettling settling,
    IOptions<ExecutorOptions> options,
    TimeProvider time,
    ILogger<RunWork> log
)
{
    /// <summary>Does it to its end. What cannot be told in the end stays in the run's folder, and is told when this node starts again.</summary>
    /// <param name="run">As it was taken.</param>
    /// <param name="stop">Asks engines to come to an end.</param>
    public async Task DoAsync(Run run, CancellationToken stop)
    {
        var folder = PhaseFolder.Create(place.Folder, run);
        var report = new RunReport(scopes, run, options.Value.Lease, time);
        await using var lease = RunLease.Keep(report, options.Value.Lease, log, run);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var phase = new RunPhase(scope.ServiceProvider, run, folder, options.Value);
            var prepared = await PrepareAsync(phase, run, stop);
            if (!prepared.Succeeded(out var surroundings, out var problem))
            {
                await settling.FailAsync(run, folder, problem, stop);
                return;
            }

            await using (surroundings)
            {
                var runner = new EngineRunner(
                    sandbox,
                    surroundings.Engine,
                    folder,
                    report,
                    lease,
                    surroundings.Mask,
                    surroundings.Environment,
                    surroundings.Sockets,
                    log
                );
                await (
                    run.Status is RunStatus.Planning
                        ? PlanAsync(run, folder, surroundings, runner, phase, stop)
                        : ApplyAsync(run, folder, surroundings, runner, stop)
                );
            }
        }
        catch (FencedException)
        {
            Log.Fenced(log, run.Id.Value, run.Epoch);
        }
        catch (Exception fault)
        {
            Log.NotDone(log, fault, run.Id.Value);
            if (!folder.IsApply)
            {
                // A plan changes nothing: it is made again.
                folder.Remove();
            }
        }
    }

    // Nothing was begun yet, so whatever keeps an apply from beginning is an end and no interruption.
    private async Task<Result<RunSurroundings>> PrepareAsync(RunPhase phase, Run run, CancellationToken stop)
    {
        try
        {
            return await phase.PrepareAsync(sandbox, place, stop);
        }
        catch (Exception fault) when (run.Status is RunStatus.Applying && fault is not FencedException)
        {
            Log.NotDone(log, fault, run.Id.Value);
            return RunProblems.NotBegun();
        }
    }

    private async Task PlanAsync(
        Run run,
        PhaseFolder folder,
        RunSurroundings surroundings,
        EngineRunner runner,
        RunPhase phase,
        CancellationToken stop
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromMinutes(options.Value.PlanMinutes));
        var init = await runner.RunAsync("init", ["init", "-input=false", "-no-color"], false, patience.Token);
        var end = init.Exit.Code is 0
            ? await runner.RunAsync("plan", await phase.PlanArgumentsAsync(stop), false, patience.Token)
            : init;
        if (end.IsFenced)
        {
            throw new FencedException(run.Id, run.Epoch);
        }

        if (stop.IsCancellationRequested && !end.IsCanceled)
        {
            // The node stops; another one plans.
            await settling.LoseAsync(run, folder, "Its executor was told to stop.");
            return;
        }

        var isPlanned = init.Exit.Code is 0 && end.Exit.Code is 0 or 2 && File.Exists(folder.Plan);
        if (!isPlanned && !end.Exit.IsClean && runner.Said is "" && !patience.IsCancellationRequested)
        {
            // Killed from outside, by nobody who said why: it changed nothing, so it is made again.
            await settling.LoseAsync(run, folder, "The engine went without coming to an end.");
            return;
        }

        if (!isPlanned || end.IsCanceled)
        {
            var problem =
                end.IsCanceled ? RunProblems.Canceled()
                : patience.IsCancellationRequested
                    ? RunProblems.TookTooLong("Plan", TimeSpan.FromMinutes(options.Value.PlanMinutes))
                : RunProblems.EngineFailed(init.Exit.Code is 0 ? "plan" : "init", runner.Said);
            await settling.FailAsync(run, folder, problem, stop, surroundings.Mask);
            return;
        }

        // What the plan holds is not for the log.
        var json = Path.Combine(folder.Path, "show.txt");
        var shown = await runner.RunSilentlyAsync(
            ["show", "-json", "-no-color", Path.GetFileName(folder.Plan)],
            json,
            patience.Token
        );
        if (shown.Code is not 0)
        {
            await settling.FailAsync(
                run,
                folder,
                RunProblems.EngineFailed("show", runner.Said),
                stop,
                surroundings.Mask
            );
            return;
        }

        if (run.Strategy is null)
        {
            // Whoever wrote the configuration reads its plan as the engine shows it; what it marks sensitive stays hidden.
            _ = await runner.RunAsync(
                "changes",
                ["show", "-no-color", Path.GetFileName(folder.Plan)],
                false,
                patience.Token
            );
        }

        var plan = await EnginePlan.ReadAsync(
            folder,
            json,
            surroundings.Engine,
            await phase.PricingAsync(stop),
            end.Exit.Code is 2,
            stop
        );
        if (run.Operation is RunOperation.Drift)
        {
            // The engine also counts what a refresh writes otherwise and nobody changed.
            var summary = plan.Report.Summary;
            plan = plan with
            {
                Report = plan.Report with { Summary = summary with { HasChanges = summary.Drifted > 0 } },
            };
        }

        await settling.PlannedAsync(run, folder, surroundings, plan, stop);
    }

    private async Task ApplyAsync(
        Run run,
        PhaseFolder folder,
        RunSurroundings surroundings,
        EngineRunner runner,
        CancellationToken stop
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromMinutes(options.Value.ApplyMinutes));
        var init = await runner.RunAsync("init", ["init", "-input=false", "-no-color"], false, patience.Token);
        if (init.Exit.Code is not 0)
        {
            var problem =
                init.IsCanceled ? RunProblems.Canceled()
                : stop.IsCancellationRequested ? RunProblems.ExecutorStopped()
                : RunProblems.EngineFailed("init", runner.Said);
            await settling.FailAsync(run, folder, problem, stop, surroundings.Mask);
            return;
        }

        var end = await runner.RunAsync(
            "apply",
            ["apply", "-json", "-input=false", "-lock-timeout=60s", Path.GetFileName(folder.Plan)],
            true,
            patience.Token
        );
        folder.Ended(end.Exit);
        var ending =
            stop.IsCancellationRequested ? RunProblems.ExecutorStopped()
            : patience.IsCancellationRequested
                ? RunProblems.TookTooLong("Apply", TimeSpan.FromMinutes(options.Value.ApplyMinutes))
            : RunProblems.EngineFailed("apply", runner.Said);
        await settling.AppliedAsync(run, folder, surroundings.Mask, ending, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Run} is no longer this executor's (epoch {Epoch})")]
        public static partial void Fenced(ILogger log, string run, int epoch);

        [LoggerMessage(LogLevel.Error, "{Run} could not be carried out here")]
        public static partial void NotDone(ILogger log, Exception fault, string run);
    }
}
