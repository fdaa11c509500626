using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>Whose turn it is: runs of a workspace in the order that they were asked for, one at a time; speculative ones whenever there is room.</summary>
internal sealed class RunQueue(
    PlatformContext records,
    RunTelling telling,
    RunTokens tokens,
    StateLocks locks,
    ISharedState shared,
    TimeProvider time
)
{
    /// <summary>Signalled when there may be something for executors.</summary>
    public const string Topic = "runs";

    /// <summary>Lets the next run of a workspace have its turn, if it is free.</summary>
    public async Task AdvanceAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        await telling.TryAsync(
            async () =>
            {
                var found = await records
                    .Set<Workspace>()
                    .FirstOrDefaultAsync(w => w.Id == workspace, cancellationToken);
                var next = await records
                    .Set<Run>()
                    .Where(r => r.WorkspaceId == workspace && r.Status == RunStatus.Pending)
                    .OrderBy(r => r.Operation != RunOperation.Recover)
                    .ThenBy(r => r.Id)
                    .FirstOrDefaultAsync(cancellationToken);
                if (found is null || next is null || !Hold(found, next))
                {
                    return;
                }

                await telling.MoveAsync(next, next.QueuePlan(time.GetUtcNow()), null, cancellationToken);
            },
            cancellationToken
        );
        await shared.SignalAsync(Topic, cancellationToken);
    }

    /// <summary>Takes what waits for an executor and somebody waits for; null when nothing does.</summary>
    public Task<Run?> TakeAsync(string worker, TimeSpan lease, CancellationToken cancellationToken) =>
        TakeAsync(records.Set<Run>().Where(r => r.Operation != RunOperation.Drift), worker, lease, cancellationToken);

    /// <summary>Takes a look for drift; null when none waits, or as many as may be are at work on all nodes.</summary>
    public async Task<Run?> TakeDriftAsync(string worker, TimeSpan lease, int most, CancellationToken cancellationToken)
    {
        var drift = records.Set<Run>().Where(r => r.Operation == RunOperation.Drift);
        return await drift.CountAsync(r => r.Status == RunStatus.Planning, cancellationToken) < most
            ? await TakeAsync(drift, worker, lease, cancellationToken)
            : null;
    }

    private async Task<Run?> TakeAsync(
        IQueryable<Run> of,
        string worker,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var waiting = await of.Where(r => r.Status == RunStatus.PlanQueued || r.Status == RunStatus.ApplyQueued)
            // What was approved is waited for; speculative plans come last.
            .OrderBy(r => r.Status != RunStatus.ApplyQueued)
            .ThenBy(r => r.Operation == RunOperation.Plan)
            .ThenBy(r => r.Id)
            .Select(r => r.Id)
            .Take(20)
            .ToListAsync(cancellationToken);
        foreach (var id in waiting)
        {
            records.ChangeTracker.Clear();
            var run = await records.Set<Run>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
            if (run is not { } there || !there.Status.IsQueued())
            {
                continue;
            }

            var now = time.GetUtcNow();
            var taken = there.Take(worker, now + lease, now);
            if (!taken.Succeeded(out _, out var problem))
            {
                taken = there.Fail(problem, now);
            }

            if (await telling.TryMoveAsync(there, taken, null, cancellationToken) && there.Status.IsAtWork())
            {
                // Whoever had it before writes nothing from here on, nor does what it recovers.
                await FenceAsync(there, there.Id.Value, cancellationToken);
                if (there.Recovers is { } interrupted)
                {
                    await FenceAsync(there, interrupted, cancellationToken);
                }

                return there;
            }
        }

        return null;
    }

    /// <summary>Has a run take the place of older ones of its workspace that nobody has approved.</summary>
    public async Task SupersedeAsync(Run by, CancellationToken cancellationToken)
    {
        var older = await records
            .Set<Run>()
            .Where(r => r.WorkspaceId == by.WorkspaceId && r.Id < by.Id && r.Recovers == null)
            .Where(r =>
                r.Operation == RunOperation.Apply
                || r.Operation == RunOperation.Destroy
                || r.Operation == RunOperation.Refresh
            )
            .Where(r =>
                r.Status == RunStatus.Pending
                || r.Status == RunStatus.PlanQueued
                || r.Status == RunStatus.Planning
                || r.Status == RunStatus.Planned
            )
            .Select(r => r.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in older)
        {
            await telling.TryAsync(
                async () =>
                {
                    var run = await records.Set<Run>().FirstAsync(r => r.Id == id, cancellationToken);
                    await telling.MoveAsync(run, run.Supersede(by.Id, time.GetUtcNow()), null, cancellationToken);
                },
                cancellationToken
            );
        }
    }

    /// <summary>Gives runs up whose executors have said nothing for longer than their lease.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lost = await records
            .Set<Run>()
            .Where(r => (r.Status == RunStatus.Planning || r.Status == RunStatus.Applying) && r.LeaseUntil < now)
            .Select(r => new { r.Id, r.WorkspaceId })
            .ToListAsync(cancellationToken);
        foreach (var one in lost)
        {
            await LoseAsync(one.Id, now, "Its executor was heard no more.", cancellationToken);
            await AdvanceAsync(one.WorkspaceId, cancellationToken);
        }

        // What a node left between two steps.
        var stalled = await (
            from run in records.Set<Run>()
            join workspace in records.Set<Workspace>() on run.WorkspaceId equals workspace.Id
            where
                run.Status == RunStatus.Pending && (workspace.HeldByRun == null || run.Recovers == workspace.HeldByRun)
            select run.WorkspaceId
        )
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var workspace in stalled)
        {
            await AdvanceAsync(workspace, cancellationToken);
        }
    }

    /// <summary>Gives up a run whose executor or engine is gone.</summary>
    /// <param name="id">The run.</param>
    /// <param name="leaseBefore">Only when its lease ended before; null for any.</param>
    /// <param name="why">For people.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task LoseAsync(Id<Run> id, DateTimeOffset? leaseBefore, string why, CancellationToken cancellationToken) =>
        telling.TryAsync(
            async () =>
            {
                var run = await records.Set<Run>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
                if (run is null || !run.Status.IsAtWork() || (leaseBefore is { } before && run.LeaseUntil >= before))
                {
                    return;
                }

                // Once this returns, nothing of it is written any more, so that what is decided next is decided on the last state.
                await tokens.RevokeAsync(run.Id.Value, cancellationToken);
                await telling.MoveAsync(run, run.Lose(why, time.GetUtcNow()), null, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Has an engine that is gone write nothing more, and frees the lock that it left.</summary>
    /// <param name="run">Whose workspace.</param>
    /// <param name="of">The run that the engine worked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FenceAsync(Run run, string of, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(of, cancellationToken);
        await locks.FreeOfRunAsync(run.WorkspaceId, of, cancellationToken);
    }

    private static bool Hold(Workspace workspace, Run next)
    {
        if (next.IsSpeculative)
        {
            return true;
        }

        // A recovering run takes the place of the one that it recovers.
        if (next.Recovers is { } interrupted && workspace.HeldByRun == interrupted)
        {
            _ = workspace.ReleaseFromRun(interrupted);
        }

        return workspace.HoldForRun(next.Id.Value, $"Run {next.Id} is at work.").Succeeded(out _, out _);
    }
}
