using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>A key pair on a person's device that signs them in (WebAuthn); the public half of it.</summary>
internal sealed class Passkey : IIdentified
{
    /// <summary>Most of one person.</summary>
    public const int Most = 20;

    public static string Prefix => "pky";

    public Id<Passkey> Id { get; private init; }

    public string UserId { get; private init; } = "";

    /// <summary>What the person calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the device calls it; unique in the installation.</summary>
    public byte[] CredentialId { get; private init; } = [];

    /// <summary>As COSE writes it.</summary>
    public byte[] PublicKey { get; private init; } = [];

    /// <summary>How often the device says that it signed; 0 for devices that do not count. It never goes back.</summary>
    public long SignCount { get; private set; }

    /// <summary>Whether the device's maker keeps a copy, so that its loss loses nothing.</summary>
    public bool IsBackedUp { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public static Passkey Register(
        string userId,
        string name,
        Fido2NetLib.Objects.RegisteredPublicKeyCredential made,
        TimeProvider time
    ) =>
        new()
        {
            Id = Id<Passkey>.New(time),
            UserId = userId,
            Name = name,
            CredentialId = made.Id,
            PublicKey = made.PublicKey,
            SignCount = made.SignCount,
            IsBackedUp = made.IsBackedUp,
            CreatedAt = time.GetUtcNow(),
        };

    public void Rename(string name) => Name = name;

    /// <summary>Takes note of a signature that was found good.</summary>
    public void Use(long signCount, bool isBackedUp, DateTimeOffset now) =>
        (SignCount, IsBackedUp, LastUsedAt) = (signCount, isBackedUp, now);
}

/// <summary>The table of <see cref="Passkey"/>.</summary>
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.HasKey(p => p.Id);
        builder.HasIndex(p => p.UserId);
        builder.HasIndex(p => p.CredentialId).IsUnique();
        builder.Property(p => p.CredentialId).HasMaxLength(1023);
        builder.Property(p => p.PublicKey).HasMaxLength(2000);
        // Of two signatures with one count, which a copied key makes, one is refused.
        builder.Property(p => p.SignCount).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
