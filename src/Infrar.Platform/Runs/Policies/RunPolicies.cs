using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Policies;

/// <summary>Finds what a run's environment asks of it.</summary>
internal sealed class RunPolicies(PlatformContext records, TimeProvider time)
{
    private const string Production = "production";

    /// <summary>What stands between a run's plan and its apply now.</summary>
    public async Task<RunGate> GateAsync(Run run, CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(run.WorkspaceId, cancellationToken);
        var policy = stored?.Policy ?? RunPolicy.Default;
        return new(
            policy,
            stored?.Version ?? 0,
            policy.SelfApproval ?? await MaySelfApproveAsync(run, cancellationToken),
            policy.IsOpen(time.GetUtcNow())
        );
    }

    /// <summary>The policy of a workspace.</summary>
    public async Task<RunPolicy> ReadAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        (await StoredAsync(workspace, cancellationToken))?.Policy ?? RunPolicy.Default;

    private Task<WorkspacePolicy?> StoredAsync(Id<Workspace> workspace, CancellationToken cancellationToken) =>
        records
            .Set<WorkspacePolicy>()
            .AsNoTracking()
            .FirstOrDefaultAsync(p => p.WorkspaceId == workspace, cancellationToken);

    // Where nobody said: four eyes in production, as soon as there are four. What goes by the clock was decided by whoever set it.
    private async Task<bool> MaySelfApproveAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.CreatedBy == RunActor.Platform.Id)
        {
            return true;
        }

        var isProduction = await records
            .Set<Workspace>()
            .AnyAsync(w => w.Id == run.WorkspaceId && w.Environment == Production, cancellationToken);
        return !isProduction
            || !await (
                from project in records.Set<Project>()
                join member in records.Set<Member>() on project.TeamId equals member.TeamId
                where project.Id == run.ProjectId && member.UserId != run.CreatedBy && member.Role != Role.Viewer
                select member.UserId
            ).AnyAsync(cancellationToken);
    }
}
