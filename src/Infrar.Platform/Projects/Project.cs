using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Projects;

/// <summary>A team's system: its manifest, and what hangs on it.</summary>
internal sealed class Project : IIdentified
{
    public static string Prefix => "prj";

    public Id<Project> Id { get; private init; }

    public Id<Team> TeamId { get; private init; }

    /// <summary>The project in addresses; unique within its team.</summary>
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Where the project's data may lie, such as <c>eu</c>; null for anywhere.</summary>
    public string? Residency { get; private set; }

    /// <summary>The text of <c>infrar.yaml</c>; empty until there is one.</summary>
    public string Manifest { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Rises with every change; the ETag.</summary>
    public int Version { get; private set; } = 1;

    public static Project Create(Id<Team> team, string slug, string name, string? residency, TimeProvider time) =>
        new()
        {
            Id = Id<Project>.New(time),
            TeamId = team,
            Slug = slug,
            Name = name,
            Residency = residency,
            CreatedAt = time.GetUtcNow(),
            ChangedAt = time.GetUtcNow(),
        };

    /// <summary>Changes what the project is called and where its data may lie.</summary>
    public void Describe(string slug, string name, string? residency, DateTimeOffset now)
    {
        (Slug, Name, Residency) = (slug, name, residency);
        Change(now);
    }

    /// <summary>Puts a manifest in the place of the one before.</summary>
    public void WriteManifest(string text, DateTimeOffset now)
    {
        Manifest = text;
        Change(now);
    }

    /// <summary>Marks a change of what belongs to the project.</summary>
    public void Change(DateTimeOffset now)
    {
        ChangedAt = now;
        Version++;
    }
}

/// <summary>A manifest as it once stood; what a project can go back to.</summary>
internal sealed class ManifestVersion
{
    public Id<Project> ProjectId { get; private init; }

    /// <summary>The project's version that it came with.</summary>
    public int Version { get; private init; }

    public string Text { get; private init; } = "";

    public string AuthorId { get; private init; } = "";

    public DateTimeOffset WrittenAt { get; private init; }

    public static ManifestVersion Of(Project project, string author) =>
        new()
        {
            ProjectId = project.Id,
            Version = project.Version,
            Text = project.Manifest,
            AuthorId = author,
            WrittenAt = project.ChangedAt,
        };
}

/// <summary>The hosting option that a team has chosen for an environment.</summary>
internal sealed class StrategyChoice
{
    public Id<Project> ProjectId { get; private init; }

    public string Environment { get; private init; } = "";

    public string Strategy { get; private set; } = "";

    public DateTimeOffset ChosenAt { get; private set; }

    public string ChosenBy { get; private set; } = "";

    public static StrategyChoice Of(Id<Project> project, string environment) =>
        new() { ProjectId = project, Environment = environment };

    public void Choose(string strategy, string by, DateTimeOffset now) =>
        (Strategy, ChosenBy, ChosenAt) = (strategy, by, now);
}

/// <summary>A slug that a project had before; addresses with it still lead to the project.</summary>
internal sealed class FormerSlug
{
    public Id<Team> TeamId { get; private init; }

    public string Slug { get; private init; } = "";

    public Id<Project> ProjectId { get; private init; }

    public static FormerSlug Of(Project project) =>
        new()
        {
            TeamId = project.TeamId,
            Slug = project.Slug,
            ProjectId = project.Id,
        };
}

/// <summary>The tables of projects.</summary>
internal sealed class ProjectConfiguration
    : IEntityTypeConfiguration<Project>,
        IEntityTypeConfiguration<ManifestVersion>,
        IEntityTypeConfiguration<StrategyChoice>,
        IEntityTypeConfiguration<FormerSlug>
{
    /// <summary>Most characters of a manifest.</summary>
    public const int LongestManifest = 1024 * 1024;

    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects");
        builder.HasKey(p => p.Id);
        builder.HasIndex(p => new { p.TeamId, p.Slug }).IsUnique();
        builder.HasIndex(p => p.Slug);
        builder.Property(p => p.Manifest).HasMaxLength(LongestManifest);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<Team>().WithMany().HasForeignKey(p => p.TeamId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ManifestVersion> builder)
    {
        builder.ToTable("manifest_versions");
        builder.HasKey(m => new { m.ProjectId, m.Version });
        builder.Property(m => m.Text).HasMaxLength(LongestManifest);
        builder.HasOne<Project>().WithMany().HasForeignKey(m => m.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StrategyChoice> builder)
    {
        builder.ToTable("strategy_choices");
        builder.HasKey(c => new { c.ProjectId, c.Environment });
        builder.HasOne<Project>().WithMany().HasForeignKey(c => c.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FormerSlug> builder)
    {
        builder.ToTable("former_slugs");
        builder.HasKey(s => new { s.TeamId, s.Slug });
        builder.HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
