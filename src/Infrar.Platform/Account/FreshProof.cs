using Infrar.Core;
using Infrar.Platform.Access;
using Infrar.Platform.Parts.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>Asks anew who is there, before something that weighs: the password, or a sign-in of just now where there is none.</summary>
internal sealed class FreshProof(PlatformContext records, Passwords passwords, TimeProvider time)
{
    /// <summary>How young a session must be to count in the place of a password.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Holds the proof.</summary>
    /// <returns>Null when it is good; <c>ACC011</c> for a wrong password, <c>ACC027</c> for a session that is too old.</returns>
    public async Task<Problem?> RefusalAsync(
        User user,
        string? password,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (user.PasswordHash is { } hash)
        {
            return
                password is not null
                && await passwords.VerifyAsync(user, hash, password, cancellationToken)
                    is not PasswordVerificationResult.Failed
                ? null
                : AccountProblems.NotRight("The present password is not right.");
        }

        var since = time.GetUtcNow() - Fresh;
        return await records
            .Set<Session>()
            .AnyAsync(s => s.Id == caller.SessionId && s.CreatedAt > since, cancellationToken)
            ? null
            : AccountProblems.SignInAnew();
    }
}
