using System.Text.Json.Nodes;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>Organizations, which are projects, and workspaces, which are their environments.</summary>
internal static class RemoteWorkspaceEndpoints
{
    public static void MapRemoteWorkspaces(this RouteGroupBuilder api)
    {
        var look = AccessRule.Project(Role.Viewer, Scope.RunsRead);
        var change = AccessRule.Project(Role.Operator, Scope.RunsWrite);
        api.MapGet("/organizations/{project}", Organization).Allow(look);
        api.MapGet("/organizations/{project}/entitlement-set", Entitlements).Allow(look);
        api.MapGet("/organizations/{project}/runs/queue", () => JsonApi.Many([])).Allow(look);
        api.MapGet("/organizations/{project}/capacity", Capacity).Allow(look);
        api.MapGet("/organizations/{project}/workspaces", ListAsync).Allow(look);
        api.MapPost("/organizations/{project}/workspaces", CreateAsync).Allow(change);
        api.MapGet("/organizations/{project}/workspaces/{workspace}", ReadAsync).Allow(look);
        api.MapGet("/workspaces/{id}", ReadByIdAsync).Allow(look).WithMetadata(RemoteNames.Workspace);
        // The client says which version it is; the executor's engine is none of a workspace's settings.
        api.MapPatch("/workspaces/{id}", ReadByIdAsync).Allow(change).WithMetadata(RemoteNames.Workspace);
        var lockIt = AccessRule.Project(Role.Operator, Scope.StateWrite);
        api.MapPost("/workspaces/{id}/actions/lock", LockAsync).Allow(lockIt).WithMetadata(RemoteNames.Workspace);
        api.MapPost("/workspaces/{id}/actions/unlock", UnlockAsync).Allow(lockIt).WithMetadata(RemoteNames.Workspace);
        api.MapPost("/workspaces/{id}/actions/force-unlock", BreakAsync)
            .Allow(lockIt)
            .WithMetadata(RemoteNames.Workspace);
    }

    private static IResult Organization(ProjectAccess access) =>
        JsonApi.One(
            JsonApi.Resource(
                "organizations",
                access.Slug,
                new JsonObject
                {
                    ["name"] = access.Slug,
                    ["external-id"] = access.Id.Value,
                    ["permissions"] = new JsonObject
                    {
                        ["can-create-workspace"] = access.Role >= Role.Operator,
                        ["can-update"] = false,
                        ["can-destroy"] = false,
                    },
                }
            )
        );

    private static IResult Entitlements(ProjectAccess access) =>
        JsonApi.One(
            JsonApi.Resource(
                "entitlement-sets",
                access.Slug,
                new JsonObject
                {
                    ["operations"] = true,
                    ["state-storage"] = true,
                    ["cost-estimation"] = true,
                    ["agents"] = false,
                    ["private-module-registry"] = false,
                    ["sentinel"] = false,
                    ["run-tasks"] = false,
                    ["teams"] = true,
                    ["vcs-integrations"] = false,
                }
            )
        );

    private static IResult Capacity(ProjectAccess access) =>
        JsonApi.One(
            JsonApi.Resource("organization-capacity", access.Slug, new JsonObject { ["pending"] = 0, ["running"] = 0 })
        );

    private static async Task<IResult> ListAsync(
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.Query.Keys.FirstOrDefault(IsTag) is not null)
        {
            return RemoteProblems
                .NotSupported("Workspaces are not found by tags.", "State workspaces { name = \"production\" }.")
                .ToJsonApi();
        }

        var there = await records
            .Set<Workspace>()
            .AsNoTracking()
            .Where(w => w.ProjectId == access.Id)
            .OrderBy(w => w.Environment)
            .ToListAsync(cancellationToken);
        var shown = new List<JsonObject>();
        foreach (var workspace in there)
        {
            shown.Add(await RemoteWorkspace.OfAsync(workspace, records, access, caller, cancellationToken));
        }

        return JsonApi.Many(shown);
    }

    private static async Task<IResult> CreateAsync(
        ProjectAccess access,
        Caller caller,
        Workspaces.Workspaces workspaces,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!(await JsonApi.ReadAsync(http, cancellationToken)).Succeeded(out var asked, out var problem))
        {
            return problem.ToJsonApi();
        }

        if (asked["tags"].ValueKind is not System.Text.Json.JsonValueKind.Undefined || asked.Is("tag-names"))
        {
            return RemoteProblems.NotSupported("Workspaces have no tags.", "State their name.").ToJsonApi();
        }

        if (asked.Text("name") is not { } name || !Workspaces.Workspaces.IsName(name))
        {
            return WorkspaceProblems.NotAName().ToJsonApi();
        }

        var made = await workspaces.EnsureAsync(access.Id, name, cancellationToken);
        return JsonApi.One(
            await RemoteWorkspace.OfAsync(made, records, access, caller, cancellationToken),
            StatusCodes.Status201Created
        );
    }

    private static async Task<IResult> ReadAsync(
        string workspace,
        ProjectAccess access,
        Caller caller,
        Workspaces.Workspaces workspaces,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        Workspaces.Workspaces.IsName(workspace)
        && await workspaces.FindAsync(access.Id, workspace, cancellationToken) is { } found
            ? JsonApi.One(await RemoteWorkspace.OfAsync(found, records, access, caller, cancellationToken))
            : WorkspaceProblems.NoSuch(workspace).ToJsonApi();

    private static async Task<IResult> ReadByIdAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is { } found
            ? JsonApi.One(await RemoteWorkspace.OfAsync(found, records, access, caller, cancellationToken))
            : RemoteProblems.NoSuchPath().ToJsonApi();

    private static Task<IResult> LockAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        RemoteLocks locks,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            id,
            access,
            caller,
            records,
            workspace => locks.TakeAsync(workspace, StateActor.Of(http, caller, access)),
            cancellationToken
        );

    private static Task<IResult> UnlockAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        RemoteLocks locks,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            id,
            access,
            caller,
            records,
            workspace => locks.FreeAsync(workspace, StateActor.Of(http, caller, access), cancellationToken),
            cancellationToken
        );

    private static Task<IResult> BreakAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        StateLocks locks,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            id,
            access,
            caller,
            records,
            async workspace =>
                caller.Has(Scope.StateUnlock)
                    ? await locks.BreakAsync(workspace.Id, StateActor.Of(http, caller, access), null)
                    : AccessProblems.ScopeMissing(Scope.StateUnlock),
            cancellationToken
        );

    private static async Task<IResult> ActAsync<T>(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        Func<Workspace, Task<Result<T>>> act,
        CancellationToken cancellationToken
    )
        where T : notnull
    {
        if (await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is not { } workspace)
        {
            return RemoteProblems.NoSuchPath().ToJsonApi();
        }

        var acted = await act(workspace);
        return acted.Succeeded(out _, out var problem)
            ? JsonApi.One(await RemoteWorkspace.OfAsync(workspace, records, access, caller, cancellationToken))
            : problem.ToJsonApi();
    }

    private static bool IsTag(string key) =>
        key.StartsWith("search[tags]", StringComparison.Ordinal)
        || key.StartsWith("filter[tagged]", StringComparison.Ordinal);
}
