using Infrar.Platform.Events;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Uploads.Git;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Infrar.Platform.Uploads;

/// <summary>Every minute, on one of all nodes: takes up what a node left when it died, or when a part did not answer.</summary>
internal sealed class UploadTending(
    PlatformContext records,
    OneTimeWork work,
    UploadOutcome outcome,
    IOptions<UploadsOptions> options,
    TimeProvider time
) : IJob
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Grace;
        var waiting = await records
            .Set<Upload>()
            .AsNoTracking()
            .Where(u => u.Status == UploadStatus.Checking && u.ChangedAt < before)
            .OrderBy(u => u.ChangedAt)
            .Take(AtOnce)
            .Select(u => u.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in waiting)
        {
            await work.AddAsync<UploadCheck>(UploadCheck.Group, id.Value, cancellationToken);
        }

        var longest = time.GetUtcNow() - GitImports.Longest(options.Value.Git);
        var lost = await records
            .Set<Upload>()
            .Where(u => u.Status == UploadStatus.Fetching && u.ChangedAt < longest)
            .OrderBy(u => u.ChangedAt)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        foreach (var upload in lost)
        {
            await outcome.FailAsync(upload, GitProblems.Interrupted(), GitImports.Action, cancellationToken);
        }
    }
}

/// <summary>Removes uploads that have outlived their time, with what is stored of them.</summary>
internal sealed class UploadRetention(PlatformContext records, UploadFiles files, TimeProvider time)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Kept =
        FileRetention.Uploads.ExpireAfter ?? throw new InvalidOperationException("Uploads expire.");

    /// <summary>Removes them: sources after 90 days; what was not completed, or was given up or refused, after 7.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (oldest, unfinished, oldestEvent) = (now - Kept, now - FileRetention.UnfinishedAfter, now - EventLog.Kept);
        var rows = await records
            .Set<StreamEvent>()
            .Where(e => e.At < oldestEvent)
            .ExecuteDeleteAsync(cancellationToken);
        while (true)
        {
            var old = await records
                .Set<Upload>()
                .AsNoTracking()
                .Where(u =>
                    u.CreatedAt < oldest
                    || (
                        u.ChangedAt < unfinished
                        && u.Status != UploadStatus.Detected
                        && u.Status != UploadStatus.Checking
                    )
                )
                .OrderBy(u => u.Id)
                .Take(AtOnce)
                .ToListAsync(cancellationToken);
            foreach (var upload in old)
            {
                var stream = upload.Id.Value;
                rows += await records
                    .Set<StreamEvent>()
                    .Where(e => e.Stream == stream)
                    .ExecuteDeleteAsync(cancellationToken);
                rows += await records.Set<Upload>().Where(u => u.Id == upload.Id).ExecuteDeleteAsync(cancellationToken);
                // The row goes first: a backup of any moment has the file of each of its rows.
                await files.RemoveAsync(upload, cancellationToken);
            }

            if (old.Count < AtOnce)
            {
                return rows;
            }
        }
    }
}
