using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Infrar.Platform.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs.Policies;

/// <summary>What environments ask of their runs.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/api/v1/projects/{project}/workspaces/{workspace}/policy").WithTags("Runs");
        policies
            .MapGet("", ReadAsync)
            .Allow(AccessRule.Project(Role.Viewer, Scope.RunsRead))
            .WithName("ReadPolicy")
            .WithSummary("What an environment asks of its runs before they may be applied.");
        policies
            .MapPut("", WriteAsync)
            // People alone: a token that may approve must not change what it is held to.
            .Allow(AccessRule.Project(Role.Owner, null))
            .NeedsVersion()
            .WithName("WritePolicy")
            .WithSummary("Says what an environment asks of its runs: approvals, findings, cost, protection, windows.")
            .WithDescription(
                "The whole policy is replaced; what is left out asks nothing. Plans that wait were judged by the policy of their time: they have to be made again."
            );
    }

    private static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> ReadAsync(
        string workspace,
        ProjectAccess access,
        PlatformContext records,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var stored = await (
            from policy in records.Set<WorkspacePolicy>().AsNoTracking()
            join of in records.Set<Workspace>() on policy.WorkspaceId equals of.Id
            where of.ProjectId == access.Id && of.Environment == workspace
            select policy
        ).FirstOrDefaultAsync(cancellationToken);
        http.Response.Headers.ETag = EntityVersion.Tag(stored?.Version ?? 0);
        return TypedResults.Ok(PolicyResponse.Of(workspace, stored));
    }

    private static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> WriteAsync(
        string workspace,
        PolicyRequest request,
        Caller caller,
        ProjectAccess access,
        Workspaces.Workspaces workspaces,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!Workspaces.Workspaces.IsName(workspace))
        {
            return WorkspaceProblems.NotAName().ToHttp();
        }

        var (policy, faults) = request.Read();
        if (!faults.IsEmpty)
        {
            return PolicyProblems.NotRight().ToHttp(faults);
        }

        var of = await workspaces.EnsureAsync(access.Id, workspace, cancellationToken);
        var stored = await records
            .Set<WorkspacePolicy>()
            .FirstOrDefaultAsync(p => p.WorkspaceId == of.Id, cancellationToken);
        if (EntityVersion.Refusal(http.Request, stored?.Version ?? 0) is { } stale)
        {
            return stale.ToHttp();
        }

        if (stored is null)
        {
            stored = WorkspacePolicy.Of(of.Id);
            records.Add(stored);
        }

        stored.Become(policy, caller.UserId, time.GetUtcNow());
        try
        {
            await audit.SaveAsync(
                access.TeamId,
                caller.Origin(http),
                new("policy.write", of.Environment)
                {
                    ProjectId = access.Id.Value,
                    Detail = $"version {stored.Version}: {Summary(policy)}",
                },
                cancellationToken
            );
        }
        catch (DbUpdateException) when (stored.Version is 1)
        {
            // Somebody else was the first to say something, a moment ago.
            return ApiProblems.Stale(EntityVersion.Tag(1)).ToHttp();
        }

        http.Response.Headers.ETag = EntityVersion.Tag(stored.Version);
        return TypedResults.Ok(PolicyResponse.Of(workspace, stored));
    }

    private static string Summary(RunPolicy policy) =>
        $"approvals {policy.Approvals}, new findings {JsonNames.Of(policy.NewFindings)}, monthly cost {policy.MonthlyCost?.ToString(CultureInfo.InvariantCulture) ?? "any"}, {policy.Protected.Length} protected, {policy.Windows.Length} windows";
}
