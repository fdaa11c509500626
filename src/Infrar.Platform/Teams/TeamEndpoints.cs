using System.Collections.Immutable;
using System.ComponentModel;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Privacy;
using Infrar.Platform.Projects;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Teams;

/// <summary>Teams and who belongs to them.</summary>
internal static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder routes)
    {
        var teams = routes.MapGroup("/api/v1/teams").WithTags("Teams");
        teams
            .MapGet("", ListAsync)
            .Allow(AccessRule.Account(Scope.TeamsRead))
            .WithName("ListTeams")
            .WithSummary("Lists the teams that you belong to.");
        teams
            .MapPost("", CreateAsync)
            .Allow(AccessRule.Account(Scope.TeamsWrite))
            .Idempotent()
            .WithName("CreateTeam")
            .WithSummary("Makes a team; you are its owner.");
        teams
            .MapPatch("/{team}", RenameAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsWrite))
            .WithName("RenameTeam")
            .WithSummary("Renames a team.");
        teams
            .MapDelete("/{team}", DeleteAsync)
            .Allow(AccessRule.Team(Role.Owner, null))
            .WithName("DeleteTeam")
            .WithSummary("Deletes a team with its projects, their files and credentials, and its audit log.");
        teams
            .MapGet("/{team}/members", ListMembersAsync)
            .Allow(AccessRule.Team(Role.Viewer, Scope.TeamsRead))
            .MayBeLate()
            .WithName("ListMembers")
            .WithSummary("Lists who belongs to a team.");
        teams
            .MapPut("/{team}/members/{user}", ChangeRoleAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsWrite))
            .WithName("ChangeRole")
            .WithSummary("Changes what a member may do.");
        teams
            .MapDelete("/{team}/members/{user}", RemoveMemberAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsWrite))
            .WithName("RemoveMember")
            .WithSummary("Takes a member out of a team.");
        teams
            .MapDelete("/{team}/membership", LeaveAsync)
            .Allow(AccessRule.Team(Role.Viewer, null))
            .WithName("LeaveTeam")
            .WithSummary("Leaves a team.");
    }

    private static async Task<Ok<ImmutableArray<TeamResponse>>> ListAsync(
        Caller caller,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var rows = await (
            from member in records.Set<Member>()
            join team in records.Set<Team>() on member.TeamId equals team.Id
            where member.UserId == caller.UserId
            orderby team.Id
            select new TeamResponse(
                team.Id,
                team.Name,
                member.Role,
                records.Set<Member>().Count(m => m.TeamId == team.Id),
                records.Set<Project>().Count(p => p.TeamId == team.Id),
                team.CreatedAt
            )
        ).ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.ToImmutableArray());
    }

    private static async Task<Results<Created<TeamResponse>, ProblemHttpResult>> CreateAsync(
        TeamRequest request,
        Caller caller,
        PlatformContext records,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.Name) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        var team = Team.Create(request.Name.Trim(), time);
        records.AddRange(team, Member.Join(team.Id, caller.UserId, Role.Owner, time));
        await audit.SaveAsync(team.Id, caller.Origin(http), new("team.create", team.Id.Value), cancellationToken);
        return TypedResults.Created(
            "/api/v1/teams",
            new TeamResponse(team.Id, team.Name, Role.Owner, 1, 0, team.CreatedAt)
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RenameAsync(
        TeamRequest request,
        Caller caller,
        TeamAccess access,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (DisplayNames.Fault(request.Name) is { } fault)
        {
            return AccountProblems.NotRight(fault).ToHttp();
        }

        var team = await records.Set<Team>().FirstAsync(t => t.Id == access.Id, cancellationToken);
        team.Rename(request.Name.Trim());
        await audit.SaveAsync(access.Id, caller.Origin(http), new("team.rename", team.Id.Value), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [Description("The team's name, to show that it is the one you mean.")] string? confirm,
        Caller caller,
        TeamAccess access,
        PlatformContext records,
        TeamErasure erasure,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var name = await records
            .Set<Team>()
            .Where(t => t.Id == access.Id)
            .Select(t => t.Name)
            .FirstAsync(cancellationToken);
        if (confirm != name)
        {
            return PrivacyProblems.NameNotTyped(name).ToHttp();
        }

        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var projects = await erasure.RemoveAsync(access.Id, cancellationToken);
        await audit.SaveAsync(
            caller.Origin(http),
            new("team.delete", access.Id.Value) { Detail = $"{projects.Length} projects went with it" },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        await erasure.ClearAsync(projects, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ImmutableArray<MemberResponse>>> ListMembersAsync(
        TeamAccess access,
        PlatformContext records,
        CancellationToken cancellationToken
    )
    {
        var rows = await (
            from member in records.Set<Member>()
            join user in records.Users on member.UserId equals user.Id
            where member.TeamId == access.Id
            orderby user.DisplayName
            select new MemberResponse(user.Id, user.DisplayName, user.Email, member.Role, member.JoinedAt)
        ).ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.ToImmutableArray());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeRoleAsync(
        string user,
        RoleRequest request,
        Caller caller,
        TeamAccess access,
        Memberships memberships,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        await memberships.ChangeAsync(access.Id, user, request.Role, caller.Origin(http), cancellationToken)
            is { } problem
            ? problem.ToHttp()
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveMemberAsync(
        string user,
        Caller caller,
        TeamAccess access,
        Memberships memberships,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        await memberships.ChangeAsync(access.Id, user, null, caller.Origin(http), cancellationToken) is { } problem
            ? problem.ToHttp()
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(
        Caller caller,
        TeamAccess access,
        Memberships memberships,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        await memberships.ChangeAsync(access.Id, caller.UserId, null, caller.Origin(http), cancellationToken)
            is { } problem
            ? problem.ToHttp()
            : TypedResults.NoContent();
}
