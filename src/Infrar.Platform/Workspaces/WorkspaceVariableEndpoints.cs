using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Runs;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Workspaces;

/// <summary>The values that a workspace's runs are made with.</summary>
internal static class WorkspaceVariableEndpoints
{
    public static void MapWorkspaceVariables(this IEndpointRouteBuilder routes)
    {
        var variables = routes
            .MapGroup("/api/v1/projects/{project}/workspaces/{workspace}/variables")
            .WithTags("Workspaces");
        variables
            .MapGet("", ListAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ListWorkspaceVariables")
            .WithSummary("The workspace's variables by name; sensitive values are kept back.");
        variables
            .MapPut("/{name}", SetAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("SetWorkspaceVariable")
            .WithSummary("Sets a variable, or gives it another value.")
            .WithDescription(
                "The runs after it are made with that; a plan that waits for approval was made with what was before, and is not applied any more. The value is stored sealed. The workspace is made when there is none yet."
            );
        variables
            .MapDelete("/{name}", UnsetAsync)
            .Allow(AccessRule.Project(Role.Operator, Scope.RunsWrite))
            .WithName("UnsetWorkspaceVariable")
            .WithSummary("Takes a variable away; the configuration's default counts then.");
    }

    private static async Task<Results<Ok<ImmutableArray<WorkspaceVariableResponse>>, ProblemHttpResult>> ListAsync(
        string workspace,
        ProjectAccess access,
        Workspaces workspaces,
        WorkspaceVariables variables,
        CancellationToken cancellationToken
    )
    {
        if (await workspaces.FindAsync(access.Id, workspace, cancellationToken) is not { } found)
        {
            return WorkspaceProblems.NoSuch(workspace).ToHttp();
        }

        var rows = await variables.ListAsync(found.Id, cancellationToken);
        return TypedResults.Ok(rows.Select(r => WorkspaceVariableResponse.Of(r.Variable, r.Value)).ToImmutableArray());
    }

    private static async Task<Results<Ok<WorkspaceVariableResponse>, ProblemHttpResult>> SetAsync(
        string workspace,
        string name,
        WorkspaceVariableRequest request,
        Caller caller,
        ProjectAccess access,
        Workspaces workspaces,
        WorkspaceVariables variables,
        PlatformContext records,
        RunTelling telling,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        if (!WorkspaceVariables.IsName(name))
        {
            return WorkspaceProblems.NotAVariable(WorkspaceVariable.LongestName).ToHttp();
        }

        if (request.Value.Length > WorkspaceVariable.Longest || request.Value.Contains('\0', StringComparison.Ordinal))
        {
            return WorkspaceProblems.NotAValue(WorkspaceVariable.Longest).ToHttp();
        }

        WorkspaceVariable? set = null;
        // Two who set the same one at once: the later counts.
        await telling.TryAsync(
            async () =>
            {
                var found = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
                var others = await records
                    .Set<WorkspaceVariable>()
                    .CountAsync(v => v.WorkspaceId == found.Id && v.Name != name, cancellationToken);
                if (others >= WorkspaceVariable.Most)
                {
                    return;
                }

                set = await variables.SetAsync(
                    found,
                    name,
                    request.Value,
                    request.Sensitive ?? false,
                    caller.UserId,
                    cancellationToken
                );
                await audit.SaveAsync(
                    access.TeamId,
                    caller.Origin(http),
                    Entry("variable.set", found, name, set.IsSensitive ? "sensitive" : ""),
                    cancellationToken
                );
            },
            cancellationToken
        );
        return set is null
            ? WorkspaceProblems.TooManyVariables(WorkspaceVariable.Most).ToHttp()
            : TypedResults.Ok(WorkspaceVariableResponse.Of(set, set.IsSensitive ? null : request.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnsetAsync(
        string workspace,
        string name,
        Caller caller,
        ProjectAccess access,
        Workspaces workspaces,
        PlatformContext records,
        RunTelling telling,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await workspaces.FindAsync(access.Id, workspace, cancellationToken) is not { } found)
        {
            return WorkspaceProblems.NoSuch(workspace).ToHttp();
        }

        var isGone = false;
        await telling.TryAsync(
            async () =>
            {
                isGone = false;
                var variable = await records
                    .Set<WorkspaceVariable>()
                    .FirstOrDefaultAsync(v => v.WorkspaceId == found.Id && v.Name == name, cancellationToken);
                if (variable is null)
                {
                    return;
                }

                records.Remove(variable);
                await audit.SaveAsync(
                    access.TeamId,
                    caller.Origin(http),
                    Entry("variable.unset", found, name, ""),
                    cancellationToken
                );
                isGone = true;
            },
            cancellationToken
        );
        return isGone ? TypedResults.NoContent() : WorkspaceProblems.NoSuchVariable(workspace).ToHttp();
    }

    private static AuditEntry Entry(string action, Workspace workspace, string name, string detail) =>
        new(action, $"{workspace.Environment}/{name}") { ProjectId = workspace.ProjectId.Value, Detail = detail };
}

/// <summary>Sets a variable.</summary>
/// <param name="Value">The value, at most 16,384 characters; lists and maps as the configuration's language writes them.</param>
/// <param name="Sensitive">Whether it is never shown again; no when left out.</param>
[ApiExample("""{"value": "debug", "sensitive": false}""")]
internal sealed record WorkspaceVariableRequest(string Value, bool? Sensitive = null);

/// <summary>A variable of a workspace.</summary>
/// <param name="Name">As the configuration names it.</param>
/// <param name="Value">Its value; null where it is sensitive.</param>
/// <param name="IsSensitive">Whether the value is never shown.</param>
/// <param name="ChangedBy">Who set it last.</param>
/// <param name="ChangedAt">When.</param>
[ApiExample(
    """
        {"name": "log_level", "value": "debug", "isSensitive": false, "changedBy": "usr-01kb2m9x7q3v8c5d1e6f", "changedAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record WorkspaceVariableResponse(
    string Name,
    string? Value,
    bool IsSensitive,
    string ChangedBy,
    DateTimeOffset ChangedAt
)
{
    public static WorkspaceVariableResponse Of(WorkspaceVariable variable, string? value) =>
        new(variable.Name, value, variable.IsSensitive, variable.ChangedBy, variable.ChangedAt);
}
