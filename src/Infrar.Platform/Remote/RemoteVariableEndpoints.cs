using System.Text.Json.Nodes;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;

namespace Infrar.Platform.Remote;

/// <summary>A workspace's variables, for commands that read the configuration at their user's, such as <c>terraform import</c>.</summary>
internal static class RemoteVariableEndpoints
{
    public static void MapRemoteVariables(this RouteGroupBuilder api)
    {
        foreach (var path in (string[])["vars", "all-vars"])
        {
            api.MapGet($"/workspaces/{{id}}/{path}", ListAsync)
                .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
                .WithMetadata(RemoteNames.Workspace);
        }
    }

    private static async Task<IResult> ListAsync(
        string id,
        ProjectAccess access,
        PlatformContext records,
        WorkspaceVariables variables,
        CancellationToken cancellationToken
    )
    {
        if (await RemoteWorkspace.FindAsync(records, access, id, cancellationToken) is not { } workspace)
        {
            return RemoteProblems.NoSuchPath().ToJsonApi();
        }

        var listed = await variables.ListAsync(workspace.Id, cancellationToken);
        return JsonApi.Many([
            .. listed.Select(v =>
                JsonApi.Resource(
                    "vars",
                    $"var-{v.Variable.Name}",
                    new JsonObject
                    {
                        ["key"] = v.Variable.Name,
                        ["value"] = v.Value,
                        ["sensitive"] = v.Variable.IsSensitive,
                        ["category"] = "terraform",
                        ["hcl"] = false,
                    }
                )
            ),
        ]);
    }
}
