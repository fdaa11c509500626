using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>One sign-in on one device, kept alive by refresh tokens of which only the newest is good.</summary>
internal sealed class Session : IIdentified
{
    public static string Prefix => "ses";

    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromDays(14);

    /// <summary>How long a session lives at most.</summary>
    public static readonly TimeSpan WholeLife = TimeSpan.FromDays(90);

    /// <summary>How long the token before the newest is answered with the same refusal-free renewal; two tabs may ask at once.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public Id<Session> Id { get; private init; }

    public string UserId { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset LastUsedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it began: password, totp, passkey, github.</summary>
    public string Method { get; private init; } = "";

    public string Address { get; private init; } = "";

    public string Agent { get; private init; } = "";

    /// <summary>SHA-256 of the newest refresh token.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>SHA-256 of the one before; seen again after <see cref="Overlap"/>, it was stolen and the session ends.</summary>
    public string? PreviousTokenHash { get; private set; }

    /// <summary>Rises with every renewal, so that of two at once one wins.</summary>
    public int Version { get; private set; }

    public static Session Begin(
        string userId,
        string method,
        string address,
        string agent,
        string tokenHash,
        TimeProvider time
    ) =>
        new()
        {
            Id = Id<Session>.New(time),
            UserId = userId,
            Method = method,
            Address = address,
            Agent = agent.Length > 200 ? agent[..200] : agent,
            TokenHash = tokenHash,
            CreatedAt = time.GetUtcNow(),
            LastUsedAt = time.GetUtcNow(),
        };

    /// <summary>Whether it may still be renewed.</summary>
    public bool IsAlive(DateTimeOffset now) =>
        EndedAt is null && now - LastUsedAt < IdleLife && now - CreatedAt < WholeLife;

    /// <summary>Takes a new refresh token into use.</summary>
    public void Renew(string tokenHash, DateTimeOffset now)
    {
        PreviousTokenHash = TokenHash;
        TokenHash = tokenHash;
        LastUsedAt = now;
        Version++;
    }

    public void End(DateTimeOffset now)
    {
        EndedAt ??= now;
        Version++;
    }
}

/// <summary>The table of <see cref="Session"/>.</summary>
internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.UserId);
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => s.PreviousTokenHash);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
