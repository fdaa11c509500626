using System.Text.Json.Nodes;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Infrar.Platform.Runs.Configurations;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>Runs that Terraform's client asks for, watches and decides about.</summary>
internal static class RemoteRunEndpoints
{
    public static void MapRemoteRuns(this RouteGroupBuilder api)
    {
        var look = AccessRule.Project(Role.Viewer, Scope.RunsRead);
        var change = AccessRule.Project(Role.Operator, Scope.RunsWrite);
        // Which project it is about stands in the body, so who may is decided once that is read.
        api.MapPost("/runs", CreateAsync).Allow(AccessRule.Account(Scope.RunsWrite));
        api.MapGet("/workspaces/{id}/runs", ListAsync).Allow(look).WithMetadata(RemoteNames.Workspace);
        api.MapGet("/runs/{id}", ReadAsync).Allow(look).WithMetadata(RemoteNames.Run);
        api.MapGet("/runs/{id}/run-events", () => JsonApi.Many([])).Allow(look).WithMetadata(RemoteNames.Run);
        Decide(
            "apply",
            made =>
                made.Changes.ApproveAsync(
                    made.Run,
                    // Whoever overrides a policy does so where it can be read: infrar run approve --override.
                    new(made.Caller.UserId, made.Comment, IsOverride: false, made.Access.Role is Role.Owner),
                    made.Access,
                    made.Origin,
                    made.Cancellation
                )
        );
        Decide("discard", made => made.MoveAsync("discard", (run, by, now) => run.Discard(by, made.Comment, now)));
        Decide("cancel", made => made.MoveAsync("cancel", (run, by, now) => run.Cancel(by, false, made.Comment, now)));
        Decide(
            "force-cancel",
            made => made.MoveAsync("force-cancel", (run, by, now) => run.Cancel(by, true, made.Comment, now))
        );

        void Decide(string action, Func<RemoteDecision, Task<Result<Run>>> decide) =>
            api.MapPost(
                    $"/runs/{{id}}/actions/{action}",
                    (
                        string id,
                        ProjectAccess access,
                        Caller caller,
                        RunChanges changes,
                        HttpContext http,
                        CancellationToken cancellationToken
                    ) => DecideAsync(id, decide, access, caller, changes, http, cancellationToken)
                )
                .Allow(change)
                .WithMetadata(RemoteNames.Run);
    }

    private static async Task<IResult> CreateAsync(
        Caller caller,
        PlatformContext records,
        UploadedConfigurations configurations,
        UploadedRuns runs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!(await JsonApi.ReadAsync(http, cancellationToken)).Succeeded(out var asked, out var problem))
        {
            return problem.ToJsonApi();
        }

        var named = asked.Related("workspace");
        var decided = await AccessMiddleware.DecideAsync(
            records,
            await RemoteNames.Workspace.Find(named, records) ?? "",
            AccessRule.Project(Role.Operator, Scope.RunsWrite),
            caller,
            cancellationToken
        );
        if (!decided.Succeeded(out var access, out problem))
        {
            return problem.ToJsonApi();
        }

        if (
            await RemoteWorkspace.FindAsync(records, access, named, cancellationToken) is not { } workspace
            || await configurations.FindAsync(access.Id, asked.Related("configuration-version"), cancellationToken)
                is not { } configuration
        )
        {
            return ConfigurationProblems.NoSuch().ToJsonApi();
        }

        if (!RemoteRunRequest.Read(asked, configuration.IsSpeculative).Succeeded(out var wanted, out problem))
        {
            return problem.ToJsonApi();
        }

        var made = await runs.CreateAsync(
            configuration,
            workspace,
            wanted,
            access,
            caller,
            caller.Origin(http),
            cancellationToken
        );
        return made.Succeeded(out var run, out problem)
            ? JsonApi.One(RemoteRun.Of(run, access, caller), StatusCodes.Status201Created)
            : problem.ToJsonApi();
    }

    private static async Task<IResult> ListAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Workspaces.Workspace>.TryParse(id, null, out var workspace))
        {
            return RemoteProblems.NoSuchPath().ToJsonApi();
        }

        // The client counts in it how many runs come before its own: what has ended or waits for nobody is none of them.
        var ended = Enum.GetValues<RunStatus>().Where(s => s.IsEnded()).ToList();
        var found = await records
            .Set<Run>()
            .AsNoTracking()
            .Where(r => r.ProjectId == access.Id && r.WorkspaceId == workspace)
            .Where(r =>
                r.Operation != RunOperation.Plan && r.Operation != RunOperation.Drift && !ended.Contains(r.Status)
            )
            .OrderByDescending(r => r.Id)
            .Take(100)
            .ToListAsync(cancellationToken);
        return JsonApi.Many([.. found.Select(r => RemoteRun.Of(r, access, caller))]);
    }

    private static async Task<IResult> ReadAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await RunEndpoints.FindAsync(records, access, id, cancellationToken) is not { } run)
        {
            return RunProblems.NoSuch().ToJsonApi();
        }

        var include = http.Request.Query["include"].ToString().Split(',');
        var included = new List<JsonObject>();
        if (include.Contains("plan"))
        {
            included.Add(RemoteRun.Plan(run, ""));
        }

        if (
            include.Contains("workspace")
            && await RemoteWorkspace.FindAsync(records, access, run.WorkspaceId.Value, cancellationToken)
                is { } workspace
        )
        {
            included.Add(await RemoteWorkspace.OfAsync(workspace, records, access, caller, cancellationToken));
        }

        return JsonApi.One(RemoteRun.Of(run, access, caller), StatusCodes.Status200OK, [.. included]);
    }

    private static async Task<IResult> DecideAsync(
        string id,
        Func<RemoteDecision, Task<Result<Run>>> decide,
        ProjectAccess access,
        Caller caller,
        RunChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Run>.TryParse(id, null, out var run))
        {
            return RunProblems.NoSuch().ToJsonApi();
        }

        var read = await JsonApi.ReadAsync(http, cancellationToken);
        var comment =
            read.Succeeded(out var asked, out _)
            && JsonApiRequest.In(asked.Document, "comment") is { ValueKind: System.Text.Json.JsonValueKind.String } said
                ? new RunDecision(said.GetString()).Text
                : "";
        var decision = new RemoteDecision(
            run,
            comment,
            access,
            caller,
            caller.Origin(http),
            changes,
            cancellationToken
        );
        return (await decide(decision)).Succeeded(out _, out var problem)
            ? TypedResults.StatusCode(StatusCodes.Status202Accepted)
            : problem.ToJsonApi();
    }

    /// <summary>What somebody decides about a run.</summary>
    private sealed record RemoteDecision(
        Id<Run> Run,
        string Comment,
        ProjectAccess Access,
        Caller Caller,
        AuditOrigin Origin,
        RunChanges Changes,
        CancellationToken Cancellation
    )
    {
        public Task<Result<Run>> MoveAsync(string verb, Func<Run, RunActor, DateTimeOffset, Result<Run>> move) =>
            Changes.MoveAsync(
                Run,
                verb,
                Comment,
                (there, now) => new(move(there, new(Caller.UserId), now)),
                Access,
                Origin,
                Cancellation
            );
    }
}
