using System.Buffers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.State;

/// <summary>The <c>http</c> backend of OpenTofu and Terraform.</summary>
/// <remarks>
/// Their clients take 200 alone for a lock, read a conflict's body as the holder's lock, and repeat what was answered with 5xx or not
/// at all; so everything here may come twice.
/// </remarks>
internal static class BackendEndpoints
{
    public static void MapBackend(this IEndpointRouteBuilder routes)
    {
        var state = routes
            .MapGroup("/api/v1/projects/{project}/workspaces/{workspace}/state")
            .WithTags("State")
            .ForBackends();
        state
            .MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateRead))
            .WithName("ReadState")
            .WithSummary("The state as it stands, for OpenTofu, Terraform and you; 204 while there is none.")
            .WithDescription("With Basic authorization, the password is the token; the user may be called anything.")
            .Produces<JsonElement>()
            .Produces(StatusCodes.Status204NoContent);
        state
            .MapPost("", WriteAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .Takes(StateContent.Bytes)
            .Reads("Content-MD5", "The MD5 of the body in base64; held against what came.")
            .WithName("WriteState")
            .WithSummary("Writes the next state.")
            .WithDescription(
                "While the state is locked, ?ID= names the lock, else 423 with the holder's JSON. The lineage stays and the serial rises; the same serial with the same bytes is done already."
            )
            .Produces(StatusCodes.Status200OK);
        state
            .MapDelete("", RemoveAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .WithName("RemoveState")
            .WithSummary("Says that there is no state any more; all versions are kept and can be restored.")
            .Produces(StatusCodes.Status200OK);
        Lock(state.MapPost("/lock", LockAsync))
            .Takes(StateContent.Bytes)
            .WithName("LockState")
            .WithSummary(
                "Takes the lock that the body describes, for clients behind proxies that refuse LOCK; by its holder, again."
            )
            .Produces(StatusCodes.Status200OK);
        Lock(state.MapMethods("/lock", ["LOCK"], LockAsync)).ExcludeFromDescription();
        Lock(state.MapDelete("/lock", UnlockAsync))
            .WithName("UnlockState")
            .WithSummary("Frees the lock; without a body, breaks it, whoever holds it.")
            .WithDescription(
                "The body is the lock's own JSON. To break another's lock needs the scope state:unlock and is told in the audit log; a run that holds the workspace keeps its lock. For clients behind proxies that refuse UNLOCK."
            )
            .Produces(StatusCodes.Status200OK);
        Lock(state.MapMethods("/lock", ["UNLOCK"], UnlockAsync)).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Lock(RouteHandlerBuilder builder) =>
        builder.Allow(AccessRule.Project(Role.Operator, Scope.StateWrite));

    private static async Task<IResult> ReadAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        StateWrites writes,
        StateFiles files,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var found = await workspaces.FindAsync(access.Id, workspace, cancellationToken);
        if (found is null || await writes.CurrentAsync(found.Id, cancellationToken) is not { IsRemoval: false } current)
        {
            return TypedResults.NoContent();
        }

        // A state is full of secrets, so who took it is written down; what a run does is told where the run is.
        if (http.Features.Get<RunAccess>() is null)
        {
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                StateContent.ReadEntry(access.Id, workspace, $"version {current.Number}"),
                cancellationToken
            );
        }

        return await StateContent.OfAsync(files, current, cancellationToken);
    }

    private static async Task<IResult> WriteAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        StateWrites writes,
        IOptions<StateOptions> options,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        if (StateContent.SizeRefusal(http, options.Value) is { } tooLarge)
        {
            return tooLarge.ToHttp();
        }

        var actor = StateActor.Of(http, caller, access);
        var found = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        var write = new StateWrite("state.write")
        {
            LockId = LockIdOf(http),
            Md5 = http.Request.Headers.ContentMD5 is [{ Length: > 0 } md5] ? md5 : null,
        };
        var written = await writes.WriteAsync(found, actor, http.Request.Body, write, cancellationToken);
        return written.Succeeded(out _, out var problem) ? TypedResults.Ok() : Refuse(problem);
    }

    private static async Task<IResult> RemoveAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        StateWrites writes,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await workspaces.FindAsync(access.Id, workspace, cancellationToken) is not { } found)
        {
            return TypedResults.Ok();
        }

        var removed = await writes.RemoveAsync(found, StateActor.Of(http, caller, access), LockIdOf(http));
        return removed.Succeeded(out _, out var problem) ? TypedResults.Ok() : Refuse(problem);
    }

    private static async Task<IResult> LockAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        StateLocks locks,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var client = await BodyAsync(http, cancellationToken);
        if (client is null || LockInfo.Read(client) is not { Id: { Length: > 0 and <= LockInfo.LongestId } id })
        {
            return StateProblems.NotALock().ToHttp();
        }

        var found = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        var taken = await locks.TakeAsync(found.Id, StateActor.Of(http, caller, access), id, client);
        return taken.Succeeded(out _, out var problem) ? TypedResults.Ok() : Refuse(problem);
    }

    private static async Task<IResult> UnlockAsync(
        string workspace,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        StateLocks locks,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var client = await BodyAsync(http, cancellationToken);
        var info =
            client is "" ? new LockInfo()
            : client is null ? null
            : LockInfo.Read(client);
        if (info is null || info.Id?.Length > LockInfo.LongestId || (client is not "" && info.Id is null or ""))
        {
            return StateProblems.NotALock().ToHttp();
        }

        var actor = StateActor.Of(http, caller, access);
        if (info.IsBreaking && Refusal(actor, caller) is { } refusal)
        {
            return refusal.ToHttp();
        }

        if (await workspaces.FindAsync(access.Id, workspace, cancellationToken) is not { } found)
        {
            return TypedResults.Ok();
        }

        var freed = info.IsBreaking
            ? await locks.BreakAsync(found.Id, actor, info.Id)
            : await locks.FreeAsync(found.Id, actor, info.Id!);
        return freed.Succeeded(out _, out var problem) ? TypedResults.Ok() : Refuse(problem);
    }

    private static Problem? Refusal(StateActor actor, Caller caller) =>
        actor.Run is not null ? StateProblems.RunMayNot("Only people break locks. A run frees the lock that it took.")
        : caller.Has(Scope.StateUnlock) ? null
        : AccessProblems.ScopeMissing(Scope.StateUnlock);

    /// <summary>A refusal as clients of the protocol read it: who holds the lock, where that is why.</summary>
    private static IResult Refuse(Problem problem) =>
        problem is StateIsLocked locked
            ? TypedResults.Text(
                locked.Holder,
                MediaTypeNames.Application.Json,
                Encoding.UTF8,
                StatusCodes.Status423Locked
            )
            : problem.ToHttp();

    private static string? LockIdOf(HttpContext http) => http.Request.Query["ID"] is [{ Length: > 0 } id] ? id : null;

    // The whole of a short body; null when it is longer than any lock.
    private static async Task<string?> BodyAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LockInfo.Longest + 1);
        try
        {
            var count = await http.Request.Body.ReadAtLeastAsync(
                buffer,
                LockInfo.Longest + 1,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return count > LockInfo.Longest ? null : Encoding.UTF8.GetString(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
