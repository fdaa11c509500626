using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Uploads.Git;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Uploads;

/// <summary>A project's source: sent in chunks or fetched from a repository, looked into, and proposed as a manifest.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/api/v1/projects/{project}/uploads").WithTags("Uploads");
        uploads
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .MayBeLate()
            .WithName("ListUploads")
            .WithSummary("The project's uploads, newest first, without their proposals.");
        uploads
            .MapPost("", BeginAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.UploadsWrite))
            .Idempotent()
            .WithName("BeginUpload")
            .WithSummary("Announces an archive (zip, tar, tar.gz); its chunks follow.")
            .WithDescription(
                "Send the chunks to the address in Location with PATCH, then POST …/complete. Parts of unfinished uploads are kept for seven days."
            );
        uploads
            .MapPost("/git", ImportAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.UploadsWrite))
            .Idempotent()
            .WithName("ImportGit")
            .WithSummary("Fetches a repository over https, and looks into it.")
            .WithDescription(
                "The token is used for this one fetch, and neither stored nor logged. Addresses that lead into private networks are refused."
            );
        uploads
            .MapGet("/{upload}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .WithName("ReadUpload")
            .WithSummary("How far an upload has come, why it failed, and the manifest that is proposed, with evidence.")
            .WithDescription(
                "To accept the proposal, write its text (proposal.manifest) with PUT …/manifest. The platform never writes it by itself."
            );
        uploads
            .MapDelete("/{upload}", AbortAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.UploadsWrite))
            .WithName("AbortUpload")
            .WithSummary("Gives an upload up, or throws its source away.");
        uploads
            .MapPost("/{upload}/complete", CompleteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.UploadsWrite))
            .WithName("CompleteUpload")
            .WithSummary(
                "Says that all chunks were sent; the archive is then checked and looked into. May be asked again."
            );
        uploads
            .MapGet("/{upload}/events", FollowAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.ProjectsRead))
            .Reads("Last-Event-ID", "The id of the last event that was received; events after it follow.")
            .WithName("FollowUpload")
            .WithSummary("The upload's events as server-sent events: progress and status.")
            .WithDescription(
                "Each event has an id; send the last one as Last-Event-ID to go on after it, without loss or repeat. The stream ends with the last status; who comes again after it gets 204. It also ends every five minutes and when a node stops: come again."
            )
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Produces(StatusCodes.Status204NoContent);
        uploads.MapUploadChunks();
    }

    /// <summary>An upload of the project that the request is about.</summary>
    internal static async Task<Upload?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string upload,
        bool isFollowed,
        CancellationToken cancellationToken
    )
    {
        if (!Id<Upload>.TryParse(upload, null, out var id))
        {
            return null;
        }

        var uploads = isFollowed ? records.Set<Upload>() : records.Set<Upload>().AsNoTracking();
        return await uploads.FirstOrDefaultAsync(u => u.Id == id && u.ProjectId == access.Id, cancellationToken);
    }

    private static async Task<Ok<Page<UploadResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Upload>();
        var rows = await records
            .Set<Upload>()
            .Where(u => u.ProjectId == access.Id && u.Id < before)
            .OrderByDescending(u => u.Id)
            .Take(page.Size + 1)
            .Select(u => new UploadResponse(
                u.Id,
                u.ProjectId,
                u.Source,
                u.Name,
                u.Size,
                u.Received,
                u.Sha256,
                u.Status,
                u.ProblemCode == null ? null : new UploadProblem(u.ProblemCode, u.ProblemTitle!, u.ProblemDetail!),
                u.GitUrl == null ? null : new UploadGit(u.GitUrl, u.GitRef!, u.GitCommit),
                u.Files,
                u.UnpackedSize,
                u.Root,
                null,
                u.CreatedBy,
                u.CreatedAt,
                u.ChangedAt
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<UploadResponse>.Of(rows, page.Size, u => u.Id.Value));
    }

    private static async Task<Results<Created<UploadResponse>, ProblemHttpResult>> BeginAsync(
        CreateUploadRequest request,
        Caller caller,
        ProjectAccess access,
        UploadChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (UploadFaults.Of(request).ToList() is [_, ..] faults)
        {
            return UploadProblems.NotRight().ToHttp([.. faults]);
        }

        var begun = await changes.BeginAsync(request, new(access, caller, caller.Origin(http)), cancellationToken);
        if (!begun.Succeeded(out var upload, out var problem))
        {
            return problem.ToHttp();
        }

        http.Response.Headers["Upload-Offset"] = "0";
        return TypedResults.Created(Address(upload), UploadResponse.Of(upload));
    }

    private static async Task<Results<Accepted<UploadResponse>, ProblemHttpResult>> ImportAsync(
        ImportGitRequest request,
        Caller caller,
        ProjectAccess access,
        UploadChanges changes,
        GitImports imports,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!GitAddress.Read(request).Succeeded(out var git, out var problem))
        {
            return problem.ToHttp();
        }

        if (!imports.HasRoom)
        {
            return GitProblems.Busy().ToHttp();
        }

        var begun = await changes.FetchAsync(git, new(access, caller, caller.Origin(http)), cancellationToken);
        if (!begun.Succeeded(out var upload, out problem))
        {
            return problem.ToHttp();
        }

        if (!imports.TryAdd(upload.Id, git, request.Username ?? "x-access-token", request.Token))
        {
            await changes.AbortAsync(upload, new(access, caller, caller.Origin(http)), cancellationToken);
            return GitProblems.Busy().ToHttp();
        }

        return TypedResults.Accepted(Address(upload), UploadResponse.Of(upload));
    }

    private static async Task<Results<Ok<UploadResponse>, ProblemHttpResult>> ReadAsync(
        string upload,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(records, access, upload, isFollowed: false, cancellationToken) is { } found
            ? TypedResults.Ok(UploadResponse.Of(found))
            : UploadProblems.NoSuch().ToHttp();

    private static async Task<Results<Accepted<UploadResponse>, ProblemHttpResult>> CompleteAsync(
        string upload,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        UploadChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, upload, isFollowed: true, cancellationToken) is not { } found)
        {
            return UploadProblems.NoSuch().ToHttp();
        }

        http.Response.Headers["Upload-Offset"] = found.Received.ToString(CultureInfo.InvariantCulture);
        var asker = new UploadAsker(access, caller, caller.Origin(http));
        var completed = await changes.CompleteAsync(found, asker, cancellationToken);
        return completed.Succeeded(out _, out var problem)
            ? TypedResults.Accepted(Address(found), UploadResponse.Of(found))
            : problem.ToHttp();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AbortAsync(
        string upload,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        UploadChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, upload, isFollowed: true, cancellationToken) is not { } found)
        {
            return UploadProblems.NoSuch().ToHttp();
        }

        await changes.AbortAsync(found, new(access, caller, caller.Origin(http)), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FollowAsync(
        string upload,
        Caller caller,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(records, access, upload, isFollowed: false, cancellationToken) is { } found
            ? new EventFeed(UploadEvents.Stream(found), caller)
            : UploadProblems.NoSuch().ToHttp();

    private static string Address(Upload upload) => $"/api/v1/projects/{upload.ProjectId}/uploads/{upload.Id}";
}
