using System.Globalization;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Limits;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Administration;

/// <summary>Teams with what they have and may have, for administrators; nothing of their projects is shown.</summary>
internal static class TeamUseEndpoints
{
    public static void MapTeamUse(this RouteGroupBuilder administration)
    {
        administration
            .MapGet("/teams", ListAsync)
            .Allow(AccessRule.Installation)
            .MayBeLate()
            .WithName("ListTeamUse")
            .WithSummary("Lists all teams, newest first, with what they have and may have.");
        administration
            .MapPut("/teams/{team}/quotas", SetAsync)
            .Allow(AccessRule.Installation)
            .WithName("SetQuotas")
            .WithSummary("Sets what a team may have; what is left out follows the installation's defaults.");
    }

    private static async Task<Ok<Page<TeamUseResponse>>> ListAsync(
        [AsParameters] PageRequest page,
        string? search,
        PlatformContext records,
        TeamQuotas quotas,
        CancellationToken cancellationToken
    )
    {
        var before = page.Before<Team>();
        var part = AdministrationTexts.Part(search ?? "");
        var teams = await records
            .Set<Team>()
            .AsNoTracking()
            .Where(t => t.Id < before && EF.Functions.Like(t.Name.ToLower(), part, "\\"))
            .OrderByDescending(t => t.Id)
            .Take(page.Size + 1)
            .ToListAsync(cancellationToken);
        var rows = new List<TeamUseResponse>();
        foreach (var team in teams)
        {
            rows.Add(await UseAsync(team, records, quotas, cancellationToken));
        }

        return TypedResults.Ok(Page<TeamUseResponse>.Of(rows, page.Size, t => t.Id.Value));
    }

    private static async Task<Results<Ok<TeamUseResponse>, ProblemHttpResult>> SetAsync(
        Id<Team> team,
        QuotasRequest request,
        Caller caller,
        PlatformContext records,
        TeamQuotas quotas,
        BearerTokens bearer,
        IOptions<LimitsOptions> limits,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (Fault(request, limits.Value) is { } fault)
        {
            return AdministrationProblems.NotRight(fault).ToHttp();
        }

        if (await records.Set<Team>().FirstOrDefaultAsync(t => t.Id == team, cancellationToken) is not { } found)
        {
            return AdministrationProblems.NoSuchTeam().ToHttp();
        }

        found.Limit(request.Projects, request.Members, request.StorageBytes, request.Tier);
        var detail =
            $"projects {Word(request.Projects)}, members {Word(request.Members)}, storage {Word(request.StorageBytes)}, tier {request.Tier ?? "usual"}";
        await audit.SaveAsync(
            caller.Origin(http),
            new("team.set-quotas", team.Value) { Detail = detail },
            cancellationToken
        );
        // Tiers are believed with the tokens.
        await bearer.ForgetEverywhereAsync(cancellationToken);
        return TypedResults.Ok(await UseAsync(found, records, quotas, cancellationToken));
    }

    private static string? Fault(QuotasRequest request, LimitsOptions limits) =>
        request.Projects is < 0 or > 100_000 ? $"'projects' is {request.Projects}; state a number from 0 to 100000."
        : request.Members is < 1 or > 100_000 ? $"'members' is {request.Members}; state a number from 1 to 100000."
        : request.StorageBytes < 0 ? $"'storageBytes' is {request.StorageBytes}; state a number from 0."
        : request.Tier is { } tier && !limits.Tiers.ContainsKey(tier)
            ? $"There is no tier of this name. The configuration has {Named(limits)}."
        : null;

    private static string Named(LimitsOptions limits) =>
        limits.Tiers.Count is 0
            ? "none; add some under Limits:Tiers"
            : string.Join(", ", limits.Tiers.Keys.Order(StringComparer.Ordinal));

    private static string Word(long? quota) => quota?.ToString(CultureInfo.InvariantCulture) ?? "default";

    private static async Task<TeamUseResponse> UseAsync(
        Team team,
        PlatformContext records,
        TeamQuotas quotas,
        CancellationToken cancellationToken
    )
    {
        var usual = quotas.Defaults;
        return new(
            team.Id,
            team.Name,
            team.CreatedAt,
            Use(
                await records.Set<Project>().CountAsync(p => p.TeamId == team.Id, cancellationToken),
                team.ProjectQuota,
                usual.Projects
            ),
            Use(
                await records.Set<Member>().CountAsync(m => m.TeamId == team.Id, cancellationToken),
                team.MemberQuota,
                usual.Members
            ),
            Use(await quotas.StoredAsync(team.Id, cancellationToken), team.StorageQuota, usual.Storage),
            team.Tier
        );
    }

    private static QuotaUse Use(long used, long? own, long usual) => new(used, own ?? usual, own is null);
}
