using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Credentials;

/// <summary>When a project's secrets were last sealed under a new data key; the key itself lies wrapped with what it seals.</summary>
internal sealed class ProjectKey
{
    public Id<Project> ProjectId { get; private init; }

    public DateTimeOffset RotatedAt { get; private set; }

    public static ProjectKey Of(Id<Project> project) => new() { ProjectId = project };

    public void Rotate(DateTimeOffset now) => RotatedAt = now;
}

/// <summary>The table of <see cref="ProjectKey"/>.</summary>
internal sealed class ProjectKeyConfiguration : IEntityTypeConfiguration<ProjectKey>
{
    public void Configure(EntityTypeBuilder<ProjectKey> builder)
    {
        builder.ToTable("project_keys");
        builder.HasKey(k => k.ProjectId);
        builder
            .HasOne<Project>()
            .WithOne()
            .HasForeignKey<ProjectKey>(k => k.ProjectId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
