using System.Diagnostics;
using Infrar.Platform.Access;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds.Hooks;

/// <summary>Hooks: having pushes to a repository built.</summary>
internal static class HookEndpoints
{
    private const int ShownDeliveries = 20;

    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/api/v1/projects/{project}/hooks").WithTags("Builds");
        hooks
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ListHooks")
            .WithSummary("What has pushes to repositories built, newest first, without what came.");
        hooks
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .Idempotent(hasSecret: true)
            .WithName("CreateHook")
            .WithSummary("Has pushes to a repository built; the answer holds the secret, once.")
            .WithDescription(
                "Give its address and secret to the repository's host, with the content type application/json and pushes alone: GitHub, Gitea and Forgejo sign with the secret, GitLab sends it. Builds are made in your name, for as long as you may."
            );
        hooks
            .MapGet("/{hook}", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadHook")
            .WithSummary("A hook, and what came of the pushes that it got last.");
        hooks
            .MapDelete("/{hook}", DeleteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.CredentialsWrite))
            .WithName("DeleteHook")
            .WithSummary("Deletes a hook: what is sent to its address from then on is refused.");
        routes
            .MapPost("/api/v1/hooks/{hook}", ReceiveAsync)
            .WithTags("Builds")
            .Allow(AccessRule.Everyone)
            .WithName("ReceivePush")
            .WithSummary(
                "For repositories' hosts: takes a push that the hook's secret signs, fetches that commit and builds it."
            )
            .WithDescription(
                "X-Hub-Signature-256 or X-Gitea-Signature is an HMAC-SHA-256 of the body under the hook's secret; X-Gitlab-Token is the secret itself. The same body is built once, however often it is sent. Other events than pushes are answered and left at that."
            );
    }

    private static async Task<Ok<Page<HookResponse>>> ListAsync(
        ProjectAccess access,
        [AsParameters] PageRequest page,
        HookChanges changes,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<PushHook>();
        var rows = await records
            .Set<PushHook>()
            .AsNoTracking()
            .Where(h => h.ProjectId == access.Id && h.Id < before)
            .OrderByDescending(h => h.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<HookResponse>.Of([.. rows.Select(h => changes.Response(h, []))], page.Size, h => h.Id.Value)
        );
    }

    private static async Task<Results<Created<CreatedHookResponse>, ProblemHttpResult>> CreateAsync(
        CreateHookRequest request,
        Caller caller,
        ProjectAccess access,
        HookChanges changes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (made, faults) = await changes.CreateAsync(request, access, caller.Origin(http), cancellationToken);
        return made.Succeeded(out var created, out var problem)
            ? TypedResults.Created($"/api/v1/projects/{access.Id}/hooks/{created.Hook.Id}", created)
            : problem.ToHttp(faults);
    }

    private static async Task<Results<Ok<HookResponse>, ProblemHttpResult>> ReadAsync(
        string hook,
        ProjectAccess access,
        HookChanges changes,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, hook, cancellationToken) is not { } found)
        {
            return HookProblems.NoSuch().ToHttp();
        }

        var deliveries = await records
            .Set<PushDelivery>()
            .AsNoTracking()
            .Where(d => d.HookId == found.Id)
            .OrderByDescending(d => d.ReceivedAt)
            .Take(ShownDeliveries)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(changes.Response(found, deliveries));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string hook,
        Caller caller,
        ProjectAccess access,
        HookChanges changes,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(records, access, hook, cancellationToken) is not { } found)
        {
            return HookProblems.NoSuch().ToHttp();
        }

        await changes.DeleteAsync(found, access, caller.Origin(http), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Accepted<PushAnswer>, Ok<PushAnswer>, ProblemHttpResult>> ReceiveAsync(
        string hook,
        PushReceiving receiving,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        var received = await receiving.ReceiveAsync(
            hook,
            http.Request.Headers,
            body.ToArray(),
            new("", "", http.Connection.RemoteIpAddress?.ToString() ?? "", Activity.Current?.TraceId.ToString() ?? ""),
            cancellationToken
        );
        return !received.Succeeded(out var answer, out var problem) ? problem.ToHttp()
            : answer is { Build: not null, Said: "" } ? TypedResults.Accepted((string?)null, answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<PushHook?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string hook,
        CancellationToken cancellationToken
    ) =>
        Id<PushHook>.TryParse(hook, null, out var id)
            ? await records
                .Set<PushHook>()
                .FirstOrDefaultAsync(h => h.Id == id && h.ProjectId == access.Id, cancellationToken)
            : null;
}
