using Quartz;

namespace Infrar.Platform.Parts.Work;

/// <summary>Has jobs run right after the request that gave them work, and not only at their next time.</summary>
/// <remarks>The request's own transaction has ended when its scope does. A wake that fails costs time alone: the clock wakes the job too.</remarks>
internal sealed partial class Wakes(ISchedulerFactory schedulers, ILogger<Wakes> log) : IAsyncDisposable
{
    private readonly HashSet<string> _jobs = new(StringComparer.Ordinal);

    /// <summary>Runs a job of the clockwork once the scope ends.</summary>
    public void After(string job) => _jobs.Add(job);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in _jobs)
        {
            try
            {
                var scheduler = await schedulers.GetScheduler(CancellationToken.None);
                await scheduler.TriggerJob(new JobKey(job), CancellationToken.None);
            }
            catch (Exception fault)
            {
                Log.NotWoken(log, fault, job);
            }
        }

        _jobs.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Job} could not be woken; it runs at its next time")]
        public static partial void NotWoken(ILogger log, Exception fault, string job);
    }
}
