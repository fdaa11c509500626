using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Http;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.State;
using Infrar.Platform.Teams;
using Infrar.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Access;

/// <summary>Decides before every endpoint whether the caller may use it; what is not allowed is refused.</summary>
/// <remarks>
/// 1. Who asks: the bearer token. 2. What the endpoint's rule asks for. 3. The team or project that the route names, read
/// together with the caller's role there: whoever is no member is told what somebody is told who names nothing that exists.
/// </remarks>
internal sealed class AccessMiddleware(RequestDelegate next, MetricsAccess metrics)
{
    public async Task InvokeAsync(HttpContext http, BearerTokens bearer)
    {
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        if (rule is null || rule.To is AccessTo.Everyone || (rule.To is AccessTo.Metrics && metrics.Allows(http)))
        {
            await next(http);
            return;
        }

        // 1.
        var header = http.Request.Headers.Authorization.ToString();
        var isForBackends = http.GetEndpoint()?.Metadata.GetMetadata<SpeaksBackend>() is not null;
        if (isForBackends)
        {
            header = BackendAccess.AsBearer(header);
            if (BackendAccess.RunToken(header) is { } run)
            {
                await AdmitRunAsync(http, run);
                return;
            }
        }

        var read = await bearer.ReadAsync(header, http.RequestAborted);
        if (!read.Succeeded(out var caller, out var problem))
        {
            http.Response.Headers.WWWAuthenticate = isForBackends ? BackendAccess.Challenge : "Bearer";
            await ProblemResult.WriteAsync(http, problem);
            return;
        }

        http.Features.Set(caller);
        if (caller.Tier is { } tier)
        {
            http.Features.Set(new LimitTier(tier));
        }

        // 2., 3.
        problem = !caller.Has(rule.Scope)
            ? AccessProblems.ScopeMissing(rule.Scope)
            : await RefusalAsync(http, rule, caller, http.RequestServices.GetRequiredService<PlatformContext>());
        if (problem is not null)
        {
            await ProblemResult.WriteAsync(http, problem);
            return;
        }

        await next(http);
    }

    // A run's token says by itself what it is for: the one workspace.
    private async Task AdmitRunAsync(HttpContext http, string token)
    {
        var runs = http.RequestServices.GetRequiredService<RunTokens>();
        if (await runs.AdmitAsync(http, token, http.RequestAborted) is { } problem)
        {
            await ProblemResult.WriteAsync(http, problem);
            return;
        }

        await next(http);
    }

    private static Task<Problem?> RefusalAsync(
        HttpContext http,
        AccessRule rule,
        Caller caller,
        PlatformContext records
    ) =>
        rule.To switch
        {
            AccessTo.Everyone or AccessTo.Account => Task.FromResult<Problem?>(null),
            AccessTo.Installation or AccessTo.Metrics => InstallationAsync(http, caller, records),
            AccessTo.Team => TeamAsync(http, rule, caller, records),
            AccessTo.Project => ProjectAsync(http, rule, caller, records),
        };

    private static async Task<Problem?> InstallationAsync(HttpContext http, Caller caller, PlatformContext records) =>
        await records.Users.AnyAsync(u => u.Id == caller.UserId && u.IsAdministrator, http.RequestAborted)
            ? null
            : AccessProblems.NotAdministrator();

    private static async Task<Problem?> TeamAsync(
        HttpContext http,
        AccessRule rule,
        Caller caller,
        PlatformContext records
    )
    {
        if (!Id<Team>.TryParse(http.Request.RouteValues["team"] as string, null, out var team))
        {
            return AccessProblems.NoSuchTeam();
        }

        var role = await records
            .Set<Member>()
            .Where(m => m.TeamId == team && m.UserId == caller.UserId)
            .Select(m => (Role?)m.Role)
            .FirstOrDefaultAsync(http.RequestAborted);
        if (role is not { } has)
        {
            return AccessProblems.NoSuchTeam();
        }

        http.Features.Set(new TeamAccess(team, has));
        return has < rule.Least ? AccessProblems.RoleTooLow(has, rule.Least) : null;
    }

    private static async Task<Problem?> ProjectAsync(
        HttpContext http,
        AccessRule rule,
        Caller caller,
        PlatformContext records
    )
    {
        var of = http.GetEndpoint()?.Metadata.GetMetadata<ProjectOf>();
        var named = of is null
            ? http.Request.RouteValues["project"] as string ?? ""
            : await of.Find(http.Request.RouteValues["id"] as string ?? "", records) ?? "";
        var decided = await DecideAsync(records, named, rule, caller, http.RequestAborted);
        if (!decided.Succeeded(out var access, out var problem))
        {
            return problem;
        }

        http.Features.Set(access);
        return null;
    }

    /// <summary>Decides about a project that is named elsewhere than in the route, as in a body.</summary>
    /// <returns>The caller's access; what the middleware would have refused it with.</returns>
    internal static async Task<Result<ProjectAccess>> DecideAsync(
        PlatformContext records,
        string named,
        AccessRule rule,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var found = await ProjectsNamed(records, named, caller.UserId, cancellationToken);
        return found switch
        {
            [] => AccessProblems.NoSuchProject(named),
            [var access] => access.Role < rule.Least ? AccessProblems.RoleTooLow(access.Role, rule.Least) : access,
            _ => AccessProblems.Ambiguous(named, found.Select(f => f.Id.Value)),
        };
    }

    private static async Task<List<ProjectAccess>> ProjectsNamed(
        PlatformContext records,
        string named,
        string user,
        CancellationToken cancellationToken
    )
    {
        var reachable =
            from project in records.Set<Project>()
            join member in records.Set<Member>() on project.TeamId equals member.TeamId
            where member.UserId == user
            select new { project, member };
        reachable = Id<Project>.TryParse(named, null, out var id)
            ? reachable.Where(r => r.project.Id == id)
            : reachable.Where(r => r.project.Slug == named);
        var found = await reachable
            .OrderBy(r => r.project.Id)
            .Select(r => new ProjectAccess(r.project.Id, r.project.TeamId, r.project.Slug, r.member.Role))
            .Take(10)
            .ToListAsync(cancellationToken);
        return found is [] && id == default ? await FormerlyNamed(records, named, user, cancellationToken) : found;
    }

    // Addresses outlive a renaming: a slug that no project has any more leads to the one that had it.
    private static Task<List<ProjectAccess>> FormerlyNamed(
        PlatformContext records,
        string slug,
        string user,
        CancellationToken cancellationToken
    ) =>
        (
            from former in records.Set<FormerSlug>()
            join project in records.Set<Project>() on former.ProjectId equals project.Id
            join member in records.Set<Member>() on project.TeamId equals member.TeamId
            where former.Slug == slug && member.UserId == user
            orderby project.Id
            select new ProjectAccess(project.Id, project.TeamId, project.Slug, member.Role)
        )
            .Take(10)
            .ToListAsync(cancellationToken);
}
