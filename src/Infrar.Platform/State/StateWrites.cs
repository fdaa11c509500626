using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.State;

/// <summary>How a state is to be written.</summary>
/// <param name="Action">What the audit log calls it.</param>
internal sealed record StateWrite(string Action)
{
    /// <summary>The lock that the writer holds; null when it says that it holds none.</summary>
    public string? LockId { get; init; }

    /// <summary>What the sender says that the MD5 is, in base64.</summary>
    public string? Md5 { get; init; }

    /// <summary>Why a state of another lineage may take the place; null when it may not.</summary>
    public string? ForcedBecause { get; init; }

    /// <summary>The version that is written again.</summary>
    public StateVersion? Restores { get; init; }

    /// <summary>The number of the version that this was made from; null where that is not asked.</summary>
    public int? Expects { get; init; }
}

/// <summary>Writes states: the bytes first, then in one transaction everything that must hold, and the row that makes them count.</summary>
/// <remarks>
/// A process that dies between the two leaves a file that nothing names, which the sweep removes; so there is never a row without its
/// bytes. Nothing can fail after the commit but the answer itself, and who then sends the same again is told that it is done.
/// </remarks>
internal sealed class StateWrites(
    PlatformContext records,
    StateFiles files,
    StateTurn turn,
    AuditLog audit,
    IOptions<StateOptions> options,
    TimeProvider time
)
{
    /// <summary>Writes a state.</summary>
    /// <returns>The version it is, also when it was there already; <c>STT001</c> to <c>STT007</c>, <c>STT012</c>, <c>STT013</c>, <c>STT015</c>.</returns>
    public async Task<Result<StateVersion>> WriteAsync(
        Workspace workspace,
        StateActor actor,
        Stream body,
        StateWrite write,
        CancellationToken cancellationToken
    )
    {
        // Looked at before the body is stored, so that who waits for a lock does not fill the disk; what counts is looked at again.
        if (await EarlyRefusalAsync(workspace, actor, write, cancellationToken) is { } early)
        {
            return early;
        }

        var id = Id<StateVersion>.New(time);
        var stored = await files.WriteAsync(workspace, id, body, write.Md5, options.Value.MaxBytes, cancellationToken);
        if (!stored.Succeeded(out var bytes, out var problem))
        {
            return problem;
        }

        // Where this throws, the commit may have come through or not, so the file stays: the sweep knows later.
        var written = await turn.RunAsync<StateVersion>(
            workspace.Id,
            actor,
            (found, bounded) => AddAsync(found, actor, id, bytes, write, bounded)
        );
        if (!written.Succeeded(out var version, out _) || version.Id != id)
        {
            await files.RemoveAsync(FileKey.Of(bytes.FileKey), CancellationToken.None);
        }

        return written;
    }

    /// <summary>Says that there is no state any more; every version of before is kept.</summary>
    /// <returns>The number of the newest version; <c>STT001</c>, <c>STT002</c>, <c>STT012</c> or <c>STT013</c>.</returns>
    public Task<Result<int>> RemoveAsync(Workspace workspace, StateActor actor, string? lockId) =>
        turn.RunAsync<int>(
            workspace.Id,
            actor,
            async (found, cancellationToken) =>
            {
                if (await RefusalAsync(found, actor, lockId, cancellationToken) is { } refusal)
                {
                    return refusal;
                }

                if (await CurrentAsync(found.Id, cancellationToken) is not { IsRemoval: false } last)
                {
                    return 0;
                }

                var removal = StateVersion.Removal(Id<StateVersion>.New(time), found, last, actor, time.GetUtcNow());
                records.Add(removal);
                await SaveAsync(found, actor, "state.remove", $"after version {last.Number}", cancellationToken);
                return removal.Number;
            }
        );

    /// <summary>The newest version, which may be a removal; null when there never was one.</summary>
    public Task<StateVersion?> CurrentAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        records
            .Set<StateVersion>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == workspace)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(cancellationToken);

    private async Task<Problem?> EarlyRefusalAsync(
        Workspace workspace,
        StateActor actor,
        StateWrite write,
        CancellationToken cancellationToken
    )
    {
        var now = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstOrDefaultAsync(w => w.Id == workspace.Id, cancellationToken);
        return now is null ? null : await RefusalAsync(now, actor, write.LockId, cancellationToken);
    }

    // Who may write: the run that holds the workspace; else whoever has the lock, or anybody while there is none and none is claimed.
    private async Task<Problem?> RefusalAsync(
        Workspace workspace,
        StateActor actor,
        string? lockId,
        CancellationToken cancellationToken
    )
    {
        if (StateTurn.HoldRefusal(workspace, actor) is { } held)
        {
            return held;
        }

        var taken = await records
            .Set<StateLock>()
            .AsNoTracking()
            .FirstOrDefaultAsync(l => l.WorkspaceId == workspace.Id, cancellationToken);
        return taken is null
            ? (lockId is null ? null : StateProblems.NoSuchLock())
            : (taken.LockId == lockId && taken.TakenBy == actor.By ? null : StateProblems.LockedByClient(taken));
    }

    private async Task<Result<StateVersion>> AddAsync(
        Workspace workspace,
        StateActor actor,
        Id<StateVersion> id,
        StateBytes bytes,
        StateWrite write,
        CancellationToken cancellationToken
    )
    {
        if (await RefusalAsync(workspace, actor, write.LockId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var current = await CurrentAsync(workspace.Id, cancellationToken);
        if (write.Expects is { } expected && expected != current?.Number)
        {
            return StateProblems.ChangedMeanwhile();
        }

        if (current is { IsRemoval: false } && write.Restores is null)
        {
            if (IsOther(current.Lineage, bytes.Head.Lineage))
            {
                if (write.ForcedBecause is null)
                {
                    return StateProblems.OtherLineage();
                }
            }
            else if (bytes.Head.Serial == current.Serial && bytes.Sha256 == current.Sha256)
            {
                return current;
            }
            else if (bytes.Head.Serial <= current.Serial)
            {
                return StateProblems.NotNewer(bytes.Head.Serial, current.Serial);
            }
        }

        var number = (current?.Number ?? 0) + 1;
        var made = StateVersion.Of(id, workspace, number, bytes, actor, write.Restores?.Id, time.GetUtcNow());
        records.Add(made);
        var detail = $"version {number}, serial {made.Serial}, {made.Size} bytes";
        await SaveAsync(
            workspace,
            actor,
            write.Action,
            write switch
            {
                { Restores: { } restored } => $"{detail}, from version {restored.Number}",
                { ForcedBecause: { } why } => $"{detail}, forced: {why}",
                _ => detail,
            },
            cancellationToken
        );
        records.Entry(made).State = EntityState.Detached;
        return made;
    }

    private Task SaveAsync(
        Workspace workspace,
        StateActor actor,
        string action,
        string detail,
        CancellationToken cancellationToken
    ) =>
        audit.SaveAsync(
            actor.Team,
            actor.Origin,
            new(action, workspace.Environment) { ProjectId = workspace.ProjectId.Value, Detail = detail },
            cancellationToken
        );

    private static bool IsOther(string current, string sent) => current is not "" && sent != current;
}
