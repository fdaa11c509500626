using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Remote;

/// <summary>States for commands of Terraform that run at its user's: pull, push, list, output, and what changes a state by itself.</summary>
internal static class RemoteStateEndpoints
{
    public static void MapRemoteStates(this RouteGroupBuilder api)
    {
        var look = AccessRule.Project(Role.Viewer, Scope.StateRead);
        var read = AccessRule.Project(Role.Operator, Scope.StateRead);
        var write = AccessRule.Project(Role.Operator, Scope.StateWrite);
        api.MapGet("/workspaces/{id}/current-state-version", CurrentAsync)
            .Allow(look)
            .WithMetadata(RemoteNames.Workspace);
        api.MapGet("/workspaces/{id}/current-state-version-outputs", OutputsAsync)
            .Allow(look)
            .WithMetadata(RemoteNames.Workspace);
        api.MapPost("/workspaces/{id}/state-versions", WriteAsync).Allow(write).WithMetadata(RemoteNames.Workspace);
        api.MapGet("/state-versions/{id}", ReadAsync).Allow(look).WithMetadata(RemoteNames.State);
        api.MapGet("/state-versions/{id}/download", DownloadAsync).Allow(read).WithMetadata(RemoteNames.State);
        api.MapGet("/state-version-outputs/{id}", OutputAsync).Allow(read).WithMetadata(RemoteNames.State);
    }

    private static async Task<IResult> CurrentAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        StateWrites states,
        IOptions<ServerOptions> server,
        CancellationToken cancellationToken
    ) =>
        await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is { } workspace
        && await states.CurrentAsync(workspace.Id, cancellationToken) is { IsRemoval: false } current
            ? JsonApi.One(Of(current, server.Value))
            : StateProblems.NoState().ToJsonApi();

    private static async Task<IResult> ReadAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        IOptions<ServerOptions> server,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(id, access, records, cancellationToken) is { } found
            ? JsonApi.One(Of(found, server.Value))
            : StateProblems.NoSuchVersion().ToJsonApi();

    private static async Task<IResult> DownloadAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        StateFiles files,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, access, records, cancellationToken) is not { } found)
        {
            return StateProblems.NoSuchVersion().ToJsonApi();
        }

        // A state is full of secrets, so who took it is written down.
        await TellAsync($"version {found.Number}", found, access, caller, records, audit, http, cancellationToken);
        return await StateContent.OfAsync(files, found, cancellationToken);
    }

    private static async Task<IResult> WriteAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        RemoteLocks locks,
        StateWrites writes,
        IOptions<StateOptions> options,
        IOptions<ServerOptions> server,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is not { } workspace)
        {
            return RemoteProblems.NoSuchPath().ToJsonApi();
        }

        using var sent = await RemoteState.ReadAsync(http, options.Value, cancellationToken);
        if (!sent.Result.Succeeded(out var state, out var problem))
        {
            return problem.ToJsonApi();
        }

        var actor = StateActor.Of(http, caller, access);
        var write = new StateWrite("state.write")
        {
            LockId = await locks.HeldAsync(workspace.Id, actor, cancellationToken),
            Md5 = state.Md5,
        };
        using var body = new MemoryStream(state.Content);
        var written = await writes.WriteAsync(workspace, actor, body, write, cancellationToken);
        return written.Succeeded(out var version, out problem)
            ? JsonApi.One(Of(version, server.Value), StatusCodes.Status201Created)
            : problem.ToJsonApi();
    }

    private static async Task<IResult> OutputsAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        StateWrites states,
        StateReads reads,
        CancellationToken cancellationToken
    )
    {
        if (
            await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is not { } workspace
            || await states.CurrentAsync(workspace.Id, cancellationToken) is not { IsRemoval: false } current
        )
        {
            return StateProblems.NoState().ToJsonApi();
        }

        var seen = await reads.LookAsync(
            current,
            current,
            (state, _) => Outputs(state).Select(o => Output(current, o, isRevealed: false)).ToList(),
            cancellationToken
        );
        return seen.Succeeded(out var outputs, out var problem) ? JsonApi.Many(outputs) : problem.ToJsonApi();
    }

    private static async Task<IResult> OutputAsync(
        string id,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        StateReads reads,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var parts = id.Split('.');
        if (
            parts is not [var of, var encoded]
            || !Base64Url.IsValid(encoded)
            || await FindAsync(of, access, records, cancellationToken) is not { } version
        )
        {
            return StateProblems.NoSuchVersion().ToJsonApi();
        }

        var name = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        var seen = await reads.LookAsync(
            version,
            version,
            (state, _) => Outputs(state).Where(o => o.Name == name).Select(o => Output(version, o, true)).ToList(),
            cancellationToken
        );
        if (!seen.Succeeded(out var found, out var problem))
        {
            return problem.ToJsonApi();
        }

        if (found is not [var output])
        {
            return RemoteProblems.NoSuchPath().ToJsonApi();
        }

        await TellAsync($"output {name}", version, access, caller, records, audit, http, cancellationToken);
        return JsonApi.One(output);
    }

    private static async Task<StateVersion?> FindAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    ) =>
        Id<StateVersion>.TryParse(id, null, out var parsed)
            ? await records
                .Set<StateVersion>()
                .AsNoTracking()
                .FirstOrDefaultAsync(v => v.Id == parsed && v.ProjectId == access.Id && !v.IsRemoval, cancellationToken)
            : null;

    private static async Task TellAsync(
        string what,
        StateVersion version,
        ProjectAccess access,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var environment = await records
            .Set<Workspace>()
            .Where(w => w.Id == version.WorkspaceId)
            .Select(w => w.Environment)
            .FirstAsync(cancellationToken);
        await audit.SaveAsync(
            access.TeamId,
            caller.Origin(http),
            StateContent.ReadEntry(access.Id, environment, what),
            cancellationToken
        );
    }

    private static JsonElement.ObjectEnumerator Outputs(JsonElement state) =>
        JsonApiRequest.In(state, "outputs") is { ValueKind: JsonValueKind.Object } outputs
            ? outputs.EnumerateObject()
            : default;

    private static JsonObject Output(StateVersion version, JsonProperty output, bool isRevealed)
    {
        var isSensitive = JsonApiRequest.In(output.Value, "sensitive").ValueKind is JsonValueKind.True;
        return JsonApi.Resource(
            "state-version-outputs",
            $"{version.Id}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(output.Name))}",
            new JsonObject
            {
                ["name"] = output.Name,
                ["sensitive"] = isSensitive,
                ["type"] = "dynamic",
                ["detailed-type"] = Node(JsonApiRequest.In(output.Value, "type")),
                ["value"] = isSensitive && !isRevealed ? null : Node(JsonApiRequest.In(output.Value, "value")),
            }
        );
    }

    private static JsonNode? Node(JsonElement of) =>
        of.ValueKind is JsonValueKind.Undefined ? null : JsonNode.Parse(of.GetRawText());

    private static JsonObject Of(StateVersion version, ServerOptions server) =>
        JsonApi.Resource(
            "state-versions",
            version.Id.Value,
            new JsonObject
            {
                ["serial"] = version.Serial,
                ["status"] = "finalized",
                ["created-at"] = RemoteWorkspace.Time(version.CreatedAt),
                ["terraform-version"] = version.EngineVersion,
                ["resources-processed"] = true,
                ["hosted-state-download-url"] = RemoteAddress.Of(server, $"state-versions/{version.Id}/download"),
            }
        );
}
