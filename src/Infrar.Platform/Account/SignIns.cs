using System.Text.Json;
using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Telemetry;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Account;

/// <summary>Begins and renews sessions.</summary>
internal sealed class SignIns(
    PlatformContext records,
    Passwords passwords,
    SecondFactor secondFactor,
    Passkeys passkeys,
    SignInFailures failures,
    AccessTokens accessTokens,
    Outbox outbox,
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
        if (await failures.RefusalAsync(email, cancellationToken) is { } wait)
        {
            PlatformMeter.SignIn("locked");
            return wait;
        }

        var user = await records.Users.FirstOrDefaultAsync(u => u.Email == email, cancellationToken);
        if (user?.PasswordHash is not { } hash)
        {
            var nobody = User.Create("nobody", "nobody", time);
            _nobodysHash ??= await passwords.HashAsync(nobody, OpaqueToken.New(), cancellationToken);
            _ = await passwords.VerifyAsync(nobody, _nobodysHash, request.Password, cancellationToken);
            return await FailAsync(email, user, origin, "password", cancellationToken);
        }

        var verified = await passwords.VerifyAsync(user, hash, request.Password, cancellationToken);
        if (verified is PasswordVerificationResult.Failed || user.SuspendedAt is not null)
        {
            return await FailAsync(email, user, origin, "password", cancellationToken);
        }

        if (verified is PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.SetPassword(await passwords.HashAsync(user, request.Password, cancellationToken));
        }

        var factors = new SecondFactors(request.Totp, request.RecoveryCode, request.Passkey);
        var second = await TakeSecondFactorAsync(user, "password", factors, origin, cancellationToken);
        return second.Succeeded(out var method, out var problem)
            ? await BeginAsync(user, method, origin, agent, cancellationToken)
            : problem;
    }

    /// <summary>Signs in with a passkey alone: the device has asked who is before it, so no second factor is asked for.</summary>
    /// <returns>The new session; <c>ACC026</c>, or <c>ACC012</c> for an account that is shut.</returns>
    public async Task<Result<SignedIn>> SignInAsync(
        JsonElement credential,
        AuditOrigin origin,
        string agent,
        CancellationToken cancellationToken
    )
    {
        var proved = await passkeys.ProveAsync(credential, origin, cancellationToken);
        if (!proved.Succeeded(out var passkey, out var problem))
        {
            return problem;
        }

        var user = await records.Users.FirstAsync(u => u.Id == passkey.UserId, cancellationToken);
        try
        {
            return await BeginAsync(user, "passkey", origin, agent, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The same count was signed twice at once.
            return AccountProblems.PasskeyRefused();
        }
    }

    /// <summary>Takes the second factor, where the account has one, of somebody who has shown the first.</summary>
    /// <returns>What the session's method is called; <c>ACC012</c>, <c>ACC013</c> or <c>ACC014</c>.</returns>
    public async Task<Result<string>> TakeSecondFactorAsync(
        User user,
        string first,
        SecondFactors given,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (!user.HasSecondFactor)
        {
            return first;
        }

        if (given is { Totp: null, RecoveryCode: null, Passkey: null })
        {
            return AccountProblems.SecondFactorNeeded();
        }

        if (await failures.RefusalAsync(user.Email, cancellationToken) is { } wait)
        {
            return wait;
        }

        if (given.Passkey is { } credential)
        {
            var proved = await passkeys.ProveAsync(credential, origin, cancellationToken);
            return proved.Succeeded(out var passkey, out _) && passkey.UserId == user.Id
                ? "passkey"
                : await FailAsync(user.Email, user, origin, "second factor", cancellationToken);
        }

        return await secondFactor.TakeAsync(user, given.Totp, given.RecoveryCode, cancellationToken)
            ? given.Totp is null
                ? "recovery-code"
                : "totp"
            : await FailAsync(user.Email, user, origin, "second factor", cancellationToken);
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
        await failures.ForgetAsync(user.Email, cancellationToken);
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
        string email,
        User? user,
        AuditOrigin origin,
        string what,
        CancellationToken cancellationToken
    )
    {
        PlatformMeter.SignIn(user is null ? "unknown" : what);
        var isFirstWait = await failures.CountAsync(email, cancellationToken);
        if (user is null)
        {
            return AccountProblems.SignInRefused();
        }

        // What was taken note of on the way here, such as a passkey of another account, did not happen.
        records.ChangeTracker.Clear();
        if (isFirstWait)
        {
            await outbox.AddAsync(user.Email, MailTexts.AccountWaits(origin.Address), cancellationToken);
        }

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

/// <summary>What somebody shows as a second factor; at most one of them counts.</summary>
internal sealed record SecondFactors(string? Totp, string? RecoveryCode, JsonElement? Passkey);

/// <summary>A session that has begun or been renewed, with its tokens.</summary>
internal sealed record SignedIn(Session Session, string AccessToken, string RefreshToken);
