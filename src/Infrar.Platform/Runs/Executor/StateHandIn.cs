using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Executor;

/// <summary>Hands in a state that an engine wrote to its disk because the platform did not take it: <c>errored.tfstate</c>.</summary>
internal sealed class StateHandIn(
    PlatformContext records,
    RunTokens tokens,
    StateWrites writes,
    StateLocks locks,
    TimeProvider time
)
{
    private const string NotNewer = "STT003";

    /// <summary>Writes it as the run's next state. What is there already, or is newer, stays.</summary>
    /// <returns>Why it is not taken, now or ever; null when it is, or need not be.</returns>
    public async Task<Problem?> WriteAsync(Run run, string path, CancellationToken cancellationToken)
    {
        var workspace = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstAsync(w => w.Id == run.WorkspaceId, cancellationToken);
        if (workspace.HeldByRun != run.Id.Value)
        {
            // Another run has gone on from what the platform had: this is no longer the next state.
            return null;
        }

        var team = await records
            .Set<Project>()
            .Where(p => p.Id == run.ProjectId)
            .Select(p => p.TeamId)
            .FirstAsync(cancellationToken);
        var token = await tokens.IssueAsync(
            workspace.Id,
            run.Id.Value,
            mayWrite: true,
            time.GetUtcNow().AddMinutes(5),
            cancellationToken
        );
        var actor = new StateActor(
            run.Id.Value,
            new RunAccess(run.Id.Value, workspace.Id, OpaqueToken.Hash(token), MayWrite: true),
            team,
            AuditOrigin.System
        );
        var held = await locks.FindAsync(workspace.Id, cancellationToken);
        await using var body = File.OpenRead(path);
        var written = await writes.WriteAsync(
            workspace,
            actor,
            body,
            new StateWrite("state.hand-in") { LockId = held?.TakenBy == run.Id.Value ? held.LockId : null },
            cancellationToken
        );
        return written.Succeeded(out _, out var problem) || problem.Code is NotNewer ? null : problem;
    }
}
