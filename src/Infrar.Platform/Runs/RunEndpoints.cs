using Infrar.Platform.Access;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Runs.Schedules;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>Runs: asking for them, following them, deciding about them.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/v1/projects/{project}/runs").WithTags("Runs");
        runs.MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ListRuns")
            .WithSummary("The project's runs, newest first.");
        runs.MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Idempotent()
            .WithName("CreateRun")
            .WithSummary("Plans, and after approval applies, what the manifest says for an environment.")
            .WithDescription(
                "Runs of an environment take turns. The configuration is generated from the manifest as it is now, or is one of your own; exactly the plan that was approved is applied."
            );
        runs.MapGet("/{run}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadRun")
            .WithSummary("A run: its status, what its plan would do and cost, and every status that it had.");
        runs.MapGet("/{run}/events", FollowAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .Reads("Last-Event-ID", "The id of the last event that was received; events after it follow.")
            .WithName("FollowRun")
            .WithSummary("The run's events as server-sent events: status, log and resource.")
            .WithDescription(
                "Each event has an id; send the last one as Last-Event-ID to go on after it, without loss or repeat. The stream ends with the last status; who comes again after it gets 204. It also ends every five minutes and when a node stops: come again."
            )
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPolicies();
        routes.MapSchedules();
        runs.MapRunDecisions();
        runs.MapRunFiles();
        routes.MapConfigurations();
    }

    /// <summary>A run of the project that the request is about.</summary>
    internal static async Task<Run?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string run,
        CancellationToken cancellationToken
    ) =>
        Id<Run>.TryParse(run, null, out var id)
            ? await records
                .Set<Run>()
                .AsNoTracking()
                .FirstOrDefaultAsync(r => r.Id == id && r.ProjectId == access.Id, cancellationToken)
            : null;

    private static async Task<Results<Ok<Page<RunResponse>>, ProblemHttpResult>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        string? environment,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Run>();
        var rows = await (
            from run in records.Set<Run>().AsNoTracking()
            join workspace in records.Set<Workspace>() on run.WorkspaceId equals workspace.Id
            where run.ProjectId == access.Id && run.Id < before
            where environment == null || workspace.Environment == environment
            orderby run.Id descending
            select new { run, workspace.Environment }
        )
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<RunResponse>.Of(
                [.. rows.Select(r => RunResponse.Of(r.run, r.Environment, null))],
                page.Size,
                r => r.Id.Value
            )
        );
    }

    private static async Task<Results<Accepted<RunResponse>, ProblemHttpResult>> CreateAsync(
        CreateRunRequest request,
        Caller caller,
        ProjectAccess access,
        RunChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (request.Faults() is { IsEmpty: false } faults)
        {
            return RunProblems.NotRight().ToHttp(faults);
        }

        var made = request.Configuration is null
            ? await changes.CreateAsync(request, access, new(caller.UserId), caller.Origin(http), cancellationToken)
            : await ConfigurationEndpoints.RunAsync(request, access, caller, http, cancellationToken);
        return made.Succeeded(out var run, out var problem)
            ? TypedResults.Accepted(
                $"/api/v1/projects/{access.Id}/runs/{run.Id}",
                await ResponseAsync(run, records, cancellationToken)
            )
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<RunDetailResponse>, ProblemHttpResult>> ReadAsync(
        string run,
        ProjectAccess access,
        PlatformContext records,
        RunPolicies policies,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, run, cancellationToken) is not { } found)
        {
            return RunProblems.NoSuch().ToHttp();
        }

        var gate = found.Status is RunStatus.Planned ? await policies.GateAsync(found, cancellationToken) : null;
        var transitions = await records
            .Set<RunTransition>()
            .AsNoTracking()
            .Where(t => t.RunId == found.Id)
            .OrderBy(t => t.Sequence)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new RunDetailResponse(
                await ResponseAsync(found, records, cancellationToken),
                [.. transitions.Select(t => new RunTransitionResponse(t.Status.Word(), t.Actor, t.Comment, t.At))],
                gate is null
                    ? null
                    : new(gate.Policy.Approvals, gate.MaySelfApprove, gate.IsOpen, gate.Version == found.PolicyVersion)
            )
        );
    }

    private static async Task<IResult> FollowAsync(
        string run,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(records, access, run, cancellationToken) is { } found
            ? new EventFeed(RunTelling.Stream(found), caller)
            : RunProblems.NoSuch().ToHttp();

    /// <summary>A run as the API tells it.</summary>
    internal static async Task<RunResponse> ResponseAsync(
        Run run,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var environment = await records
            .Set<Workspace>()
            .Where(w => w.Id == run.WorkspaceId)
            .Select(w => w.Environment)
            .FirstAsync(cancellationToken);
        var ended = new[]
        {
            RunStatus.PlannedAndFinished,
            RunStatus.Applied,
            RunStatus.Discarded,
            RunStatus.Errored,
            RunStatus.Canceled,
            RunStatus.Recovered,
        };
        var position = await records
            .Set<Run>()
            .CountAsync(
                r =>
                    r.WorkspaceId == run.WorkspaceId
                    && r.Id < run.Id
                    && r.Operation != RunOperation.Plan
                    && r.Operation != RunOperation.Drift
                    && !ended.Contains(r.Status),
                cancellationToken
            );
        return RunResponse.Of(run, environment, position);
    }
}
