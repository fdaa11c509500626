using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>A person with an account.</summary>
internal sealed class User : IIdentified
{
    public static string Prefix => "usr";

    public string Id { get; private init; } = "";

    /// <summary>Where the person can be reached; the name to sign in with. Lower case.</summary>
    public string Email { get; private set; } = "";

    /// <summary>When the person last showed that mail to the address reaches them; null while they have not.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    /// <summary>The hash of the password; null for whoever signs in otherwise.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>What others see of the person.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Whether the person runs this installation: users, quotas, maintenance.</summary>
    public bool IsAdministrator { get; private set; }

    /// <summary>When the account began.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When an administrator shut the account; null while it is open.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>When everything of the person will be erased; null unless they asked for it.</summary>
    public DateTimeOffset? ErasureDueAt { get; private set; }

    /// <summary>Whether teams that would be left without an owner are erased with the person.</summary>
    public bool ErasureTakesTeams { get; private set; }

    /// <summary>The newest TOTP time step that signed in; none is taken twice.</summary>
    public long LastTotpStep { get; private set; }

    /// <summary>The authenticator's key, wrapped by the master key; null without a second factor.</summary>
    public byte[]? TotpKey { get; private set; }

    /// <summary>Whether a second factor is asked for.</summary>
    public bool HasSecondFactor => TotpKey is not null || PasskeyIsSecondFactor;

    /// <summary>Whether one of the person's passkeys is asked for after the password.</summary>
    public bool PasskeyIsSecondFactor { get; private set; }

    /// <summary>A key that no code of has been seen yet.</summary>
    public byte[]? PendingTotpKey { get; private set; }

    /// <summary>Hashes of the recovery codes that are left, with spaces between.</summary>
    public string RecoveryCodeHashes { get; private set; } = "";

    /// <summary>Begins an account; the password is set by the caller.</summary>
    public static User Create(string email, string displayName, TimeProvider time) =>
        new()
        {
            Id = Id<User>.New(time).Value,
            Email = email,
            DisplayName = displayName,
            CreatedAt = time.GetUtcNow(),
        };

    public void SetPassword(string hash) => PasswordHash = hash;

    /// <summary>Takes note that mail to an address reaches the person; it is the account's from now on.</summary>
    public void ProveEmail(string email, DateTimeOffset now) => (Email, EmailVerifiedAt) = (email, now);

    public void Rename(string displayName) => DisplayName = displayName;

    public void MakeAdministrator(bool isOne) => IsAdministrator = isOne;

    public void Suspend(DateTimeOffset now) => SuspendedAt ??= now;

    public void Reopen() => SuspendedAt = null;

    public void RequestErasure(DateTimeOffset due, bool takesTeams)
    {
        ErasureDueAt ??= due;
        ErasureTakesTeams = takesTeams;
    }

    public void WithdrawErasure() => (ErasureDueAt, ErasureTakesTeams) = (null, false);

    /// <summary>Takes a TOTP time step.</summary>
    /// <returns>False when it or a newer one was taken before.</returns>
    public bool TakeTotpStep(long step)
    {
        if (step <= LastTotpStep)
        {
            return false;
        }

        LastTotpStep = step;
        return true;
    }

    public void PrepareTotp(byte[] wrappedKey) => PendingTotpKey = wrappedKey;

    /// <summary>Puts the prepared key to use.</summary>
    public void EnableTotp(IEnumerable<string> recoveryCodeHashes)
    {
        (TotpKey, PendingTotpKey) = (PendingTotpKey, null);
        RecoveryCodeHashes = string.Join(' ', recoveryCodeHashes);
    }

    /// <summary>Has a passkey asked for after the password.</summary>
    public void EnablePasskeyAsSecondFactor(IEnumerable<string> recoveryCodeHashes)
    {
        PasskeyIsSecondFactor = true;
        RecoveryCodeHashes = string.Join(' ', recoveryCodeHashes);
    }

    public void DisableSecondFactor() =>
        (TotpKey, PendingTotpKey, PasskeyIsSecondFactor, RecoveryCodeHashes) = (null, null, false, "");

    /// <summary>Takes a recovery code.</summary>
    /// <returns>False when it is none that is left.</returns>
    public bool TakeRecoveryCode(string hash)
    {
        var left = RecoveryCodeHashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var taken = left.Remove(hash);
        RecoveryCodeHashes = string.Join(' ', left);
        return taken;
    }
}

/// <summary>The table of <see cref="User"/>.</summary>
internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(u => u.Id);
        builder.Ignore(u => u.HasSecondFactor);
        builder.Property(u => u.PasswordHash).HasMaxLength(500);
        builder.Property(u => u.TotpKey).HasMaxLength(4000);
        builder.Property(u => u.PendingTotpKey).HasMaxLength(4000);
        builder.Property(u => u.RecoveryCodeHashes).HasMaxLength(1000);
        builder.HasIndex(u => u.Email).IsUnique();
    }
}
