using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Workspaces;

/// <summary>Workspaces: who holds them, and a person's lock on them.</summary>
internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this IEndpointRouteBuilder routes)
    {
        var workspaces = routes.MapGroup("/api/v1/projects/{project}/workspaces").WithTags("Workspaces");
        workspaces
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ListWorkspaces")
            .WithSummary("The project's workspaces, newest first: who holds each, and its state.");
        workspaces
            .MapGet("/{workspace}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadWorkspace")
            .WithSummary("A workspace: who holds it, and its state.");
        workspaces
            .MapPost("/{workspace}/lock", LockAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .WithName("LockWorkspace")
            .WithSummary("Keeps others from changing the state, for a reason that they are told.")
            .WithDescription(
                "Runs that wait stay waiting, and OpenTofu of others is refused the state lock; a run that is at work comes to its end. Whoever locked goes on. The workspace is made when there is none yet."
            );
        workspaces
            .MapDelete("/{workspace}/lock", UnlockAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .WithName("UnlockWorkspace")
            .WithSummary("Takes a person's lock away, whoever's it is.");
    }

    private static async Task<Ok<Page<WorkspaceResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Workspace>();
        var rows = await Responses(
                records,
                records.Set<Workspace>().Where(w => w.ProjectId == access.Id && w.Id < before)
            )
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<WorkspaceResponse>.Of(
                [.. rows.Select(r => WorkspaceResponse.Of(r.Workspace, r.Lock, r.State))],
                page.Size,
                w => w.Id.Value
            )
        );
    }

    private static async Task<Results<Ok<WorkspaceResponse>, ProblemHttpResult>> ReadAsync(
        string workspace,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await ResponseAsync(records, access, workspace, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : WorkspaceProblems.NoSuch(workspace).ToHttp();

    private static async Task<Results<Ok<WorkspaceResponse>, ProblemHttpResult>> LockAsync(
        string workspace,
        LockWorkspaceRequest request,
        Caller caller,
        ProjectAccess access,
        Workspaces workspaces,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var reason = request.Reason.Trim();
        if (reason.Length is 0 or > WorkspaceConfiguration.LongestReason || reason.Any(char.IsControl))
        {
            return WorkspaceProblems.NotAReason(WorkspaceConfiguration.LongestReason).ToHttp();
        }

        var name = await records
            .Users.Where(u => u.Id == caller.UserId)
            .Select(u => u.DisplayName)
            .FirstAsync(cancellationToken);
        var found = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        if (!found.LockBy(caller.UserId, name, reason, time.GetUtcNow()).Succeeded(out _, out var problem))
        {
            return problem.ToHttp();
        }

        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            Entry("workspace.lock", found, reason),
            cancellationToken
        );
        return TypedResults.Ok((await ResponseAsync(records, access, workspace, cancellationToken))!);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlockAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces workspaces,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await workspaces.FindAsync(access.Id, workspace, cancellationToken) is not { } found)
        {
            return WorkspaceProblems.NoSuch(workspace).ToHttp();
        }

        var by = found.LockedBy;
        if (!found.Unlock().Succeeded(out _, out var problem))
        {
            return problem.ToHttp();
        }

        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            Entry("workspace.unlock", found, $"the lock of {by}"),
            cancellationToken
        );
        return TypedResults.NoContent();
    }

    private static AuditEntry Entry(string action, Workspace workspace, string detail) =>
        new(action, workspace.Environment) { ProjectId = workspace.ProjectId.Value, Detail = detail };

    private static async Task<WorkspaceResponse?> ResponseAsync(
        PlatformContext records,
        ProjectAccess access,
        string environment,
        CancellationToken cancellationToken
    )
    {
        var row = await Responses(
                records,
                records.Set<Workspace>().Where(w => w.ProjectId == access.Id && w.Environment == environment)
            )
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : WorkspaceResponse.Of(row.Workspace, row.Lock, row.State);
    }

    private static IQueryable<Row> Responses(PlatformContext records, IQueryable<Workspace> workspaces) =>
        workspaces
            .AsNoTracking()
            .OrderByDescending(w => w.Id)
            .Select(w => new Row(
                w,
                records.Set<StateLock>().FirstOrDefault(l => l.WorkspaceId == w.Id),
                records
                    .Set<StateVersion>()
                    .Where(v => v.WorkspaceId == w.Id)
                    .OrderByDescending(v => v.Number)
                    .FirstOrDefault()
            ));

    private sealed record Row(Workspace Workspace, StateLock? Lock, StateVersion? State);
}
