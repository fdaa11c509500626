using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Whoever changes a workspace's state or its lock does so in turn, on whichever node, and is looked at within that turn.</summary>
internal sealed class StateTurn(PlatformContext records, TimeProvider time)
{
    // What is committed must not depend on whether a client waits for it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Acts within a transaction that no other of this workspace overlaps; a refusal undoes it.</summary>
    public async Task<Result<T>> RunAsync<T>(
        Id<Workspace> id,
        StateActor actor,
        Func<Workspace, CancellationToken, Task<Result<T>>> act
    )
        where T : notnull
    {
        using var bounded = new CancellationTokenSource(Longest);
        await using var transaction = await records.Database.BeginTransactionAsync(bounded.Token);
        await LockAsync(records, id, bounded.Token);
        var workspace = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstOrDefaultAsync(w => w.Id == id, bounded.Token);
        if (workspace is null)
        {
            return WorkspaceProblems.NoSuch("");
        }

        if (actor.Run is { } run && await RunRefusalAsync(run, bounded.Token) is { } fenced)
        {
            return fenced;
        }

        var acted = await act(workspace, bounded.Token);
        if (acted.Succeeded(out _, out _))
        {
            await transaction.CommitAsync(bounded.Token);
        }

        return acted;
    }

    /// <summary>Waits until nobody else has the workspace's turn; within a transaction.</summary>
    public static async Task LockAsync(PlatformContext records, Id<Workspace> id, CancellationToken cancellationToken)
    {
        if (records.Database.IsNpgsql())
        {
            // SQLite lets one transaction write at a time; PostgreSQL is told to, for each workspace, until the transaction ends.
            await records.Database.ExecuteSqlAsync(
                $"select 1 from workspaces where id = {id.Value} for update",
                cancellationToken
            );
        }
    }

    /// <summary>Why somebody may not change the state now, whatever lock there is; null when they may.</summary>
    public static Problem? HoldRefusal(Workspace workspace, StateActor actor)
    {
        if (workspace.HeldByRun is { } run)
        {
            // The run that holds it comes to its end, also when a person has locked the workspace since.
            return actor.Run?.RunId == run
                ? null
                : new StateIsLocked(
                    Holder(run, "run", workspace.HeldWhy ?? "", $"Infrar run {run}", workspace.HeldAt),
                    WorkspaceProblems.Held(workspace.Environment, run, workspace.HeldWhy).Detail
                );
        }

        return workspace.Lock is { } by && by.LockedBy != actor.By
            ? new StateIsLocked(
                Holder(workspace.Id.Value, "workspace lock", by.Reason, by.Name, by.LockedAt),
                WorkspaceProblems.Locked(workspace.Environment, by).Detail
            )
            : null;
    }

    private async Task<Problem?> RunRefusalAsync(RunAccess run, CancellationToken cancellationToken)
    {
        // Looked up again, for it may have been fenced off since the request came in.
        var token = await records
            .Set<RunToken>()
            .AsNoTracking()
            .FirstOrDefaultAsync(t => t.TokenHash == run.TokenHash, cancellationToken);
        return token is not { RevokedAt: null } || token.ExpiresAt <= time.GetUtcNow()
                ? StateProblems.RunIsFenced(run.RunId)
            : token.MayWrite ? null
            : StateProblems.RunMayNot(
                "It reads alone: the run only looks. Neither locks nor states are taken from it."
            );
    }

    private static string Holder(string id, string operation, string info, string who, DateTimeOffset? since) =>
        JsonSerializer.Serialize(
            new LockInfo(
                id,
                operation,
                info,
                who,
                "",
                (since ?? DateTimeOffset.UnixEpoch)
                    .ToUniversalTime()
                    .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ""
            ),
            LockInfo.Json
        );
}
