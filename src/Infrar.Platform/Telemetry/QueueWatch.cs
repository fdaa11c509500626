using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Telemetry;

/// <summary>Looks every quarter of a minute at how much work waits, so that work that stands still is seen.</summary>
internal sealed partial class QueueWatch(IServiceScopeFactory scopes, TimeProvider time, ILogger<QueueWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database's own metrics tell of it too; this one keeps its last value.
                Log.NotSeen(log, fault);
            }
        }
    }

    /// <summary>States how many jobs are due, and since when.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformContext>().Database;
        var now = time.GetUtcNow();
        var ticks = now.UtcTicks;
        var due = await database
            .SqlQuery<long>(
                $"select next_fire_time as \"Value\" from qrtz_triggers where trigger_state = 'WAITING' and next_fire_time < {ticks}"
            )
            .ToListAsync(cancellationToken);
        PlatformMeter.Queue(
            due.Count,
            due.Count is 0 ? TimeSpan.Zero : now - new DateTimeOffset(due.Min(), TimeSpan.Zero)
        );
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "How much work waits could not be seen")]
        public static partial void NotSeen(ILogger log, Exception fault);
    }
}
