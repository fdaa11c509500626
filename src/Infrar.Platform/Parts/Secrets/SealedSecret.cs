using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>A secret in the database, in its envelope.</summary>
internal sealed class SealedSecret
{
    public string Path { get; private init; } = "";

    public byte[] Envelope { get; private set; } = [];

    public DateTimeOffset ChangedAt { get; private set; }

    public static SealedSecret Of(SecretPath path, byte[] envelope, DateTimeOffset now) =>
        new()
        {
            Path = path.Text,
            Envelope = envelope,
            ChangedAt = now,
        };
}

/// <summary>The table of sealed secrets.</summary>
internal sealed class SealedSecretConfiguration : IEntityTypeConfiguration<SealedSecret>
{
    public void Configure(EntityTypeBuilder<SealedSecret> builder)
    {
        builder.ToTable("sealed_secrets");
        builder.HasKey(s => s.Path);
        builder.Property(s => s.Path).HasMaxLength(600);
    }
}
