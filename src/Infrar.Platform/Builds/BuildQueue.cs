using Infrar.Core;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Uploads;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds;

/// <summary>Hands builds to builders, and takes back those whose builders are heard no more.</summary>
internal sealed class BuildQueue(PlatformContext records, BuildTelling telling, ISharedState shared, TimeProvider time)
{
    /// <summary>Signalled when there may be something for builders.</summary>
    public const string Topic = "builds";

    private const int MostWaiting = 500;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(6);

    /// <summary>Tells builders that there may be something for them.</summary>
    public Task SignalAsync(CancellationToken cancellationToken) => shared.SignalAsync(Topic, cancellationToken);

    /// <summary>Takes the build whose turn it is; null when none waits.</summary>
    public async Task<Build?> TakeAsync(string worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        var waiting = await records
            .Set<Build>()
            .Where(b => b.Status == BuildStatus.BuildQueued)
            .OrderBy(b => b.Id)
            .Select(b => new WaitingBuild(b.Id, b.ProjectId))
            .Take(MostWaiting)
            .ToListAsync(cancellationToken);
        if (waiting is [])
        {
            return null;
        }

        var since = time.GetUtcNow() - Remembered;
        var served = await records
            .Set<Build>()
            .Where(b => b.StartedAt >= since)
            .GroupBy(b => b.ProjectId)
            .Select(g => new
            {
                g.Key,
                Last = g.Max(b => b.StartedAt),
                AtWork = g.Count(b => b.Status == BuildStatus.Building),
            })
            .ToListAsync(cancellationToken);
        var order = BuildTurns.Order(
            waiting,
            served.ToDictionary(s => s.Key, s => s.AtWork),
            served.ToDictionary(s => s.Key, s => s.Last ?? default)
        );
        foreach (var id in order.Take(20))
        {
            if (await TryTakeAsync(id, worker, lease, cancellationToken) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>Queues builds whose source is there, and ends those whose source is not to be had.</summary>
    public async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        var ready = await (
            from build in records.Set<Build>()
            join upload in records.Set<Upload>() on build.UploadId equals upload.Id into uploads
            from upload in uploads.DefaultIfEmpty()
            where build.Status == BuildStatus.Pending
            where
                upload == null
                || upload.Status == UploadStatus.Detected
                || upload.Status == UploadStatus.Failed
                || upload.Status == UploadStatus.Aborted
            orderby build.Id
            select new { build.Id, Status = upload == null ? UploadStatus.Aborted : upload.Status }
        )
            .Take(MostWaiting)
            .ToListAsync(cancellationToken);
        foreach (var one in ready)
        {
            await MoveAsync(
                one.Id,
                build =>
                    one.Status is UploadStatus.Detected
                        ? build.Queue(time.GetUtcNow())
                        : build.Fail(BuildProblems.BadSource(one.Status), null, time.GetUtcNow()),
                cancellationToken
            );
        }
    }

    /// <summary>Gives builds up whose builders have said nothing for longer than their lease.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lost = await records
            .Set<Build>()
            .Where(b => b.Status == BuildStatus.Building && b.LeaseUntil < now)
            .Select(b => b.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in lost)
        {
            await LoseAsync(id, now, "Its builder was heard no more.", cancellationToken);
        }
    }

    /// <summary>Gives up a build whose builder is gone.</summary>
    /// <param name="id">The build.</param>
    /// <param name="leaseBefore">Only when its lease ended before; null for any.</param>
    /// <param name="why">For people.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task LoseAsync(Id<Build> id, DateTimeOffset? leaseBefore, string why, CancellationToken cancellationToken) =>
        MoveAsync(
            id,
            build =>
                leaseBefore is { } before && build.LeaseUntil >= before
                    ? BuildProblems.NotNow(build.Id, build.Status, "given up")
                    : build.Lose(why, time.GetUtcNow()),
            cancellationToken
        );

    private async Task MoveAsync(Id<Build> id, Func<Build, Result<Build>> move, CancellationToken cancellationToken) =>
        await telling.TryAsync(
            async () =>
            {
                if (await records.Set<Build>().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is { } build)
                {
                    await telling.MoveAsync(build, move(build), null, cancellationToken);
                }
            },
            cancellationToken
        );

    private async Task<Build?> TryTakeAsync(
        Id<Build> id,
        string worker,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        records.ChangeTracker.Clear();
        var build = await records.Set<Build>().FirstOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (build?.Status is not BuildStatus.BuildQueued)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var taken = build.Take(worker, now + lease, now);
        if (!taken.Succeeded(out _, out var problem))
        {
            taken = build.Fail(problem, null, now);
        }

        try
        {
            await telling.MoveAsync(build, taken, null, cancellationToken);
            return build.Status is BuildStatus.Building ? build : null;
        }
        catch (DbUpdateException)
        {
            // Another builder was faster.
            return null;
        }
    }
}
