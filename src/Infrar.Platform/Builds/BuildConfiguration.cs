using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Builds;

/// <summary>The tables of builds.</summary>
internal sealed class BuildConfiguration : IEntityTypeConfiguration<Build>, IEntityTypeConfiguration<BuildTransition>
{
    /// <summary>Most characters of a message or a comment.</summary>
    public const int LongestComment = 1000;

    /// <summary>Most characters of what a problem tells.</summary>
    public const int LongestDetail = 4000;

    /// <summary>Most characters of the JSON of images or orders.</summary>
    public const int LongestImages = 400_000;

    public void Configure(EntityTypeBuilder<Build> builder)
    {
        builder.ToTable("builds");
        builder.HasKey(b => b.Id);
        builder.HasIndex(b => new { b.ProjectId, b.Id });
        builder.HasIndex(b => new { b.Status, b.LeaseUntil });
        builder.HasIndex(b => b.UploadId);
        builder.Property(b => b.Message).HasMaxLength(LongestComment);
        builder.Property(b => b.ProblemDetail).HasMaxLength(LongestDetail);
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder
            .Property(b => b.Orders)
            .HasConversion<JsonColumn<BuildOrder>, ListComparer<BuildOrder>>()
            .HasMaxLength(LongestImages);
        builder
            .Property(b => b.Images)
            .HasConversion<JsonColumn<BuiltImage>, ListComparer<BuiltImage>>()
            .HasMaxLength(LongestImages);
        builder.HasMany(b => b.Transitions).WithOne().HasForeignKey(t => t.BuildId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(b => b.Transitions).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<Project>().WithMany().HasForeignKey(b => b.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BuildTransition> builder)
    {
        builder.ToTable("build_transitions");
        builder.HasKey(t => new { t.BuildId, t.Sequence });
        builder.Property(t => t.Comment).HasMaxLength(LongestComment);
    }
}
