using Infrar.Platform.Parts.Prices;
using Quartz;

namespace Infrar.Platform.Prices;

/// <summary>Once a day: asks for a sync of every feed.</summary>
internal sealed class PriceClock(PriceStore store, PriceSyncing syncing, TimeProvider time) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "pricing-clock";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var provider in syncing.Providers)
        {
            _ = await store.AskAsync(provider, "clock", time.GetUtcNow(), cancellationToken);
        }

        await context.Scheduler.TriggerJob(new JobKey(PriceSyncJob.Job), cancellationToken);
    }
}

/// <summary>Runs what was asked for, one sync of all nodes at a time; looks once a minute, so that what a lost node began goes on.</summary>
internal sealed class PriceSyncJob(PriceSyncing syncing, PriceWatch watch, PriceStore store) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "pricing-sync";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = await store.CurrentAsync(cancellationToken);
        var done = await syncing.RunAsync(cancellationToken);
        if (done?.Any(s => s.Status is PriceSyncStatus.Succeeded) is true)
        {
            await watch.TellAsync(before, cancellationToken);
        }
    }
}
