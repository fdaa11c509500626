using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Infrar.Platform.Runs.Schedules;

/// <summary>Once a minute, on one of all nodes: begins the looks for drift that are due, and ends what has lived its time.</summary>
internal sealed partial class RunClock(
    IServiceScopeFactory scopes,
    PlatformContext records,
    TimeProvider time,
    ILogger<RunClock> log
) : IJob
{
    /// <summary>What the job is called in the database.</summary>
    public const string Job = "run-clock";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await BeginDueAsync(cancellationToken);

    /// <summary>Begins what is due.</summary>
    internal async Task BeginDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await (
            from schedule in records.Set<WorkspaceSchedule>().AsNoTracking()
            join workspace in records.Set<Workspace>() on schedule.WorkspaceId equals workspace.Id
            join project in records.Set<Project>() on workspace.ProjectId equals project.Id
            where schedule.DriftDueAt <= now || schedule.ExpiresAt <= now
            select new Due(
                workspace.Id,
                workspace.Environment,
                workspace.HeldByRun != null,
                project.Id,
                project.TeamId,
                project.Slug,
                schedule.ExpiresAt <= now
            )
        ).ToListAsync(cancellationToken);
        foreach (var one in due)
        {
            // A run at work changes what there is to see; its workspace is looked at a minute later.
            if (one.IsEnd || !one.IsHeld)
            {
                await BeginAsync(one, cancellationToken);
            }
        }
    }

    private async Task BeginAsync(Due due, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var fresh = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var problem = await TryCreateAsync(due, scope.ServiceProvider, cancellationToken);
        // A node that dies here does it once more: a second look, or a second end that finds nothing, harms nobody; a missed end costs.
        fresh.ChangeTracker.Clear();
        var schedule = await fresh
            .Set<WorkspaceSchedule>()
            .FirstAsync(s => s.WorkspaceId == due.Workspace, cancellationToken);
        if (problem is not null)
        {
            Log.NotBegun(log, due.Workspace.Value, problem.Code);
            schedule.Fail(due.IsEnd, $"{problem.Code}: {problem.Detail}", time.GetUtcNow());
        }
        else if (due.IsEnd)
        {
            schedule.BeginEnd();
        }
        else
        {
            schedule.BeginDrift(time.GetUtcNow());
        }

        try
        {
            await fresh.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changes it at this moment; what is still due then is seen a minute later.
        }
    }

    // Null when it was begun, or nothing is there that it could be about.
    private static async Task<Problem?> TryCreateAsync(
        Due due,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var state = await services.GetRequiredService<StateWrites>().CurrentAsync(due.Workspace, cancellationToken);
        if (state is null or { IsRemoval: true } or { ResourceCount: 0 })
        {
            return null;
        }

        // By the configuration that is in force, which need not be what the manifest says by now.
        var applied = await services
            .GetRequiredService<PlatformContext>()
            .Set<Run>()
            .Where(r => r.WorkspaceId == due.Workspace && r.Status == RunStatus.Applied)
            .Where(r => r.Operation == RunOperation.Apply || r.Operation == RunOperation.Recover)
            .OrderByDescending(r => r.Id)
            .Select(r => (Id<Run>?)r.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var request = new CreateRunRequest(
            due.IsEnd ? RunOperation.Destroy : RunOperation.Drift,
            due.Environment,
            Message: due.IsEnd ? "The environment has lived its time." : "By the clock.",
            AutoApply: due.IsEnd,
            From: applied
        );
        var made = await services
            .GetRequiredService<RunChanges>()
            .CreateAsync(
                request,
                new ProjectAccess(due.Project, due.Team, due.Slug, Role.Operator),
                RunActor.Platform,
                AuditOrigin.System,
                cancellationToken
            );
        return made.Succeeded(out _, out var problem) ? null : problem;
    }

    private sealed record Due(
        Id<Workspace> Workspace,
        string Environment,
        bool IsHeld,
        Id<Project> Project,
        Id<Team> Team,
        string Slug,
        bool IsEnd
    );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What was due for {Workspace} could not be begun ({Problem})")]
        public static partial void NotBegun(ILogger log, string workspace, string problem);
    }
}
