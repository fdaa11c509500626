using Infrar.Core;
using Infrar.Platform.Administration;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Makes accounts: the first by the set-up secret, others by invitation or, where that is configured, freely.</summary>
internal sealed class Registrations(
    PlatformContext records,
    Passwords passwords,
    SetupSecret setup,
    AuditLog audit,
    TeamQuotas quotas,
    IOptions<AccountOptions> options,
    TimeProvider time
)
{
    /// <summary>Makes an account with a password.</summary>
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

        var name = request.DisplayName.Trim();
        var newcomer = new Newcomer(email, name, request.Password, request.Setup, request.Invitation);
        return await RegisterAsync(newcomer, origin, cancellationToken);
    }

    /// <summary>Makes an account, its own team, and membership of the team that it was invited to.</summary>
    /// <returns>The account; <c>ACC010</c>, <c>ACC017</c>, <c>ACC018</c> or <c>ACC021</c>.</returns>
    public async Task<Result<User>> RegisterAsync(
        Newcomer newcomer,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        var isFirst = !await records.Users.AnyAsync(cancellationToken);
        var admitted = await AdmitAsync(newcomer, isFirst, cancellationToken);
        if (!admitted.Succeeded(out var admission, out var problem))
        {
            return problem;
        }

        if (await records.Users.AnyAsync(u => u.Email == newcomer.Email, cancellationToken))
        {
            return AccountProblems.EmailTaken();
        }

        var user = User.Create(newcomer.Email, newcomer.DisplayName, time);
        if (newcomer.Password is { } password)
        {
            user.SetPassword(await passwords.HashAsync(user, password, cancellationToken));
        }

        if (newcomer.GitHub is { } person)
        {
            user.ProveEmail(newcomer.Email, time.GetUtcNow());
            records.Add(GitHubLink.Of(user.Id, person.Id, person.Login, time.GetUtcNow()));
        }

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
            new("account.create", user.Id) { Detail = Detail(newcomer, isFirst) },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        setup.Close();
        return user;
    }

    private async Task<Result<Admission>> AdmitAsync(
        Newcomer newcomer,
        bool isFirst,
        CancellationToken cancellationToken
    )
    {
        if (isFirst)
        {
            return options.Value.SetupSecret && !setup.Is(newcomer.Setup)
                ? AccountProblems.SetupSecretNeeded()
                : new Admission(null);
        }

        if (newcomer.Invitation is null)
        {
            var set = await records.Set<Installation>().Select(i => i.Registration).SingleAsync(cancellationToken);
            return (set ?? options.Value.Registration) is Registration.Open
                ? new Admission(null)
                : AccountProblems.RegistrationClosed();
        }

        var hash = OpaqueToken.Hash(newcomer.Invitation);
        var now = time.GetUtcNow();
        var invitation = await records
            .Set<Invitation>()
            .FirstOrDefaultAsync(
                i => i.TokenHash == hash && i.ExpiresAt > now && i.Email == newcomer.Email,
                cancellationToken
            );
        return invitation is null ? AccountProblems.InvitationNotGood() : new Admission(invitation);
    }

    private static string Detail(Newcomer newcomer, bool isFirst) =>
        (isFirst ? "first account, administrator" : "")
        + (newcomer.GitHub is { } person ? $" with {person.Login} ({person.Id}) at GitHub" : "");

    private sealed record Admission(Invitation? Invitation);
}

/// <summary>Somebody who is to have an account.</summary>
/// <param name="Email">Folded, and of its form.</param>
/// <param name="DisplayName">Of its form.</param>
/// <param name="Password">Of its form; null for whoever signs in otherwise.</param>
/// <param name="Setup">The set-up secret that was shown, if any.</param>
/// <param name="Invitation">The invitation's secret that was shown, if any.</param>
internal sealed record Newcomer(string Email, string DisplayName, string? Password, string? Setup, string? Invitation)
{
    /// <summary>Who it is at GitHub, which has verified the address; null for whoever registers with a password.</summary>
    public GitHubPerson? GitHub { get; init; }
}
