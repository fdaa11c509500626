using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.State;

/// <summary>States for people: every version, what changed, and the way back.</summary>
internal static class StateEndpoints
{
    private const int LongestReason = 500;

    public static void MapStates(this IEndpointRouteBuilder routes)
    {
        var state = routes.MapGroup("/api/v1/projects/{project}/workspaces/{workspace}/state").WithTags("State");
        state
            .MapGet("/versions", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.StateRead))
            .WithName("ListStateVersions")
            .WithSummary("Every version of the state, newest first.");
        state
            .MapGet("/versions/{version}", ShowAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.StateRead))
            .WithName("ReadStateVersion")
            .WithSummary("What is known of a version; not its content.");
        state
            .MapGet("/versions/{version}/content", DownloadAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateRead))
            .WithName("DownloadStateVersion")
            .WithSummary("A version as it was written, with every secret that it holds; told in the audit log.")
            .Produces<JsonElement>();
        state
            .MapPost("/versions/{version}/restore", RestoreAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .Idempotent()
            .WithName("RestoreStateVersion")
            .WithSummary("Writes an earlier version again, as the newest, with the next serial in it.")
            .WithDescription(
                "It changes what OpenTofu believes to exist, and nothing that exists: plan next. Refused while somebody else may write, and for encrypted states."
            );
        state
            .MapGet("/diff", DiffAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.StateRead))
            .WithName("DiffStates")
            .WithSummary(
                "What differs between two versions: resources, attributes, outputs; sensitive values are kept back."
            );
        state
            .MapGet("/outputs", OutputsAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.StateRead))
            .WithName("ListStateOutputs")
            .WithSummary("The outputs of the state as it stands; sensitive values only when asked for, by operators.");
        state
            .MapPost("/import", ImportAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.StateWrite))
            .WithName("ImportState")
            .WithSummary("Takes a state from elsewhere as the newest version.")
            .WithDescription(
                "By the rules of every write: the same lineage and a higher serial, where there is a state. With force and a reason, another lineage takes its place; what was there stays as a version."
            )
            .Takes(StateContent.Bytes);
    }

    private static async Task<Results<Ok<Page<StateVersionResponse>>, ProblemHttpResult>> ListAsync(
        string workspace,
        ProjectAccess access,
        [AsParameters] PageRequest page,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var found = await records
            .Set<Workspace>()
            .AsNoTracking()
            .FirstOrDefaultAsync(w => w.ProjectId == access.Id && w.Environment == workspace, cancellationToken);
        if (found is null)
        {
            return WorkspaceProblems.NoSuch(workspace).ToHttp();
        }

        // The cursor is the number of the last version seen.
        var before = int.TryParse(page.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
        var rows = await records
            .Set<StateVersion>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == found.Id && v.Number < before)
            .OrderByDescending(v => v.Number)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            Page<StateVersionResponse>.Of(
                [.. rows.Select(StateVersionResponse.Of)],
                page.Size,
                v => v.Version.ToString(CultureInfo.InvariantCulture)
            )
        );
    }

    private static async Task<Results<Ok<StateVersionResponse>, ProblemHttpResult>> ShowAsync(
        string workspace,
        string version,
        ProjectAccess access,
        StateReads reads,
        CancellationToken cancellationToken
    )
    {
        var found = await reads.FindAsync(access.Id, workspace, version, cancellationToken);
        return found.Succeeded(out var one, out var problem)
            ? TypedResults.Ok(StateVersionResponse.Of(one))
            : problem.ToHttp();
    }

    private static async Task<IResult> DownloadAsync(
        string workspace,
        string version,
        Caller caller,
        ProjectAccess access,
        StateReads reads,
        StateFiles files,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = await reads.FindAsync(access.Id, workspace, version, cancellationToken);
        if (!found.Succeeded(out var one, out var problem))
        {
            return problem.ToHttp();
        }

        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            StateContent.ReadEntry(access.Id, workspace, $"version {one.Number}"),
            cancellationToken
        );
        return await StateContent.OfAsync(files, one, cancellationToken);
    }

    private static async Task<Results<Created<StateVersionResponse>, ProblemHttpResult>> RestoreAsync(
        string workspace,
        string version,
        Caller caller,
        ProjectAccess access,
        StateReads reads,
        StateRestore restore,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = await reads.FindAsync(access.Id, workspace, version, cancellationToken);
        if (!found.Succeeded(out var old, out var problem))
        {
            return problem.ToHttp();
        }

        var restored = await restore.RestoreAsync(old, StateActor.Of(http, caller, access), cancellationToken);
        return restored.Succeeded(out var made, out problem)
            ? TypedResults.Created(Address(access, workspace, made), StateVersionResponse.Of(made))
            : problem.ToHttp();
    }

    private static async Task<Results<Ok<StateDifference>, ProblemHttpResult>> DiffAsync(
        string workspace,
        string? from,
        string? to,
        ProjectAccess access,
        StateReads reads,
        CancellationToken cancellationToken
    )
    {
        var newer = to is null or ""
            ? await reads.CurrentAsync(access.Id, workspace, cancellationToken)
            : await reads.FindAsync(access.Id, workspace, to, cancellationToken);
        if (!newer.Succeeded(out var after, out var problem))
        {
            return problem.ToHttp();
        }

        var older = from is null or ""
            ? await reads.BeforeAsync(after, cancellationToken)
            : await reads.FindAsync(access.Id, workspace, from, cancellationToken);
        if (!older.Succeeded(out var before, out problem))
        {
            return problem.ToHttp();
        }

        var seen = await reads.LookAsync(
            before,
            after,
            (one, other) => StateDifference.Between(before.Number, one, after.Number, other),
            cancellationToken
        );
        return seen.Succeeded(out var difference, out problem) ? TypedResults.Ok(difference) : problem.ToHttp();
    }

    private static async Task<Results<Ok<ImmutableArray<StateOutput>>, ProblemHttpResult>> OutputsAsync(
        string workspace,
        bool? reveal,
        Caller caller,
        ProjectAccess access,
        StateReads reads,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (reveal is true && access.Role < Role.Operator)
        {
            return AccessProblems.RoleTooLow(access.Role, Role.Operator).ToHttp();
        }

        var found = await reads.CurrentAsync(access.Id, workspace, cancellationToken);
        if (!found.Succeeded(out var current, out var problem))
        {
            return problem.ToHttp();
        }

        var seen = await reads.LookAsync(current, current, (one, _) => Outputs(one, reveal is true), cancellationToken);
        if (!seen.Succeeded(out var outputs, out problem))
        {
            return problem.ToHttp();
        }

        if (reveal is true)
        {
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                StateContent.ReadEntry(access.Id, workspace, $"outputs of version {current.Number}, revealed"),
                cancellationToken
            );
        }

        return TypedResults.Ok(outputs);
    }

    private static async Task<Results<Ok<StateVersionResponse>, ProblemHttpResult>> ImportAsync(
        string workspace,
        bool? force,
        string? reason,
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

        var why = reason?.Trim() ?? "";
        if (force is true && (why.Length is 0 or > LongestReason || why.Any(char.IsControl)))
        {
            return StateProblems.ReasonNeeded().ToHttp();
        }

        if (StateContent.SizeRefusal(http, options.Value) is { } tooLarge)
        {
            return tooLarge.ToHttp();
        }

        var found = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        var write = new StateWrite("state.import") { ForcedBecause = force is true ? why : null };
        var actor = StateActor.Of(http, caller, access);
        var written = await writes.WriteAsync(found, actor, http.Request.Body, write, cancellationToken);
        return written.Succeeded(out var made, out var problem)
            ? TypedResults.Ok(StateVersionResponse.Of(made))
            : problem.ToHttp();
    }

    private static ImmutableArray<StateOutput> Outputs(JsonElement state, bool isRevealed) =>
        [
            .. StateValues
                .Outputs(state)
                .Select(output => new StateOutput(
                    output.Key,
                    output.Value.IsSensitive && !isRevealed ? null : JsonElement.Parse(output.Value.Value),
                    output.Value.IsSensitive
                )),
        ];

    private static string Address(ProjectAccess access, string workspace, StateVersion version) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/projects/{access.Id}/workspaces/{workspace}/state/versions/{version.Number}"
        );
}
