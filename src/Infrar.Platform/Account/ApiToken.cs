using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>A long-lived token for programs, with scopes; only its hash is kept.</summary>
internal sealed class ApiToken : IIdentified
{
    public static string Prefix => "tok";

    public Id<ApiToken> Id { get; private init; }

    public string UserId { get; private init; } = "";

    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of the token.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>Words of <see cref="Access.Scope"/>, with spaces between.</summary>
    public string Scopes { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public static ApiToken Create(
        string userId,
        string name,
        string hash,
        IEnumerable<string> scopes,
        DateTimeOffset expires,
        TimeProvider time
    ) =>
        new()
        {
            Id = Id<ApiToken>.New(time),
            UserId = userId,
            Name = name,
            Hash = hash,
            Scopes = string.Join(' ', scopes),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = expires,
        };
}

/// <summary>The table of <see cref="ApiToken"/>.</summary>
internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.HasIndex(t => t.UserId);
        builder.Property(t => t.Scopes).HasMaxLength(1000);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
