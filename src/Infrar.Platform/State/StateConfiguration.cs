using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.State;

/// <summary>The tables of states, their locks, and runs' tokens.</summary>
internal sealed class StateConfiguration
    : IEntityTypeConfiguration<StateVersion>,
        IEntityTypeConfiguration<StateLock>,
        IEntityTypeConfiguration<RunToken>
{
    public void Configure(EntityTypeBuilder<StateVersion> builder)
    {
        builder.ToTable("state_versions");
        builder.HasKey(v => v.Id);
        // Of two writers at once that passed each other unseen, the database lets one through.
        builder.HasIndex(v => new { v.WorkspaceId, v.Number }).IsUnique();
        builder.HasIndex(v => v.ProjectId);
        builder.Property(v => v.FileKey).HasMaxLength(512);
        builder.HasOne<Workspace>().WithMany().HasForeignKey(v => v.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StateLock> builder)
    {
        builder.ToTable("state_locks");
        builder.HasKey(l => l.WorkspaceId);
        builder.Property(l => l.Client).HasMaxLength(LockInfo.Longest);
        builder
            .HasOne<Workspace>()
            .WithOne()
            .HasForeignKey<StateLock>(l => l.WorkspaceId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunToken> builder)
    {
        builder.ToTable("run_tokens");
        builder.HasKey(t => t.TokenHash);
        builder.HasIndex(t => t.RunId);
        builder.HasIndex(t => t.ExpiresAt);
        builder.HasOne<Workspace>().WithMany().HasForeignKey(t => t.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
