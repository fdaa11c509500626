using System.Collections.Concurrent;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Builds.Builder;

/// <summary>Takes builds while there is room, and gives back first what an earlier process of this node left.</summary>
internal sealed partial class BuilderService(
    IServiceScopeFactory scopes,
    BuildWork work,
    BuilderPlace place,
    BuildStores stores,
    ISharedState shared,
    IOptions<BuilderOptions> options,
    TimeProvider time,
    ILogger<BuilderService> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, Id<Build>> _atWork = [];
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Slots is 0)
        {
            return;
        }

        await GiveBackAsync(stoppingToken);
        await using var listening = await shared.ListenAsync(BuildQueue.Topic, Wake, stoppingToken);
        // A database that was away counts as having been heard from now on: silence until then was not the builders'.
        var heardSince = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AdvanceAsync(time.GetElapsedTime(heardSince) > options.Value.Lease, stoppingToken);
                if (_atWork.IsEmpty)
                {
                    stores.Prune();
                }

                while (_atWork.Count < options.Value.Slots && await TakeAsync(stoppingToken)) { }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLooked(log, fault);
                heardSince = time.GetTimestamp();
            }

            await _wake.WaitAsync(Look, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await Task.WhenAll(_atWork.Keys);
    }

    private async Task AdvanceAsync(bool isSwept, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<BuildQueue>();
        await queue.AdvanceAsync(stop);
        if (isSwept)
        {
            await queue.SweepAsync(stop);
        }
    }

    private async Task<bool> TakeAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var queue = scope.ServiceProvider.GetRequiredService<BuildQueue>();
        if (await queue.TakeAsync(place.Worker, options.Value.Lease, stop) is not { } build)
        {
            return false;
        }

        var task = Task.Run(() => work.DoAsync(build, stop), CancellationToken.None);
        _atWork[task] = build.Id;
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

    // The programs died with the process that had started them; what they were about is begun anew.
    private async Task GiveBackAsync(CancellationToken stop)
    {
        foreach (var folder in BuildFolder.Left(place.Folder))
        {
            try
            {
                var name = Path.GetFileName(folder);
                var at = name.LastIndexOf('-');
                if (Id<Build>.TryParse(name[..at], null, out var id) && int.TryParse(name[(at + 1)..], out var epoch))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var isMine = await scope
                        .ServiceProvider.GetRequiredService<PlatformContext>()
                        .Set<Build>()
                        .AnyAsync(b => b.Id == id && b.Epoch == epoch && b.Status == BuildStatus.Building, stop);
                    if (isMine)
                    {
                        await scope
                            .ServiceProvider.GetRequiredService<BuildQueue>()
                            .LoseAsync(id, null, "Its builder was started again.", stop);
                    }
                }

                BuildFolder.Remove(folder);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                Log.NotGivenBack(log, fault, folder);
            }
        }
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
        [LoggerMessage(LogLevel.Warning, "The queue of builds could not be looked at; it is tried again")]
        public static partial void NotLooked(ILogger log, Exception fault);

        [LoggerMessage(LogLevel.Warning, "What an earlier process left in {Folder} could not be given back; it stays")]
        public static partial void NotGivenBack(ILogger log, Exception fault, string folder);
    }
}
