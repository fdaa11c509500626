using System.Collections.Immutable;
using Infrar.Platform.Access;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Teams;

/// <summary>Inviting people into a team.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/api/v1").WithTags("Invitations");
        invitations
            .MapPost("/teams/{team}/invitations", InviteAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsWrite))
            .Idempotent(hasSecret: true)
            .WithName("Invite")
            .WithSummary(
                "Invites somebody, also by mail where that is configured; the secret is shown this once, good for seven days."
            );
        invitations
            .MapGet("/teams/{team}/invitations", ListAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsRead))
            .MayBeLate()
            .WithName("ListInvitations")
            .WithSummary("Lists the invitations that were not taken yet.");
        invitations
            .MapDelete("/teams/{team}/invitations/{invitation}", WithdrawAsync)
            .Allow(AccessRule.Team(Role.Owner, Scope.TeamsWrite))
            .WithName("WithdrawInvitation")
            .WithSummary("Withdraws an invitation.");
        invitations
            .MapPost("/invitations/accept", AcceptAsync)
            .Allow(AccessRule.Account())
            .WithName("AcceptInvitation")
            .WithSummary("Takes an invitation with the account that is signed in.");
    }

    private static async Task<Results<Created<NewInvitationResponse>, ProblemHttpResult>> InviteAsync(
        InviteRequest request,
        Caller caller,
        TeamAccess access,
        PlatformContext records,
        TeamQuotas quotas,
        Outbox outbox,
        IOptions<ServerOptions> server,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!EmailAddress.TryParse(request.Email, out var email))
        {
            return AccountProblems.NotRight($"'{request.Email}' is no e-mail address.").ToHttp();
        }

        if (await quotas.MemberRefusalAsync(access.Id, cancellationToken) is { } full)
        {
            return full.ToHttp();
        }

        var secret = OpaqueToken.New();
        var invitation = Invitation.Create(
            access.Id,
            email,
            request.Role,
            OpaqueToken.Hash(secret),
            caller.UserId,
            time
        );
        records.Add(invitation);
        var by = await records
            .Users.Where(u => u.Id == caller.UserId)
            .Select(u => u.DisplayName)
            .FirstAsync(cancellationToken);
        var team = await records
            .Set<Team>()
            .Where(t => t.Id == access.Id)
            .Select(t => t.Name)
            .FirstAsync(cancellationToken);
        var isMailed = await outbox.AddAsync(
            email,
            MailTexts.Invitation(by, team, request.Role, secret, server.Value.PublicUrl),
            cancellationToken
        );
        await audit.SaveAsync(
            access.Id,
            caller.Origin(http),
            new("invitation.create", invitation.Id.Value)
            {
                Detail = $"{email} as {request.Role.ToString().ToLowerInvariant()}",
            },
            cancellationToken
        );
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(
            "/api/v1/invitations",
            new NewInvitationResponse(Response(invitation), secret, isMailed)
        );
    }

    private static async Task<Ok<ImmutableArray<InvitationResponse>>> ListAsync(
        TeamAccess access,
        PlatformContext records,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var rows = await records
            .Set<Invitation>()
            .AsNoTracking()
            .Where(i => i.TeamId == access.Id && i.ExpiresAt > now)
            .OrderByDescending(i => i.Id)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.Select(Response).ToImmutableArray());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Id<Invitation> invitation,
        Caller caller,
        TeamAccess access,
        PlatformContext records,
        AuditLog audit,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = await records
            .Set<Invitation>()
            .FirstOrDefaultAsync(i => i.Id == invitation && i.TeamId == access.Id, cancellationToken);
        if (found is null)
        {
            return AccountProblems.InvitationNotGood().ToHttp();
        }

        records.Remove(found);
        await audit.SaveAsync(
            access.Id,
            caller.Origin(http),
            new("invitation.withdraw", invitation.Value),
            cancellationToken
        );
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AcceptAsync(
        AcceptRequest request,
        Caller caller,
        PlatformContext records,
        TeamQuotas quotas,
        AuditLog audit,
        TimeProvider time,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var hash = OpaqueToken.Hash(request.Invitation);
        var now = time.GetUtcNow();
        var email = await records
            .Users.Where(u => u.Id == caller.UserId)
            .Select(u => u.Email)
            .FirstAsync(cancellationToken);
        var invitation = await records
            .Set<Invitation>()
            .FirstOrDefaultAsync(i => i.TokenHash == hash && i.ExpiresAt > now && i.Email == email, cancellationToken);
        if (invitation is null)
        {
            return AccountProblems.InvitationNotGood().ToHttp();
        }

        var team = invitation.TeamId;
        if (
            !await records.Set<Member>().AnyAsync(m => m.TeamId == team && m.UserId == caller.UserId, cancellationToken)
        )
        {
            if (await quotas.MemberRefusalAsync(team, cancellationToken) is { } full)
            {
                return full.ToHttp();
            }

            records.Add(Member.Join(team, caller.UserId, invitation.Role, time));
        }

        records.Remove(invitation);
        await audit.SaveAsync(team, caller.Origin(http), new("member.join", caller.UserId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static InvitationResponse Response(Invitation invitation) =>
        new(invitation.Id, invitation.Email, invitation.Role, invitation.ExpiresAt);
}
