using Infrar.Core;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Makes accounts: the first by the set-up secret, others by invitation or, where that is configured, freely.</summary>
internal sealed class Registrations(
    PlatformContext records,
    IPasswordHasher<User> hasher,
    SetupSecret setup,
    AuditLog audit,
    TeamQuotas quotas,
    IOptions<AccountOptions> options,
    TimeProvider time
)
{
    /// <summary>Makes an account, its own team, and membership of the team that it was invited to.</summary>
    /// <returns>The account; <c>ACC010</c>, <c>ACC011</c>, <c>ACC017</c>, <c>ACC018</c>, <c>ACC021</c> or <c>ADM004</c>.</returns>
    public async Task<Result<User>> RegisterAsync(
        RegisterRequest request,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (PasswordRules.Fault(request.Password, request.Email) is { } fault)
        {
            return AccountProblems.NotRight(fault);
        }

        if (!EmailAddress.TryParse(request.Email, out var email))
        {
            return AccountProblems.NotRight($"'{request.Email}' is no e-mail address.");
        }

        if (DisplayNames.Fault(request.DisplayName) is { } misnamed)
        {
            return AccountProblems.NotRight(misnamed);
        }

        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var isFirst = !await records.Users.AnyAsync(cancellationToken);
        var admitted = await AdmitAsync(request, email, isFirst, cancellationToken);
        if (!admitted.Succeeded(out var admission, out var problem))
        {
            return problem;
        }

        if (await records.Users.AnyAsync(u => u.Email == email, cancellationToken))
        {
            return AccountProblems.EmailTaken();
        }

        var user = User.Create(email, request.DisplayName.Trim(), time);
        user.SetPassword(hasher.HashPassword(user, request.Password));
        user.MakeAdministrator(isFirst);
        var own = Team.Create($"{user.DisplayName}'s team", time);
        records.AddRange(user, own, Member.Join(own.Id, user.Id, Role.Owner, time));
        if (admission.Invitation is { } invitation)
        {
            if (await quotas.MemberRefusalAsync(invitation.TeamId, cancellationToken) is { } full)
            {
                return full;
            }

            records.Add(Member.Join(invitation.TeamId, user.Id, invitation.Role, time));
            records.Remove(invitation);
        }

        await audit.SaveAsync(
            origin with
            {
                Actor = user.Id,
            },
            new("account.create", user.Id) { Detail = isFirst ? "first account, administrator" : "" },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        setup.Close();
        return user;
    }

    private async Task<Result<Admission>> AdmitAsync(
        RegisterRequest request,
        string email,
        bool isFirst,
        CancellationToken cancellationToken
    )
    {
        if (isFirst)
        {
            return options.Value.SetupSecret && !setup.Is(request.Setup)
                ? AccountProblems.SetupSecretNeeded()
                : new Admission(null);
        }

        if (request.Invitation is null)
        {
            var set = await records.Set<Installation>().Select(i => i.Registration).SingleAsync(cancellationToken);
            return (set ?? options.Value.Registration) is Registration.Open
                ? new Admission(null)
                : AccountProblems.RegistrationClosed();
        }

        var hash = OpaqueToken.Hash(request.Invitation);
        var now = time.GetUtcNow();
        var invitation = await records
            .Set<Invitation>()
            .FirstOrDefaultAsync(i => i.TokenHash == hash && i.ExpiresAt > now && i.Email == email, cancellationToken);
        return invitation is null ? AccountProblems.InvitationNotGood() : new Admission(invitation);
    }

    private sealed record Admission(Invitation? Invitation);
}
