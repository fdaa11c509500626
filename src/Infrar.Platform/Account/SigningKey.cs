using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>A key that access tokens are signed with. The private half is sealed in the vault, never in the database.</summary>
internal sealed class SigningKey
{
    /// <summary>The <c>kid</c> in tokens and in the published key set.</summary>
    public string KeyId { get; private init; } = "";

    /// <summary>The public half, as a JWK.</summary>
    public string PublicJwk { get; private init; } = "";

    /// <summary>The private half, PKCS #8, sealed by the master key.</summary>
    public byte[] SealedPrivateKey { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public static SigningKey Create(string keyId, string publicJwk, byte[] sealedPrivateKey, DateTimeOffset now) =>
        new()
        {
            KeyId = keyId,
            PublicJwk = publicJwk,
            SealedPrivateKey = sealedPrivateKey,
            CreatedAt = now,
        };
}

/// <summary>The table of <see cref="SigningKey"/>.</summary>
internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(k => k.KeyId);
        builder.Property(k => k.PublicJwk).HasMaxLength(2000);
        builder.Property(k => k.SealedPrivateKey).HasMaxLength(4000);
    }
}
