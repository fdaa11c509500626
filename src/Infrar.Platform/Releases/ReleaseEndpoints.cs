using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Releases;

/// <summary>Releases: bringing what was built into an environment, and going back.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var releases = routes.MapGroup("/api/v1/projects/{project}/releases").WithTags("Releases");
        releases
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ListReleases")
            .WithSummary("The project's releases, newest first.");
        releases
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Idempotent()
            .WithName("CreateRelease")
            .WithSummary("Plans, and after approval applies, what the manifest says with the images of a build.")
            .WithDescription(
                "The images go into the plan by digest, and are held against their signature and provenance before they are planned and again before they are applied. Once applied, what they run is asked whether it is well; where it is not in time, the release before comes back by itself."
            );
        releases
            .MapGet("/{release}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadRelease")
            .WithSummary("A release: its images, its run, and whether it is well.");
        routes
            .MapPost("/api/v1/projects/{project}/returns", ReturnAsync)
            .WithTags("Releases")
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Idempotent()
            .WithName("ReturnToRelease")
            .WithSummary("Returns an environment to a release that was live before.");
    }

    private static async Task<Ok<Page<ReleaseResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        string? environment,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Release>();
        var rows = await (
            from release in records.Set<Release>().AsNoTracking()
            join workspace in records.Set<Workspace>() on release.WorkspaceId equals workspace.Id
            where release.ProjectId == access.Id && release.Id < before
            where environment == null || workspace.Environment == environment
            orderby release.Id descending
            select new { release, workspace.Environment }
        )
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<ReleaseResponse>.Of(
                [.. rows.Select(r => ReleaseResponse.Of(r.release, r.Environment))],
                page.Size,
                r => r.Id.Value
            )
        );
    }

    private static async Task<Results<Accepted<ReleaseResponse>, ProblemHttpResult>> CreateAsync(
        CreateReleaseRequest request,
        Caller caller,
        ProjectAccess access,
        ReleaseChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        request.Faults() is { IsEmpty: false } faults
            ? ReleaseProblems.NotRight().ToHttp(faults)
            : await AnswerAsync(
                await changes.CreateAsync(request, access, new(caller.UserId), caller.Origin(http), cancellationToken),
                records,
                cancellationToken
            );

    private static async Task<Results<Accepted<ReleaseResponse>, ProblemHttpResult>> ReturnAsync(
        ReturnRequest request,
        Caller caller,
        ProjectAccess access,
        ReleaseChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        request.Message is { Length: > Runs.RunConfiguration.LongestComment }
            ? ReleaseProblems
                .NotRight()
                .ToHttp([
                    new ProblemError(
                        $"A message has at most {Runs.RunConfiguration.LongestComment} characters.",
                        "/message"
                    ),
                ])
            : await AnswerAsync(
                await changes.ReturnAsync(request, access, new(caller.UserId), caller.Origin(http), cancellationToken),
                records,
                cancellationToken
            );

    private static async Task<Results<Ok<ReleaseResponse>, ProblemHttpResult>> ReadAsync(
        string release,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var found = Id<Release>.TryParse(release, null, out var id)
            ? await records
                .Set<Release>()
                .AsNoTracking()
                .FirstOrDefaultAsync(r => r.Id == id && r.ProjectId == access.Id, cancellationToken)
            : null;
        return found is null
            ? ReleaseProblems.NoSuch().ToHttp()
            : TypedResults.Ok(await ResponseAsync(found, records, cancellationToken));
    }

    private static async Task<Results<Accepted<ReleaseResponse>, ProblemHttpResult>> AnswerAsync(
        Result<Release> made,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        made.Succeeded(out var release, out var problem)
            ? TypedResults.Accepted(
                $"/api/v1/projects/{release.ProjectId}/releases/{release.Id}",
                await ResponseAsync(release, records, cancellationToken)
            )
            : problem.ToHttp();

    private static async Task<ReleaseResponse> ResponseAsync(
        Release release,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        ReleaseResponse.Of(
            release,
            await records
                .Set<Workspace>()
                .Where(w => w.Id == release.WorkspaceId)
                .Select(w => w.Environment)
                .FirstAsync(cancellationToken)
        );
}
