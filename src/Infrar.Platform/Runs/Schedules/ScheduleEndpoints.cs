using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Schedules;

/// <summary>What happens to environments by the clock.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/api/v1/projects/{project}/workspaces/{workspace}/schedule").WithTags("Runs");
        schedules
            .MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadSchedule")
            .WithSummary("What happens to an environment by the clock.");
        schedules
            .MapPut("", WriteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .NeedsVersion()
            .WithName("WriteSchedule")
            .WithSummary("Says every how many hours drift is looked for, and when everything is destroyed.")
            .WithDescription(
                "Both are replaced. A look for drift holds nothing and keeps no other run waiting; one is made at once when the hours change. At its end an environment is destroyed by an ordinary run, held to the environment's policy."
            );
    }

    private static async Task<Results<Ok<ScheduleResponse>, ProblemHttpResult>> ReadAsync(
        string workspace,
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var stored = await (
            from schedule in records.Set<WorkspaceSchedule>().AsNoTracking()
            join of in records.Set<Workspace>() on schedule.WorkspaceId equals of.Id
            where of.ProjectId == access.Id && of.Environment == workspace
            select schedule
        ).FirstOrDefaultAsync(cancellationToken);
        http.Response.Headers.ETag = EntityVersion.Tag(stored?.Version ?? 0);
        return TypedResults.Ok(ScheduleResponse.Of(workspace, stored));
    }

    private static async Task<Results<Ok<ScheduleResponse>, ProblemHttpResult>> WriteAsync(
        string workspace,
        ScheduleRequest request,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        if (request.Faults(time.GetUtcNow()) is { IsEmpty: false } faults)
        {
            return ScheduleProblems.NotRight().ToHttp(faults);
        }

        var of = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        var stored = await records
            .Set<WorkspaceSchedule>()
            .FirstOrDefaultAsync(s => s.WorkspaceId == of.Id, cancellationToken);
        if (EntityVersion.Refusal(http.Request, stored?.Version ?? 0) is { } stale)
        {
            return stale.ToHttp();
        }

        if (stored is null)
        {
            stored = WorkspaceSchedule.Of(of.Id);
            records.Add(stored);
        }

        stored.Become(request.DriftHours, request.ExpiresAt?.ToUniversalTime(), caller.UserId, time.GetUtcNow());
        try
        {
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                new("schedule.write", of.Environment) { ProjectId = access.Id.Value, Detail = Summary(stored) },
                cancellationToken
            );
        }
        catch (DbUpdateException) when (stored.Version is 1)
        {
            // Somebody else was the first to say something, a moment ago.
            return ApiProblems.Stale(EntityVersion.Tag(1)).ToHttp();
        }

        http.Response.Headers.ETag = EntityVersion.Tag(stored.Version);
        return TypedResults.Ok(ScheduleResponse.Of(workspace, stored));
    }

    private static string Summary(WorkspaceSchedule schedule) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"drift every {(schedule.DriftHours is { } hours ? $"{hours} hours" : "never")}, ends {(schedule.ExpiresAt is { } at ? $"{at:u}" : "never")}"
        );
}
