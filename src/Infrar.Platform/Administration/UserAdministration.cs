using Infrar.Core;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Administration;

/// <summary>What administrators do with people's accounts. There is always somebody left who can administer.</summary>
internal sealed class UserAdministration(
    PlatformContext records,
    BearerTokens bearer,
    AuditLog audit,
    TimeProvider time
)
{
    /// <summary>Shuts an account: its sessions and API tokens end at once, and nothing else is lost.</summary>
    /// <returns>Null when done; <c>ADM001</c> or <c>ADM002</c>.</returns>
    public Task<Problem?> SuspendAsync(
        string user,
        string reason,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            user,
            new("user.suspend", user) { Detail = reason },
            origin,
            async person =>
            {
                person.Suspend(time.GetUtcNow());
                await EndSessionsAsync(user, cancellationToken);
                await records.Set<ApiToken>().Where(t => t.UserId == user).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Opens an account again; its person signs in anew.</summary>
    public Task<Problem?> ResumeAsync(string user, AuditOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(
            user,
            new("user.resume", user),
            origin,
            person =>
            {
                person.Reopen();
                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <summary>Ends every session of a person.</summary>
    public Task<Problem?> SignOutAsync(string user, AuditOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(
            user,
            new("user.sign-out", user),
            origin,
            _ => EndSessionsAsync(user, cancellationToken),
            cancellationToken
        );

    /// <summary>Takes the second factor away from who has lost it; every session ends, so that the next sign-in is a fresh one.</summary>
    public Task<Problem?> ResetSecondFactorAsync(
        string user,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            user,
            new("user.reset-second-factor", user),
            origin,
            async person =>
            {
                person.DisableSecondFactor();
                await EndSessionsAsync(user, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Makes somebody an administrator, or no longer one.</summary>
    /// <returns>Null when done; <c>ADM001</c> or <c>ADM002</c>.</returns>
    public Task<Problem?> MakeAdministratorAsync(
        string user,
        bool isOne,
        AuditOrigin origin,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            user,
            new(isOne ? "administrator.grant" : "administrator.revoke", user),
            origin,
            person =>
            {
                person.MakeAdministrator(isOne);
                return Task.CompletedTask;
            },
            cancellationToken
        );

    /// <summary>Whether anybody could administer if <paramref name="user"/> could not.</summary>
    public Task<bool> HasOthersAsync(string user, CancellationToken cancellationToken) =>
        records.Users.AnyAsync(
            u => u.Id != user && u.IsAdministrator && u.SuspendedAt == null && u.ErasureDueAt == null,
            cancellationToken
        );

    private async Task<Problem?> ChangeAsync(
        string user,
        AuditEntry entry,
        AuditOrigin origin,
        Func<User, Task> change,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        if (await records.Users.FirstOrDefaultAsync(u => u.Id == user, cancellationToken) is not { } person)
        {
            return AdministrationProblems.NoSuchUser();
        }

        var administered = person is { IsAdministrator: true, SuspendedAt: null };
        await change(person);
        if (administered && person is not { IsAdministrator: true, SuspendedAt: null })
        {
            if (!await HasOthersAsync(user, cancellationToken))
            {
                return AdministrationProblems.LastAdministrator();
            }

            // Of two who revoke each other at once, the second finds the row changed and is refused.
            (await records.Set<Installation>().SingleAsync(cancellationToken)).Touch();
        }

        await audit.SaveAsync(origin, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await bearer.ForgetEverywhereAsync(cancellationToken);
        return null;
    }

    private async Task EndSessionsAsync(string user, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        // By the database itself: a session that is renewed at this moment ends as well.
        await records
            .Set<Session>()
            .Where(s => s.UserId == user && s.EndedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.Version, s => s.Version + 1),
                cancellationToken
            );
    }
}
