using System.Text.Json.Nodes;
using Infrar.Core;
using Infrar.Platform.Access;
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
        Decide(api, "apply", "approve", (run, by, comment, now) => run.Approve(by, comment, now));
        Decide(api, "discard", "discard", (run, by, comment, now) => run.Discard(by, comment, now));
        Decide(api, "cancel", "cancel", (run, by, comment, now) => run.Cancel(by, isForced: false, comment, now));
        Decide(
            api,
            "force-cancel",
            "force-cancel",
            (run, by, comment, now) => run.Cancel(by, isForced: true, comment, now)
        );

        void Decide(
            RouteGroupBuilder routes,
            string action,
            string verb,
            Func<Run, RunActor, string, DateTimeOffset, Result<Run>> move
        ) =>
            routes
                .MapPost(
                    $"/runs/{{id}}/actions/{action}",
                    (
                        string id,
                        ProjectAccess access,
                        Caller caller,
                        RunChanges changes,
                        HttpContext http,
                        CancellationToken cancellationToken
                    ) => MoveAsync(id, verb, move, access, caller, changes, http, cancellationToken)
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
            .Where(r => r.Operation != RunOperation.Plan && !ended.Contains(r.Status))
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

    private static async Task<IResult> MoveAsync(
        string id,
        string verb,
        Func<Run, RunActor, string, DateTimeOffset, Result<Run>> move,
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
        var moved = await changes.MoveAsync(
            run,
            verb,
            comment,
            (there, now) => move(there, new(caller.UserId), comment, now),
            access,
            caller.Origin(http),
            cancellationToken
        );
        return moved.Succeeded(out _, out var problem)
            ? TypedResults.StatusCode(StatusCodes.Status202Accepted)
            : problem.ToJsonApi();
    }
}
