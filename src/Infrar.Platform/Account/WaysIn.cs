using Infrar.Core;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Infrar.Platform.Account;

/// <summary>Holds that nobody locks themselves out: an account always keeps one way to sign in.</summary>
internal sealed class WaysIn(PlatformContext records)
{
    /// <summary>Begins a transaction in which no other changes the ways into the account.</summary>
    public async Task<IDbContextTransaction> BeginAsync(string userId, CancellationToken cancellationToken)
    {
        var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        if (records.Database.IsNpgsql())
        {
            // SQLite lets one transaction write at a time; PostgreSQL is told to, for each account.
            await records.Database.ExecuteSqlAsync(
                $"select pg_advisory_xact_lock(hashtextextended({userId}, 11))",
                cancellationToken
            );
        }

        return transaction;
    }

    /// <summary>Holds an account against what it would be without one of its ways in.</summary>
    /// <returns>Null when another one is left; <c>ACC028</c>, or <c>ACC029</c> for the second factor's last passkey.</returns>
    public async Task<Problem?> RefusalWithoutAsync(string userId, object way, CancellationToken cancellationToken)
    {
        var user = await records.Users.AsNoTracking().FirstAsync(u => u.Id == userId, cancellationToken);
        var passkeys = await records.Set<Passkey>().CountAsync(p => p.UserId == userId, cancellationToken);
        var links = await records.Set<GitHubLink>().CountAsync(l => l.UserId == userId, cancellationToken);
        passkeys -= way is Passkey ? 1 : 0;
        links -= way is GitHubLink ? 1 : 0;
        if (passkeys is 0 && user is { PasskeyIsSecondFactor: true, TotpKey: null })
        {
            return AccountProblems.SecondFactorsLastPasskey();
        }

        return passkeys + links is 0 && user.PasswordHash is null ? AccountProblems.LastWayIn() : null;
    }
}
