using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>The lock on a state for a client that names none: it is known by whose token took it.</summary>
internal sealed class RemoteLocks(PlatformContext records, StateLocks locks, TimeProvider time)
{
    private const string Prefix = "remote-";

    /// <summary>Takes it; somebody's second terminal is refused as anybody's is.</summary>
    public async Task<Result<StateLock>> TakeAsync(Workspace workspace, StateActor actor)
    {
        var name = await records.Users.Where(u => u.Id == actor.By).Select(u => u.DisplayName).FirstOrDefaultAsync();
        var id = Prefix + OpaqueToken.New();
        var info = new LockInfo(
            id,
            "remote",
            "",
            name ?? actor.By,
            "",
            RemoteWorkspace.Time(time.GetUtcNow()),
            workspace.Environment
        );
        return await locks.TakeAsync(workspace.Id, actor, id, JsonSerializer.Serialize(info, LockInfo.Json));
    }

    /// <summary>Frees it.</summary>
    /// <returns>Whether there was one; <c>STT001</c> when it is another's, or was taken another way.</returns>
    public async Task<Result<bool>> FreeAsync(
        Workspace workspace,
        StateActor actor,
        CancellationToken cancellationToken
    ) =>
        await locks.FindAsync(workspace.Id, cancellationToken) is { } there
            ? await locks.FreeAsync(workspace.Id, actor, IsOf(there, actor) ? there.LockId : Prefix)
            : false;

    /// <summary>The lock that somebody took here and holds; null for none.</summary>
    public async Task<string?> HeldAsync(
        Id<Workspace> workspace,
        StateActor actor,
        CancellationToken cancellationToken
    ) => await locks.FindAsync(workspace, cancellationToken) is { } there && IsOf(there, actor) ? there.LockId : null;

    private static bool IsOf(StateLock there, StateActor actor) =>
        there.TakenBy == actor.By && there.LockId.StartsWith(Prefix, StringComparison.Ordinal);
}
