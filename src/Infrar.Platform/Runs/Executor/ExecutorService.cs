using System.Collections.Concurrent;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Takes runs while there is room, and hands in first what an earlier process of this node left.</summary>
internal sealed partial class ExecutorService(
    IServiceScopeFactory scopes,
    RunWork work,
    RunSettling settling,
    ExecutorPlace place,
    ISharedState shared,
    IHostApplicationLifetime lifetime,
    IOptions<ExecutorOptions> options,
    TimeProvider time,
    ILogger<ExecutorService> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, RunOperation> _atWork = [];
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Slots is 0)
        {
            return;
        }

        await ListeningAsync(stoppingToken);
        await HandInAsync(stoppingToken);
        await using var listening = await shared.ListenAsync(RunQueue.Topic, Wake, stoppingToken);
        // A database that was away counts as having been heard from now on: silence until then was not the executors'.
        var heardSince = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (Others < options.Value.Slots && await TakeAsync(isDrift: false, stoppingToken)) { }

                // Looks for drift have a place of their own, so that they never keep anybody waiting.
                if (_atWork.Count == Others)
                {
                    _ = await TakeAsync(isDrift: true, stoppingToken);
                }

                if (time.GetElapsedTime(heardSince) > options.Value.Lease)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<RunQueue>().SweepAsync(stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLooked(log, fault);
                heardSince = time.GetTimestamp();
            }

            await _wake.WaitAsync(Look, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        // Engines were asked to stop by the same token; each saves and ends.
        await Task.WhenAll(_atWork.Keys);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private int Others => _atWork.Values.Count(o => o is not RunOperation.Drift);

    private async Task<bool> TakeAsync(bool isDrift, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<RunQueue>();
        var run = await (
            isDrift
                ? queue.TakeDriftAsync(place.Worker, options.Value.Lease, options.Value.DriftRuns, stop)
                : queue.TakeAsync(place.Worker, options.Value.Lease, stop)
        );
        if (run is null)
        {
            return false;
        }

        var task = Task.Run(() => work.DoAsync(run, stop), CancellationToken.None);
        _atWork[task] = run.Operation;
        _ = task.ContinueWith(
            done =>
            {
                _ = _atWork.TryRemove(done, out _);
                Wake();
            },
            TaskScheduler.Default
        );
        return true;
    }

    private async Task HandInAsync(CancellationToken stop)
    {
        foreach (var folder in PhaseFolder.Left(place.Folder))
        {
            try
            {
                Orphans.End(folder);
                await using var scope = scopes.CreateAsyncScope();
                var run = await scope
                    .ServiceProvider.GetRequiredService<PlatformContext>()
                    .Set<Run>()
                    .AsNoTracking()
                    .FirstOrDefaultAsync(r => r.Id == folder.Run, stop);
                if (run is null || run.Epoch != folder.Epoch || run.Status.IsEnded())
                {
                    if (run is null || !File.Exists(folder.ErroredState))
                    {
                        folder.Remove();
                    }
                }
                else if (!folder.IsApply)
                {
                    await settling.LoseAsync(run, folder, "Its executor was started again.");
                }
                else
                {
                    if (folder.ReadExit() is null)
                    {
                        folder.Ended(Orphans.ExitOf(folder));
                    }

                    var secrets = await RunInputs.SecretsAsync(scope.ServiceProvider, run, stop);
                    var sealing = scope.ServiceProvider.GetRequiredService<Sealing>();
                    var lent = await LentKeys.ReadAsync(sealing, run, folder, stop);
                    await settling.AppliedAsync(
                        run,
                        folder,
                        new SecretMask([.. secrets, .. lent]),
                        RunProblems.EngineFailed("apply", ""),
                        stop
                    );
                }
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                Log.NotHandedIn(log, fault, folder.Run.Value);
            }
        }
    }

    private async Task ListeningAsync(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stop);
    }

    private void Wake()
    {
        try
        {
            _ = _wake.Release();
        }
        catch (Exception known) when (known is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake, or gone.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The queue of runs could not be looked at; it is tried again")]
        public static partial void NotLooked(ILogger log, Exception fault);

        [LoggerMessage(LogLevel.Warning, "What an earlier process left of {Run} could not be handed in; it stays")]
        public static partial void NotHandedIn(ILogger log, Exception fault, string run);
    }
}
