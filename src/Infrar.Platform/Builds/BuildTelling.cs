using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds;

/// <summary>Saves a build's new status together with what follows from it: the event, the audit row.</summary>
internal sealed class BuildTelling(PlatformContext records, EventLog events, AuditLog audit, TimeProvider time)
{
    private const int MostTries = 8;

    /// <summary>The stream of a build's events.</summary>
    public static EventStream Stream(Build build) => new(build.ProjectId, build.Id.Value);

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

    /// <summary>Saves a move; one that was refused saves nothing.</summary>
    /// <param name="build">The build, as the context follows it.</param>
    /// <param name="moved">What the build answered.</param>
    /// <param name="told">What the audit log tells; null for what the platform does by itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task MoveAsync(Build build, Result<Build> moved, BuildAudit? told, CancellationToken cancellationToken)
    {
        if (!moved.Succeeded(out _, out _))
        {
            return;
        }

        await events.AddAsync(Stream(build), [Status(build)], cancellationToken);
        if (told is null)
        {
            await records.SaveChangesAsync(cancellationToken);
        }
        else
        {
            await audit.SaveAsync(
                told.Team,
                told.Origin,
                new($"build.{told.Verb}", build.Id.Value) { ProjectId = build.ProjectId.Value, Detail = told.Detail },
                cancellationToken
            );
        }

        await events.SignalAsync(Stream(build), cancellationToken);
    }

    private static NewEvent Status(Build build) =>
        new(
            "status",
            JsonSerializer.Serialize(
                new
                {
                    Status = build.Status.Word(),
                    build.Epoch,
                    build.CancelAt,
                    Code = build.ProblemCode,
                    Detail = build.ProblemDetail,
                },
                JsonShape.Options
            ),
            build.Status.IsEnded()
        );
}

/// <summary>What the audit log tells of somebody's decision.</summary>
/// <param name="Team">Whose log.</param>
/// <param name="Origin">Who, and from where.</param>
/// <param name="Verb">What was done to the build.</param>
/// <param name="Detail">What else.</param>
internal sealed record BuildAudit(Id<Team> Team, AuditOrigin Origin, string Verb, string Detail);
