using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Account;

/// <summary>That a person at GitHub may sign in to an account.</summary>
internal sealed class GitHubLink
{
    /// <summary>The account; it has one link at most.</summary>
    public string UserId { get; private init; } = "";

    /// <summary>GitHub's number of the person; unlike the login it is never given to another.</summary>
    public long GitHubId { get; private init; }

    /// <summary>What GitHub called the person when they last signed in.</summary>
    public string Login { get; private set; } = "";

    public DateTimeOffset LinkedAt { get; private init; }

    public static GitHubLink Of(string userId, long gitHubId, string login, DateTimeOffset now) =>
        new()
        {
            UserId = userId,
            GitHubId = gitHubId,
            Login = login,
            LinkedAt = now,
        };

    public void Rename(string login) => Login = login;
}

/// <summary>The table of <see cref="GitHubLink"/>.</summary>
internal sealed class GitHubLinkConfiguration : IEntityTypeConfiguration<GitHubLink>
{
    public void Configure(EntityTypeBuilder<GitHubLink> builder)
    {
        builder.ToTable("github_links");
        builder.HasKey(l => l.UserId);
        builder.Property(l => l.GitHubId).ValueGeneratedNever();
        builder.HasIndex(l => l.GitHubId).IsUnique();
        builder.HasOne<User>().WithOne().HasForeignKey<GitHubLink>(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
