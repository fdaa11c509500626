using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs.Policies;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Runs;

/// <summary>The tables of runs.</summary>
internal sealed class RunConfiguration
    : IEntityTypeConfiguration<Run>,
        IEntityTypeConfiguration<RunTransition>,
        IEntityTypeConfiguration<JournalEntry>,
        IEntityTypeConfiguration<RunFile>
{
    /// <summary>Most characters of a message or a comment.</summary>
    public const int LongestComment = 1000;

    /// <summary>Most characters of what a problem tells.</summary>
    public const int LongestDetail = 4000;

    /// <summary>Most characters of the JSON of approvals, or of how a plan stands to its policy.</summary>
    public const int LongestPolicies = 40_000;

    /// <summary>Most characters of an action, or of the name of an attribute.</summary>
    public const int LongestWord = 256;

    /// <summary>Most characters of a resource's address or id.</summary>
    public const int LongestAddress = 2000;

    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("runs");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.ProjectId, r.Id });
        builder.HasIndex(r => new { r.WorkspaceId, r.Status });
        builder.HasIndex(r => new { r.Status, r.LeaseUntil });
        builder.Property(r => r.Message).HasMaxLength(LongestComment);
        builder.Property(r => r.PlanArguments).HasMaxLength(Configurations.PlanArguments.Longest);
        builder.Property(r => r.ProblemDetail).HasMaxLength(LongestDetail);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.IsSpeculative);
        builder
            .Property(r => r.Images)
            .HasConversion<JsonColumn<string>, ListComparer<string>>()
            .HasMaxLength(LongestPolicies);
        builder
            .Property(r => r.Policies)
            .HasConversion<JsonColumn<PolicyResult>, ListComparer<PolicyResult>>()
            .HasMaxLength(LongestPolicies);
        builder
            .Property(r => r.Approvals)
            .HasConversion<JsonColumn<RunApproval>, ListComparer<RunApproval>>()
            .HasMaxLength(LongestPolicies);
        builder.OwnsOne(r => r.Pins);
        builder.OwnsOne(
            r => r.Changes,
            changes =>
            {
                changes.Property(c => c.CostBefore).HasPrecision(38, 12);
                changes.Property(c => c.CostAfter).HasPrecision(38, 12);
            }
        );
        builder.HasMany(r => r.Transitions).WithOne().HasForeignKey(t => t.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(r => r.Transitions).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Workspace>().WithMany().HasForeignKey(r => r.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunTransition> builder)
    {
        builder.ToTable("run_transitions");
        builder.HasKey(t => new { t.RunId, t.Sequence });
        builder.Property(t => t.Comment).HasMaxLength(LongestComment);
    }

    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("run_journal");
        builder.HasKey(j => new
        {
            j.RunId,
            j.Epoch,
            j.Line,
        });
        builder.Property(j => j.Address).HasMaxLength(LongestAddress);
        builder.Property(j => j.IdValue).HasMaxLength(LongestAddress);
        builder.HasOne<Run>().WithMany().HasForeignKey(j => j.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RunFile> builder)
    {
        builder.ToTable("run_files");
        builder.HasKey(f => new { f.RunId, f.Kind });
        builder.Property(f => f.Key).HasMaxLength(512);
        builder.Property(f => f.SealedKey).HasMaxLength(1024);
        builder.HasOne<Run>().WithMany().HasForeignKey(f => f.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
