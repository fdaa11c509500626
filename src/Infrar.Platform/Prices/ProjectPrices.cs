using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Prices;

/// <summary>Which price book a project's estimates are made with, and when somebody is told that prices moved them.</summary>
internal sealed class ProjectPrices
{
    public Id<Project> ProjectId { get; private init; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>The day whose prices hold; null for those in use.</summary>
    public DateOnly? PinnedOn { get; private set; }

    /// <summary>From which change of an estimate on somebody is told, in percent; null for never.</summary>
    public decimal? TellPercent { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public static ProjectPrices Of(Id<Project> project) => new() { ProjectId = project };

    /// <summary>Takes what somebody wants.</summary>
    public void Become(DateOnly? pinnedOn, decimal? tellPercent, string by, DateTimeOffset now)
    {
        (PinnedOn, TellPercent, ChangedBy, ChangedAt) = (pinnedOn, tellPercent, by, now);
        Version++;
    }
}

/// <summary>The table of <see cref="ProjectPrices"/>.</summary>
internal sealed class ProjectPricesConfiguration : IEntityTypeConfiguration<ProjectPrices>
{
    public void Configure(EntityTypeBuilder<ProjectPrices> builder)
    {
        builder.ToTable("project_prices");
        builder.HasKey(p => p.ProjectId);
        builder.HasIndex(p => p.TellPercent);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.TellPercent).HasPrecision(9, 3);
        builder
            .HasOne<Project>()
            .WithOne()
            .HasForeignKey<ProjectPrices>(p => p.ProjectId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
