using System.Text.Json;
using Infrar.Core.Images;
using Infrar.Core.Images.Attestations;
using Infrar.Core.Images.Materials;
using Infrar.Platform.Access;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds;

/// <summary>Builds: asking for them, following them, and what is said of their images.</summary>
internal static class BuildEndpoints
{
    public static void MapBuilds(this IEndpointRouteBuilder routes)
    {
        var builds = routes.MapGroup("/api/v1/projects/{project}/builds").WithTags("Builds");
        builds
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ListBuilds")
            .WithSummary("The project's builds, newest first.");
        builds
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .Idempotent()
            .WithName("CreateBuild")
            .WithSummary("Builds the images of an upload, and pushes them to the project's registry.")
            .WithDescription(
                "An upload that is still on its way is waited for. Each image is pushed with its bill of materials, its provenance and a signature by the project's key; only then a tag leads to it."
            );
        builds
            .MapGet("/{build}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadBuild")
            .WithSummary("A build: its status, its images, and every status that it had.");
        builds
            .MapGet("/{build}/events", FollowAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .Reads("Last-Event-ID", "The id of the last event that was received; events after it follow.")
            .WithName("FollowBuild")
            .WithSummary("The build's events as server-sent events: status, log, step and image.")
            .WithDescription(
                "Each event has an id; send the last one as Last-Event-ID to go on after it, without loss or repeat. The stream ends with the last status; who comes again after it gets 204. It also ends every five minutes and when a node stops: come again."
            )
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Produces(StatusCodes.Status204NoContent);
        builds
            .MapGet("/{build}/log", LogAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .WithName("ReadBuildLog")
            .WithSummary("What was said while it was built, once it has ended; secrets are masked.");
        builds
            .MapPost("/{build}/cancel", CancelAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("CancelBuild")
            .WithSummary("Stops a build.");
        MapSaid(
            builds,
            "sbom",
            CycloneDx.PredicateType,
            CycloneDx.MediaType,
            "ReadBillOfMaterials",
            "What an image consists of, as CycloneDX has it; read from the registry, and only where the project's key signed it."
        );
        MapSaid(
            builds,
            "provenance",
            Provenance.PredicateType,
            "application/json",
            "ReadProvenance",
            "How an image came about, as SLSA has it; read from the registry, and only where the project's key signed it."
        );
    }

    private static void MapSaid(
        RouteGroupBuilder builds,
        string path,
        string type,
        string mediaType,
        string name,
        string summary
    ) =>
        builds
            .MapGet(
                $"/{{build}}/images/{{component}}/{path}",
                async (
                    string build,
                    string component,
                    ProjectAccess access,
                    PlatformContext records,
                    ImageRegistries registries,
                    ImageSigningKeys keys,
                    CancellationToken cancellationToken
                ) =>
                {
                    if (await FindAsync(records, access, build, cancellationToken) is not { } found)
                    {
                        return BuildProblems.NoSuch().ToHttp();
                    }

                    if (found.Images.FirstOrDefault(i => i.Component == component) is not { } image)
                    {
                        return BuildProblems.NoSuchImage(component).ToHttp();
                    }

                    var place = await registries.OfAsync(access.Id, cancellationToken);
                    if (!place.Succeeded(out var registry, out var problem))
                    {
                        return problem.ToHttp();
                    }

                    try
                    {
                        _ = ImageReference.TryParse(image.Reference, out var reference);
                        using var client = registries.ClientFor(reference!, registry);
                        using var key = await keys.OfAsync(access.Id, cancellationToken);
                        return
                            await Attestations.FindAsync(client, reference!, key, type, cancellationToken) is { } said
                            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(said), mediaType)
                            : (IResult)BuildProblems.NoSuchImage(component).ToHttp();
                    }
                    catch (RegistryException fault)
                    {
                        return BuildProblems.RegistryAway(fault.Message).ToHttp();
                    }
                }
            )
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .Produces(StatusCodes.Status200OK, contentType: mediaType)
            .WithName(name)
            .WithSummary(summary);

    /// <summary>A build of the project that the request is about.</summary>
    internal static async Task<Build?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string build,
        CancellationToken cancellationToken
    ) =>
        Id<Build>.TryParse(build, null, out var id)
            ? await records
                .Set<Build>()
                .AsNoTracking()
                .FirstOrDefaultAsync(b => b.Id == id && b.ProjectId == access.Id, cancellationToken)
            : null;

    private static async Task<Ok<Page<BuildResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Build>();
        var rows = await records
            .Set<Build>()
            .AsNoTracking()
            .Where(b => b.ProjectId == access.Id && b.Id < before)
            .OrderByDescending(b => b.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<BuildResponse>.Of([.. rows.Select(BuildResponse.Of)], page.Size, b => b.Id.Value));
    }

    private static async Task<Results<Accepted<BuildResponse>, ProblemHttpResult>> CreateAsync(
        CreateBuildRequest request,
        Caller caller,
        ProjectAccess access,
        BuildChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (request.Faults() is { IsEmpty: false } faults)
        {
            return BuildProblems.NotRight().ToHttp(faults);
        }

        var made = await changes.CreateAsync(
            request.Upload,
            new(request.Message ?? "", BuildChanges.Orders(request.Components), request.Release),
            access,
            new(caller.UserId),
            caller.Origin(http),
            cancellationToken
        );
        return made.Succeeded(out var build, out var problem)
            ? TypedResults.Accepted($"/api/v1/projects/{access.Id}/builds/{build.Id}", BuildResponse.Of(build))
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<BuildDetailResponse>, ProblemHttpResult>> ReadAsync(
        string build,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, build, cancellationToken) is not { } found)
        {
            return BuildProblems.NoSuch().ToHttp();
        }

        var transitions = await records
            .Set<BuildTransition>()
            .AsNoTracking()
            .Where(t => t.BuildId == found.Id)
            .OrderBy(t => t.Sequence)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new BuildDetailResponse(
                BuildResponse.Of(found),
                [.. transitions.Select(t => new BuildTransitionResponse(t.Status.Word(), t.Actor, t.Comment, t.At))]
            )
        );
    }

    private static async Task<IResult> FollowAsync(
        string build,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(records, access, build, cancellationToken) is { } found
            ? new EventFeed(BuildTelling.Stream(found), caller)
            : BuildProblems.NoSuch().ToHttp();

    private static async Task<IResult> LogAsync(
        string build,
        ProjectAccess access,
        PlatformContext records,
        BuildLogs logs,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, build, cancellationToken) is not { } found)
        {
            return BuildProblems.NoSuch().ToHttp();
        }

        if (found.LogKey is not { } key || await logs.OpenAsync(key, cancellationToken) is not { } content)
        {
            return BuildProblems.NoLog().ToHttp();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(content, "text/plain");
    }

    private static async Task<Results<Ok<BuildResponse>, ProblemHttpResult>> CancelAsync(
        string build,
        CancelBuildRequest request,
        Caller caller,
        ProjectAccess access,
        BuildChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Build>.TryParse(build, null, out var id))
        {
            return BuildProblems.NoSuch().ToHttp();
        }

        var moved = await changes.CancelAsync(
            id,
            RunText.Fit(request.Comment ?? "", BuildConfiguration.LongestComment),
            access,
            new(caller.UserId),
            caller.Origin(http),
            cancellationToken
        );
        return moved.Succeeded(out var canceled, out var problem)
            ? TypedResults.Ok(BuildResponse.Of(canceled))
            : problem.ToHttp();
    }
}
