using Infrar.Platform.Account;
using Infrar.Platform.Builds;
using Infrar.Platform.Http;
using Infrar.Platform.Notifications;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Privacy;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Infrar.Platform.Hosting;

/// <summary>Once a day, on one of all nodes: takes away what has outlived its time.</summary>
internal sealed partial class Retention(
    PlatformContext records,
    FileStores files,
    UploadRetention uploads,
    StateSweep states,
    UploadedConfigurations configurations,
    ImageRetention images,
    PersonErasure erasure,
    TimeProvider time,
    ILogger<Retention> log
) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        Log.Erased(log, await erasure.EraseDueAsync(cancellationToken));
        var rows =
            await SweepRecordsAsync(cancellationToken)
            + await uploads.SweepAsync(cancellationToken)
            + await states.SweepAsync(cancellationToken)
            + await configurations.SweepAsync(cancellationToken);
        Log.Removed(log, await images.SweepAsync(cancellationToken));
        foreach (var (name, store) in files.Named())
        {
            Log.Swept(log, name, await store.SweepAsync(cancellationToken));
        }

        Log.Forgotten(log, rows);
    }

    /// <summary>Answers kept for repeated requests, invitations, codes, tokens and sessions that nobody can use any more.</summary>
    /// <returns>How many rows went.</returns>
    internal async Task<int> SweepRecordsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (kept, ended, told) = (now - Idempotency.Kept, now - Session.WholeLife, now - NotificationDelivery.Kept);
        return await records.Set<IdempotentAnswer>().Where(a => a.BegunAt < kept).ExecuteDeleteAsync(cancellationToken)
            + await records.Set<Invitation>().Where(i => i.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken)
            + await records.Set<ApiToken>().Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken)
            + await records.Set<MailProof>().Where(p => p.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken)
            + await records
                .Set<NotificationDelivery>()
                .Where(d => d.NextAttemptAt == null && d.CreatedAt < told)
                .ExecuteDeleteAsync(cancellationToken)
            + await records.Set<Session>().Where(s => s.LastUsedAt < ended).ExecuteDeleteAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Erased {Count} people and teams")]
        public static partial void Erased(ILogger log, int count);

        [LoggerMessage(LogLevel.Information, "Removed {Count} images that nothing runs")]
        public static partial void Removed(ILogger log, int count);

        [LoggerMessage(LogLevel.Information, "Swept {Store}: {Sweep}")]
        public static partial void Swept(ILogger log, string store, FileSweep sweep);

        [LoggerMessage(LogLevel.Information, "Forgot {Rows} rows that had outlived their time")]
        public static partial void Forgotten(ILogger log, int rows);
    }
}
