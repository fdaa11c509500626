using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Notifications;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Releases;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>Saves a run's new status together with what follows from it: the event, the workspace's hold, who is told, the audit row.</summary>
internal sealed class RunTelling(
    PlatformContext records,
    EventLog events,
    Notifier notifier,
    ReleaseFollowing releases,
    AuditLog audit,
    TimeProvider time
)
{
    private const int MostTries = 8;

    /// <summary>The stream of a run's events.</summary>
    public static EventStream Stream(Run run) => new(run.ProjectId, run.Id.Value);

    /// <summary>Does something on fresh records until nobody else comes in between.</summary>
    /// <exception cref="DbUpdateException">Others came in between each time.</exception>
    public async Task TryAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            records.ChangeTracker.Clear();
            try
            {
                await act();
                return;
            }
            catch (DbUpdateException) when (tried < MostTries && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * tried), time, cancellationToken);
            }
        }
    }

    /// <summary>Saves a move.</summary>
    /// <returns>False when somebody else moved the run meanwhile.</returns>
    public async Task<bool> TryMoveAsync(
        Run run,
        Result<Run> moved,
        RunAudit? told,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await MoveAsync(run, moved, told, cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            records.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Saves a move; one that was refused saves nothing.</summary>
    /// <param name="run">The run, as the context follows it.</param>
    /// <param name="moved">What the run answered.</param>
    /// <param name="told">What the audit log tells; null for what the platform does by itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task MoveAsync(Run run, Result<Run> moved, RunAudit? told, CancellationToken cancellationToken)
    {
        if (!moved.Succeeded(out _, out _))
        {
            return;
        }

        if (run.Status.IsEnded() && !run.IsSpeculative)
        {
            await ReleaseAsync(run, cancellationToken);
        }
        else if (run.Status is RunStatus.Interrupted or RunStatus.Planned)
        {
            await HoldAsync(run, cancellationToken);
        }

        await events.AddAsync(Stream(run), [Status(run)], cancellationToken);
        await notifier.AddAsync(run, cancellationToken);
        await releases.FollowAsync(run, cancellationToken);
        if (told is null)
        {
            await records.SaveChangesAsync(cancellationToken);
        }
        else
        {
            await audit.SaveAsync(
                told.Team,
                told.Origin,
                new($"run.{told.Verb}", run.Id.Value) { ProjectId = run.ProjectId.Value, Detail = told.Detail },
                cancellationToken
            );
        }

        await events.SignalAsync(Stream(run), cancellationToken);
    }

    private async Task ReleaseAsync(Run run, CancellationToken cancellationToken)
    {
        var workspace = await records.Set<Workspace>().FirstAsync(w => w.Id == run.WorkspaceId, cancellationToken);
        if (run.Recovers is { } interrupted && !run.HasRecovered)
        {
            // What was interrupted is still as it was; another run may recover it.
            if (workspace.HeldByRun == run.Id.Value)
            {
                _ = workspace.ReleaseFromRun(run.Id.Value);
                _ = workspace.HoldForRun(interrupted, Why(interrupted));
            }

            return;
        }

        if (workspace.HeldByRun == run.Id.Value)
        {
            _ = workspace.ReleaseFromRun(run.Id.Value);
        }

        if (run.Recovers is { } recovered)
        {
            var of = new Id<Run>(recovered);
            var old = await records.Set<Run>().FirstOrDefaultAsync(r => r.Id == of, cancellationToken);
            if (old is not null && old.Recover(run.Id, time.GetUtcNow()).Succeeded(out _, out _))
            {
                await events.AddAsync(Stream(old), [Status(old)], cancellationToken);
            }
        }
    }

    private async Task HoldAsync(Run run, CancellationToken cancellationToken)
    {
        var workspace = await records.Set<Workspace>().FirstAsync(w => w.Id == run.WorkspaceId, cancellationToken);
        if (workspace.HeldByRun == run.Id.Value)
        {
            _ = workspace.HoldForRun(
                run.Id.Value,
                run.Status is RunStatus.Interrupted
                    ? Why(run.Id.Value)
                    : $"The plan of run {run.Id} waits to be approved."
            );
        }
    }

    private static string Why(string run) =>
        $"Run {run} was interrupted while it applied. Recover it with infrar run recover {run}.";

    private static NewEvent Status(Run run) =>
        new(
            "status",
            JsonSerializer.Serialize(
                new
                {
                    Status = run.Status.Word(),
                    run.Epoch,
                    run.CancelAt,
                    Code = run.ProblemCode,
                    Detail = run.ProblemDetail,
                },
                JsonShape.Options
            ),
            // An interrupted run may yet be recovered, and an executor that was cut off may hand its end in.
            run.Status.IsEnded()
        );
}

/// <summary>What the audit log tells of somebody's decision.</summary>
/// <param name="Team">Whose log.</param>
/// <param name="Origin">Who, and from where.</param>
/// <param name="Verb">What was done to the run.</param>
/// <param name="Detail">What else.</param>
internal sealed record RunAudit(Id<Team> Team, AuditOrigin Origin, string Verb, string Detail);
