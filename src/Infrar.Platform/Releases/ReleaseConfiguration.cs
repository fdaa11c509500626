using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Releases;

/// <summary>The table of releases.</summary>
internal sealed class ReleaseConfiguration : IEntityTypeConfiguration<Release>
{
    /// <summary>Most characters of what a problem tells.</summary>
    public const int LongestDetail = 4000;

    /// <summary>Most characters of the JSON of images or checks.</summary>
    private const int LongestImages = 40_000;

    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.ToTable("releases");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.ProjectId, r.Id });
        builder.HasIndex(r => new { r.WorkspaceId, r.Status });
        builder.HasIndex(r => r.RunId);
        builder.HasIndex(r => new { r.Status, r.NextCheckAt });
        builder.Property(r => r.ProblemDetail).HasMaxLength(LongestDetail);
        builder.Property(r => r.LastCheck).HasMaxLength(LongestDetail);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder
            .Property(r => r.Images)
            .HasConversion<JsonColumn<ReleasedImage>, ListComparer<ReleasedImage>>()
            .HasMaxLength(LongestImages);
        builder
            .Property(r => r.Checks)
            .HasConversion<JsonColumn<string>, ListComparer<string>>()
            .HasMaxLength(LongestImages);
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Workspace>().WithMany().HasForeignKey(r => r.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
