using Infrar.Core;
using Infrar.Platform.Audit;
using Infrar.Platform.Hosting;
using Infrar.Platform.Limits;
using Infrar.Platform.Mail;
using Infrar.Platform.Parts.Cache;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>Sends codes by mail, and takes them: for a new password, and for an address.</summary>
internal sealed class MailProofs(
    PlatformContext records,
    Passwords passwords,
    SignInFailures failures,
    SessionEnds ends,
    ISharedState state,
    Outbox outbox,
    AuditLog audit,
    IOptions<ServerOptions> server,
    TimeProvider time
)
{
    // What one mailbox can be made to receive by strangers.
    private static readonly Allowance PerAddress = new(5, TimeSpan.FromHours(1));

    /// <summary>Sends a code for a new password, if there is such an account; whether there is shows nowhere.</summary>
    public async Task SendResetAsync(string address, AuditOrigin origin, CancellationToken cancellationToken)
    {
        var email = address.Trim().ToLowerInvariant();
        var user = await records.Users.FirstOrDefaultAsync(u => u.Email == email, cancellationToken);
        if (user is not { SuspendedAt: null } || !await MaySendAsync(email, cancellationToken))
        {
            return;
        }

        var code = await NewAsync(user.Id, MailProofPurpose.PasswordReset, email, cancellationToken);
        var text = MailTexts.PasswordReset(code, server.Value.PublicUrl, MailProof.Life);
        await outbox.AddAsync(email, text, cancellationToken);
        await audit.SaveAsync(origin, new("password-reset.request", user.Id), cancellationToken);
    }

    /// <summary>Sets a new password by a code, ends every session, and lets sign-ins be tried anew.</summary>
    /// <returns>Null when done; <c>ACC011</c> or <c>ACC032</c>.</returns>
    public async Task<Problem?> ResetAsync(
        string code,
        string password,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(code, MailProofPurpose.PasswordReset, cancellationToken) is not { } proof)
        {
            return AccountProblems.CodeNotGood();
        }

        var user = await records.Users.FirstAsync(u => u.Id == proof.UserId, cancellationToken);
        if (PasswordRules.Fault(password, user.Email) is { } fault)
        {
            return AccountProblems.NotRight(fault);
        }

        if (user.Email != proof.Email || !await TakeAsync(proof, cancellationToken))
        {
            return AccountProblems.CodeNotGood();
        }

        user.SetPassword(await passwords.HashAsync(user, password, cancellationToken));
        user.ProveEmail(proof.Email, time.GetUtcNow());
        await outbox.AddAsync(user.Email, MailTexts.PasswordChanged(), cancellationToken);
        var own = origin with { Actor = user.Id };
        await audit.SaveAsync(own, new("password-reset.done", user.Id), cancellationToken);
        await ends.EndAllAsync(user.Id, except: null, own, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await failures.ForgetAsync(user.Email, cancellationToken);
        return null;
    }

    /// <summary>Sends a code to an address that is the person's, or is to be.</summary>
    /// <returns>Null when it is on its way; <c>ACC031</c>, or <c>ACC011</c> when there were too many.</returns>
    public async Task<Problem?> SendToAsync(
        string userId,
        string email,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        if (!outbox.IsOn)
        {
            return AccountProblems.NoMail();
        }

        if (!await MaySendAsync(email, cancellationToken))
        {
            return AccountProblems.NotRight(
                "The address was sent several codes within the hour. Use the last one, or wait."
            );
        }

        var code = await NewAsync(userId, MailProofPurpose.Email, email, cancellationToken);
        await outbox.AddAsync(
            email,
            MailTexts.VerifyEmail(code, server.Value.PublicUrl, MailProof.Life),
            cancellationToken
        );
        await audit.SaveAsync(origin, new("email.verify", userId), cancellationToken);
        return null;
    }

    /// <summary>Makes the address that a code was sent to the person's own.</summary>
    /// <returns>The person; <c>ACC010</c> or <c>ACC032</c>.</returns>
    public async Task<Result<User>> ConfirmAsync(
        string userId,
        string code,
        AuditOrigin origin,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
        if (
            await FindAsync(code, MailProofPurpose.Email, cancellationToken) is not { } proof
            || proof.UserId != userId
            || !await TakeAsync(proof, cancellationToken)
        )
        {
            return AccountProblems.CodeNotGood();
        }

        var user = await records.Users.FirstAsync(u => u.Id == userId, cancellationToken);
        var before = user.Email;
        if (before != proof.Email)
        {
            await outbox.AddAsync(before, MailTexts.EmailChanged(proof.Email), cancellationToken);
        }

        user.ProveEmail(proof.Email, time.GetUtcNow());
        try
        {
            await audit.SaveAsync(
                origin,
                new(before == proof.Email ? "email.prove" : "email.change", userId),
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            return AccountProblems.EmailTaken();
        }

        await transaction.CommitAsync(cancellationToken);
        return user;
    }

    private async Task<bool> MaySendAsync(string email, CancellationToken cancellationToken) =>
        (await state.SpendAsync($"mail-codes:{OpaqueToken.Hash(email)}", PerAddress, cancellationToken)).IsAllowed;

    private async Task<string> NewAsync(
        string userId,
        MailProofPurpose purpose,
        string email,
        CancellationToken cancellationToken
    )
    {
        var proof = await records
            .Set<MailProof>()
            .FirstOrDefaultAsync(p => p.UserId == userId && p.Purpose == purpose, cancellationToken);
        if (proof is null)
        {
            proof = MailProof.Of(userId, purpose);
            records.Add(proof);
        }

        var code = OpaqueToken.New();
        proof.Renew(email, OpaqueToken.Hash(code), time.GetUtcNow());
        return code;
    }

    private Task<MailProof?> FindAsync(string code, MailProofPurpose purpose, CancellationToken cancellationToken)
    {
        var (hash, now) = (OpaqueToken.Hash(code.Trim()), time.GetUtcNow());
        return records
            .Set<MailProof>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                p => p.CodeHash == hash && p.Purpose == purpose && p.ExpiresAt > now,
                cancellationToken
            );
    }

    // Of several that bring one code at once, one deletes the row.
    private async Task<bool> TakeAsync(MailProof proof, CancellationToken cancellationToken) =>
        await records.Set<MailProof>().Where(p => p.CodeHash == proof.CodeHash).ExecuteDeleteAsync(cancellationToken)
        > 0;
}
