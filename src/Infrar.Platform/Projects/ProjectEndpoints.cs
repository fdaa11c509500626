using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Projects;

/// <summary>Projects: making, listing, renaming, deleting.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/api/v1/projects").WithTags("Projects");
        projects
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.ProjectsRead))
            .WithName("ListProjects")
            .WithSummary("Lists the projects of your teams, newest first.");
        projects
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Account(Scope.ProjectsWrite))
            .Idempotent()
            .WithName("CreateProject")
            .WithSummary("Makes a project in a team where you are operator or owner.");
        projects
            .MapGet("/{project}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadProject")
            .WithSummary("A project, by its id or its slug.");
        projects
            .MapPatch("/{project}", ChangeAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.ProjectsWrite))
            .NeedsVersion()
            .WithName("ChangeProject")
            .WithSummary("Changes name, slug or residency. Needs If-Match.");
        projects
            .MapDelete("/{project}", DeleteAsync)
            .Allow(AccessRule.Project(Role.Owner, null))
            .WithName("DeleteProject")
            .WithSummary("Deletes a project and all that hangs on it.");
    }

    private static async Task<Ok<Page<ProjectResponse>>> ListAsync(
        Caller caller,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Project>();
        var rows = await Reachable(records, caller.UserId)
            .Where(r => r.Project.Id < before)
            .OrderByDescending(r => r.Project.Id)
            .Take(page.Size + 1)
            .Select(r => new ProjectResponse(
                r.Project.Id,
                r.Project.TeamId,
                r.Project.Slug,
                r.Project.Name,
                r.Project.Residency,
                r.Project.Manifest != "",
                r.Role,
                r.Project.CreatedAt,
                r.Project.ChangedAt,
                r.Project.Version
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<ProjectResponse>.Of(rows, page.Size, p => p.Id.Value));
    }

    private static async Task<Results<Created<ProjectResponse>, ProblemHttpResult>> CreateAsync(
        CreateProjectRequest request,
        Caller caller,
        ProjectChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await changes.CreateAsync(request, caller, caller.Origin(http), cancellationToken);
        if (!result.Succeeded(out var project, out var problem))
        {
            return problem.ToHttp();
        }

        var role = await records
            .Set<Member>()
            .Where(m => m.TeamId == project.TeamId && m.UserId == caller.UserId)
            .Select(m => m.Role)
            .FirstAsync(cancellationToken);
        http.Response.Headers.ETag = EntityVersion.Tag(project.Version);
        return TypedResults.Created($"/api/v1/projects/{project.Id}", Response(project, role));
    }

    private static async Task<Ok<ProjectResponse>> ReadAsync(
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var project = await records.Set<Project>().AsNoTracking().FirstAsync(p => p.Id == access.Id, cancellationToken);
        http.Response.Headers.ETag = EntityVersion.Tag(project.Version);
        return TypedResults.Ok(Response(project, access.Role));
    }

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> ChangeAsync(
        ChangeProjectRequest request,
        Caller caller,
        ProjectAccess access,
        ProjectChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var result = await changes.DescribeAsync(access, request, http.Request, caller.Origin(http), cancellationToken);
        if (!result.Succeeded(out var project, out var problem))
        {
            return problem.ToHttp();
        }

        http.Response.Headers.ETag = EntityVersion.Tag(project.Version);
        return TypedResults.Ok(Response(project, access.Role));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string? confirm,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        AuditLog audit,
        ProjectClearing clearing,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (confirm != access.Slug)
        {
            return ProjectProblems.NameNotTyped(access.Slug).ToHttp();
        }

        var project = await records.Set<Project>().FirstAsync(p => p.Id == access.Id, cancellationToken);
        records.Remove(project);
        clearing.Note(project.Id);
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            new("project.delete", project.Id.Value) { ProjectId = project.Id.Value, Detail = project.Slug },
            cancellationToken
        );
        await clearing.ClearAsync(project.Id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>A project that somebody can reach, and as what.</summary>
    internal sealed record ReachableProject
    {
        public required Project Project { get; init; }

        public required Role Role { get; init; }
    }

    private static IQueryable<ReachableProject> Reachable(PlatformContext records, string user) =>
        from project in records.Set<Project>()
        join member in records.Set<Member>() on project.TeamId equals member.TeamId
        where member.UserId == user
        select new ReachableProject { Project = project, Role = member.Role };

    private static ProjectResponse Response(Project project, Role role) =>
        new(
            project.Id,
            project.TeamId,
            project.Slug,
            project.Name,
            project.Residency,
            project.Manifest.Length > 0,
            role,
            project.CreatedAt,
            project.ChangedAt,
            project.Version
        );
}
