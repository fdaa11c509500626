using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Workspaces;

/// <summary>The table of workspaces.</summary>
internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 500;

    public void Configure(EntityTypeBuilder<Workspace> builder)
    {
        builder.ToTable("workspaces");
        builder.HasKey(w => w.Id);
        builder.HasIndex(w => new { w.ProjectId, w.Environment }).IsUnique();
        builder.Property(w => w.LockReason).HasMaxLength(LongestReason);
        builder.Property(w => w.HeldWhy).HasMaxLength(2000);
        builder.Property(w => w.Version).IsConcurrencyToken();
        builder.Ignore(w => w.Lock);
        builder.HasOne<Project>().WithMany().HasForeignKey(w => w.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
