using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Remote;

/// <summary>A workspace as Terraform's client reads it.</summary>
internal static class RemoteWorkspace
{
    /// <summary>The workspace of a request's <c>{id}</c>; access to its project is decided.</summary>
    public static async Task<Workspace?> FindAsync(
        PlatformContext records,
        ProjectAccess access,
        string id,
        CancellationToken cancellationToken
    ) =>
        Id<Workspace>.TryParse(id, null, out var parsed)
            ? await records
                .Set<Workspace>()
                .AsNoTracking()
                .FirstOrDefaultAsync(w => w.Id == parsed && w.ProjectId == access.Id, cancellationToken)
            : null;

    /// <summary>The document's resource.</summary>
    public static async Task<JsonObject> OfAsync(
        Workspace workspace,
        PlatformContext records,
        ProjectAccess access,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var isLocked =
            workspace.Lock is not null
            || workspace.HeldByRun is not null
            || await records.Set<StateLock>().AnyAsync(l => l.WorkspaceId == workspace.Id, cancellationToken);
        var mayRun = access.Role >= Role.Operator && caller.Has(Scope.RunsWrite);
        var mayWrite = access.Role >= Role.Operator && caller.Has(Scope.StateWrite);
        return JsonApi.Resource(
            "workspaces",
            workspace.Id.Value,
            new JsonObject
            {
                ["name"] = workspace.Environment,
                ["created-at"] = Time(workspace.CreatedAt),
                ["execution-mode"] = "remote",
                ["operations"] = true,
                ["auto-apply"] = false,
                ["allow-destroy-plan"] = true,
                ["speculative-enabled"] = true,
                ["queue-all-runs"] = true,
                ["structured-run-output-enabled"] = false,
                ["locked"] = isLocked,
                // The client holds its own version against this; which engine runs is the executor's choice.
                ["terraform-version"] = "latest",
                ["working-directory"] = "",
                ["vcs-repo"] = null,
                ["tag-names"] = new JsonArray(),
                ["actions"] = new JsonObject { ["is-destroyable"] = false },
                ["permissions"] = new JsonObject
                {
                    ["can-update"] = mayRun,
                    ["can-queue-run"] = mayRun,
                    ["can-queue-apply"] = mayRun,
                    ["can-queue-destroy"] = mayRun,
                    ["can-lock"] = mayWrite,
                    ["can-unlock"] = mayWrite,
                    ["can-force-unlock"] = mayWrite && caller.Has(Scope.StateUnlock),
                    ["can-destroy"] = false,
                    ["can-read-settings"] = true,
                    ["can-update-variable"] = false,
                },
            },
            new JsonObject
            {
                ["organization"] = JsonApi.Link("organizations", access.Slug),
                ["current-run"] = workspace.HeldByRun is { } run
                    ? JsonApi.Link("runs", run)
                    : new JsonObject { ["data"] = null },
            }
        );
    }

    /// <summary>A time as the client reads it.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToUniversalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
