using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Takes, frees and breaks the lock on a workspace's state.</summary>
internal sealed class StateLocks(PlatformContext records, StateTurn turn, AuditLog audit, TimeProvider time)
{
    /// <summary>Takes the lock; asked again by its holder, it is had already.</summary>
    /// <param name="workspace">Of what.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">What the client named it.</param>
    /// <param name="client">The client's whole JSON.</param>
    /// <returns>The lock; <c>STT001</c>, <c>STT012</c>, <c>STT013</c>.</returns>
    public Task<Result<StateLock>> TakeAsync(Id<Workspace> workspace, StateActor actor, string id, string client) =>
        turn.RunAsync<StateLock>(
            workspace,
            actor,
            async (found, cancellationToken) =>
            {
                if (StateTurn.HoldRefusal(found, actor) is { } held)
                {
                    return held;
                }

                if (await FindAsync(workspace, cancellationToken) is { } there)
                {
                    return there.LockId == id && there.TakenBy == actor.By
                        ? there
                        : StateProblems.LockedByClient(there);
                }

                var taken = StateLock.Take(workspace, id, client, actor.By, time.GetUtcNow());
                records.Add(taken);
                await records.SaveChangesAsync(cancellationToken);
                records.Entry(taken).State = EntityState.Detached;
                return taken;
            }
        );

    /// <summary>Frees the lock that the asker holds; one that is gone already is freed.</summary>
    /// <returns>Whether there was one; <c>STT001</c> when another lock is there, or another's.</returns>
    public Task<Result<bool>> FreeAsync(Id<Workspace> workspace, StateActor actor, string id) =>
        turn.RunAsync<bool>(
            workspace,
            actor,
            async (_, cancellationToken) =>
            {
                if (await FindAsync(workspace, cancellationToken) is not { } there)
                {
                    return false;
                }

                if (there.LockId != id || there.TakenBy != actor.By)
                {
                    return StateProblems.LockedByClient(there);
                }

                return await DeleteAsync(workspace, cancellationToken);
            }
        );

    /// <summary>Breaks the lock, whoever holds it.</summary>
    /// <param name="workspace">Of what.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The lock that is meant; null for any.</param>
    /// <returns>Whether there was one; <c>STT001</c> when another lock is there than was meant, <c>WSP004</c> while a run holds the workspace.</returns>
    public Task<Result<bool>> BreakAsync(Id<Workspace> workspace, StateActor actor, string? id) =>
        turn.RunAsync<bool>(
            workspace,
            actor,
            async (found, cancellationToken) =>
            {
                if (found.HeldByRun is { } run)
                {
                    return WorkspaceProblems.Held(found.Environment, run, found.HeldWhy);
                }

                if (await FindAsync(workspace, cancellationToken) is not { } there)
                {
                    return false;
                }

                if (id is not null && there.LockId != id)
                {
                    return StateProblems.LockedByClient(there);
                }

                await DeleteAsync(workspace, cancellationToken);
                await audit.SaveAsync(
                    actor.Team,
                    actor.Origin,
                    new("state.unlock", found.Environment)
                    {
                        ProjectId = found.ProjectId.Value,
                        Detail = $"broke lock {there.LockId} of {there.TakenBy}",
                    },
                    cancellationToken
                );
                return true;
            }
        );

    /// <summary>Frees the lock that a run's engine left when it was killed, as before the run goes on elsewhere or is recovered.</summary>
    /// <remarks>Revoke the run's tokens first, so that nothing of it writes any more.</remarks>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> FreeOfRunAsync(Id<Workspace> workspace, string run, CancellationToken cancellationToken) =>
        await records
            .Set<StateLock>()
            .Where(l => l.WorkspaceId == workspace && l.TakenBy == run)
            .ExecuteDeleteAsync(cancellationToken) > 0;

    /// <summary>The lock; null when there is none.</summary>
    public Task<StateLock?> FindAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        records.Set<StateLock>().AsNoTracking().FirstOrDefaultAsync(l => l.WorkspaceId == workspace, cancellationToken);

    private async Task<bool> DeleteAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        await records.Set<StateLock>().Where(l => l.WorkspaceId == workspace).ExecuteDeleteAsync(cancellationToken) > 0;
}
