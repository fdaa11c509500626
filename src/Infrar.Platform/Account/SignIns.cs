using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Telemetry;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>Begins and renews sessions.</summary>
internal sealed class SignIns(
    PlatformContext records,
    IPasswordHasher<User> hasher,
    SecondFactor secondFactor,
    AccessTokens accessTokens,
    AuditLog audit,
    TimeProvider time
)
{
    // Verifying against this when nobody has the address takes as long as when somebody does, so time tells nothing.
    private static string? _nobodysHash;

    /// <summary>Signs in with address and password, and the second factor where the account has one.</summary>
    /// <returns>The new session; <c>ACC012</c>, <c>ACC013</c> or <c>ACC014</c>.</returns>
    public async Task<Result<SignedIn>> SignInAsync(
        SignInRequest request,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        var email = request.Email.Trim().ToLowerInvariant();
        var user = await records.Users.FirstOrDefaultAsync(u => u.Email == email, cancellationToken);
        if (user is null)
        {
            _nobodysHash ??= hasher.HashPassword(User.Create("nobody", "nobody", time), OpaqueToken.New());
            hasher.VerifyHashedPassword(User.Create("nobody", "nobody", time), _nobodysHash, request.Password);
            PlatformMeter.SignIn("unknown");
            return AccountProblems.SignInRefused();
        }

        var now = time.GetUtcNow();
        if (user.LockedUntil is { } until && until > now)
        {
            PlatformMeter.SignIn("locked");
            return AccountProblems.LockedUntil(until);
        }

        var verified = user.PasswordHash is { } hash
            ? hasher.VerifyHashedPassword(user, hash, request.Password)
            : PasswordVerificationResult.Failed;
        if (verified is PasswordVerificationResult.Failed || user.SuspendedAt is not null)
        {
            return await FailAsync(user, origin, "password", cancellationToken);
        }

        if (verified is PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.SetPassword(hasher.HashPassword(user, request.Password));
        }

        var method = "password";
        if (user.HasSecondFactor)
        {
            if (request.Totp is null && request.RecoveryCode is null)
            {
                return AccountProblems.SecondFactorNeeded();
            }

            if (!await secondFactor.TakeAsync(user, request.Totp, request.RecoveryCode, cancellationToken))
            {
                return await FailAsync(user, origin, "second factor", cancellationToken);
            }

            method = request.Totp is null ? "recovery-code" : "totp";
        }

        return await BeginAsync(user, method, origin, agent, cancellationToken);
    }

    /// <summary>Begins a session for somebody whose identity is proved.</summary>
    public async Task<Result<SignedIn>> BeginAsync(
        User user,
        string method,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        if (user.SuspendedAt is not null)
        {
            return AccountProblems.SignInRefused();
        }

        PlatformMeter.SignIn("begun");
        user.PassSignIn();
        var refresh = OpaqueToken.New();
        var session = Session.Begin(user.Id, method, origin.Address, agent, OpaqueToken.Hash(refresh), time);
        records.Add(session);
        await audit.SaveAsync(
            origin with
            {
                Actor = user.Id,
                Via = session.Id.Value,
            },
            new("session.begin", session.Id.Value) { Detail = method },
            cancellationToken
        );
        return new SignedIn(session, await accessTokens.IssueAsync(user.Id, session.Id, cancellationToken), refresh);
    }

    /// <summary>Trades a refresh token for the next one and a fresh access token.</summary>
    /// <returns>The session; <c>ACC015</c> when it has ended, <c>ACC016</c> when the token was traded before.</returns>
    public async Task<Result<SignedIn>> RenewAsync(
        string refreshToken,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var hash = OpaqueToken.Hash(refreshToken);
        var now = time.GetUtcNow();
        var session = await records
            .Set<Session>()
            .FirstOrDefaultAsync(s => s.TokenHash == hash || s.PreviousTokenHash == hash, cancellationToken);
        if (session is null || !session.IsAlive(now))
        {
            return AccountProblems.SessionEnded();
        }

        if (session.TokenHash != hash && now - session.LastUsedAt > Session.Overlap)
        {
            session.End(now);
            await audit.SaveAsync(
                origin with
                {
                    Actor = session.UserId,
                    Via = session.Id.Value,
                },
                new("session.end", session.Id.Value) { Detail = "refresh token used twice" },
                cancellationToken
            );
            return AccountProblems.RefreshTokenReused();
        }

        var next = OpaqueToken.New();
        session.Renew(OpaqueToken.Hash(next), now);
        try
        {
            await records.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two tabs asked at once; the other's answer holds the token that counts, and this one may ask again with it.
            return AccountProblems.SessionEnded();
        }

        return new SignedIn(
            session,
            await accessTokens.IssueAsync(session.UserId, session.Id, cancellationToken),
            next
        );
    }

    private async Task<Problem> FailAsync(
        User user,
        AuditOrigin origin,
        string what,
        CancellationToken cancellationToken
    )
    {
        PlatformMeter.SignIn(what);
        user.FailSignIn(time.GetUtcNow());
        await audit.SaveAsync(
            origin with
            {
                Actor = user.Id,
            },
            new("session.begin", user.Id) { Outcome = "refused", Detail = what },
            cancellationToken
        );
        return AccountProblems.SignInRefused();
    }
}

/// <summary>A session that has begun or been renewed, with its tokens.</summary>
internal sealed record SignedIn(Session Session, string AccessToken, string RefreshToken);
