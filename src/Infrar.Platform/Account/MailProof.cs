using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>What a code that came by mail is good for.</summary>
internal enum MailProofPurpose
{
    /// <summary>Setting a new password without the old one.</summary>
    PasswordReset,

    /// <summary>Showing that mail to an address reaches the person, who has or will have it.</summary>
    Email,
}

/// <summary>A code that was sent by mail, and is good once.</summary>
internal sealed class MailProof
{
    /// <summary>How long it is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public string UserId { get; private init; } = "";

    /// <summary>A person has one code of a purpose; a new one takes the place of the old.</summary>
    public MailProofPurpose Purpose { get; private init; }

    /// <summary>Where it was sent.</summary>
    public string Email { get; private set; } = "";

    /// <summary>SHA-256 of the code.</summary>
    public string CodeHash { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    public static MailProof Of(string userId, MailProofPurpose purpose) => new() { UserId = userId, Purpose = purpose };

    public void Renew(string email, string codeHash, DateTimeOffset now) =>
        (Email, CodeHash, ExpiresAt) = (email, codeHash, now + Life);
}

/// <summary>The table of <see cref="MailProof"/>.</summary>
internal sealed class MailProofConfiguration : IEntityTypeConfiguration<MailProof>
{
    public void Configure(EntityTypeBuilder<MailProof> builder)
    {
        builder.ToTable("mail_proofs");
        builder.HasKey(p => new { p.UserId, p.Purpose });
        builder.HasIndex(p => p.CodeHash).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
