using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.State;

/// <summary>Goes back to an earlier state: its bytes with the next serial in them, as a version of its own.</summary>
/// <remarks>Clients take no state whose serial does not rise, so an old file as it is would be refused, and rightly.</remarks>
internal sealed class StateRestore(PlatformContext records, StateReads reads, StateFiles files, StateWrites writes)
{
    /// <summary>Restores a version.</summary>
    /// <returns>The new version; <c>STT001</c>, <c>STT010</c>, <c>STT015</c>.</returns>
    public async Task<Result<StateVersion>> RestoreAsync(
        StateVersion old,
        StateActor actor,
        CancellationToken cancellationToken
    )
    {
        if (old.Encrypted)
        {
            return StateProblems.IsEncrypted();
        }

        var workspace = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstAsync(w => w.Id == old.WorkspaceId, cancellationToken);
        var newest = await writes.CurrentAsync(workspace.Id, cancellationToken) ?? old;
        var head = await reads.HeadAsync(old, cancellationToken);
        await using var content = await files.OpenAsync(old, cancellationToken);
        await using var renumbered = new SplicedStream(content, head, newest.Serial + 1);
        return await writes.WriteAsync(
            workspace,
            actor,
            renumbered,
            new StateWrite("state.restore") { Restores = old, Expects = newest.Number },
            cancellationToken
        );
    }
}
