using Infrar.Platform.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Teams;

/// <summary>What a member of a team may do; each role may also do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads everything but secrets.</summary>
    Viewer,

    /// <summary>Changes projects, stores credentials, starts runs.</summary>
    Operator,

    /// <summary>Decides who belongs to the team, and deletes.</summary>
    Owner,
}

/// <summary>People who share projects; the border that no query crosses.</summary>
internal sealed class Team : IIdentified
{
    public static string Prefix => "team";

    public Id<Team> Id { get; private init; }

    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Most projects; null for the installation's default.</summary>
    public int? ProjectQuota { get; private set; }

    /// <summary>Most members; null for the installation's default.</summary>
    public int? MemberQuota { get; private set; }

    /// <summary>Most bytes of uploads; null for the installation's default.</summary>
    public long? StorageQuota { get; private set; }

    /// <summary>How much its members may ask, as <see cref="Limits.LimitsOptions.Tiers"/> names it; null for the usual.</summary>
    public string? Tier { get; private set; }

    /// <summary>Rises with every change of the team or its members.</summary>
    public int Version { get; private set; } = 1;

    public static Team Create(string name, TimeProvider time) =>
        new()
        {
            Id = Id<Team>.New(time),
            Name = name,
            CreatedAt = time.GetUtcNow(),
        };

    public void Rename(string name)
    {
        Name = name;
        Version++;
    }

    /// <summary>Sets what the team may have; null for the installation's defaults.</summary>
    public void Limit(int? projects, int? members, long? storage, string? tier)
    {
        (ProjectQuota, MemberQuota, StorageQuota, Tier) = (projects, members, storage, tier);
        Version++;
    }

    /// <summary>Marks a change of the members, so that two owners who act at once do not undo each other.</summary>
    public void Touch() => Version++;
}

/// <summary>That a person belongs to a team.</summary>
internal sealed class Member
{
    public Id<Team> TeamId { get; private init; }

    public string UserId { get; private init; } = "";

    public Role Role { get; private set; }

    public DateTimeOffset JoinedAt { get; private init; }

    public static Member Join(Id<Team> team, string user, Role role, TimeProvider time) =>
        new()
        {
            TeamId = team,
            UserId = user,
            Role = role,
            JoinedAt = time.GetUtcNow(),
        };

    public void Become(Role role) => Role = role;
}

/// <summary>What lets one person join a team, once.</summary>
internal sealed class Invitation : IIdentified
{
    public static string Prefix => "inv";

    /// <summary>How long it can be used.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public Id<Invitation> Id { get; private init; }

    public Id<Team> TeamId { get; private init; }

    /// <summary>Only an account with this address may take it.</summary>
    public string Email { get; private init; } = "";

    public Role Role { get; private init; }

    /// <summary>SHA-256 of its secret.</summary>
    public string TokenHash { get; private init; } = "";

    public string InvitedBy { get; private init; } = "";

    public DateTimeOffset ExpiresAt { get; private init; }

    public static Invitation Create(
        Id<Team> team,
        string email,
        Role role,
        string tokenHash,
        string by,
        TimeProvider time
    ) =>
        new()
        {
            Id = Id<Invitation>.New(time),
            TeamId = team,
            Email = email,
            Role = role,
            TokenHash = tokenHash,
            InvitedBy = by,
            ExpiresAt = time.GetUtcNow() + Life,
        };
}

/// <summary>The tables of teams.</summary>
internal sealed class TeamConfiguration
    : IEntityTypeConfiguration<Team>,
        IEntityTypeConfiguration<Member>,
        IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.HasKey(m => new { m.TeamId, m.UserId });
        builder.HasIndex(m => m.UserId);
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.HasKey(i => i.Id);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(i => i.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}
