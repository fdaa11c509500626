using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Runs.Schedules;

/// <summary>What happens to an environment by the clock: looks for drift, and an end.</summary>
internal sealed class WorkspaceSchedule
{
    public Id<Workspace> WorkspaceId { get; private init; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Every how many hours somebody wants to know of drift; null for never.</summary>
    public int? DriftHours { get; private set; }

    /// <summary>When the next look is due; null for never.</summary>
    public DateTimeOffset? DriftDueAt { get; private set; }

    /// <summary>When everything in it is to be destroyed; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Why what was due last could not be begun; null when it could.</summary>
    public string? Problem { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public static WorkspaceSchedule Of(Id<Workspace> workspace) => new() { WorkspaceId = workspace };

    /// <summary>Takes what somebody wants. A look for drift is due at once.</summary>
    public void Become(int? driftHours, DateTimeOffset? expiresAt, string by, DateTimeOffset now)
    {
        if (driftHours != DriftHours)
        {
            DriftDueAt = driftHours is null ? null : now;
        }

        (DriftHours, ExpiresAt, Problem, ChangedBy, ChangedAt) = (driftHours, expiresAt, null, by, now);
        Version++;
    }

    /// <summary>A look for drift begins; the next is due from now on, however many were missed.</summary>
    public void BeginDrift(DateTimeOffset now)
    {
        DriftDueAt = DriftHours is { } hours ? now.AddHours(hours) : null;
        Problem = null;
        Version++;
    }

    /// <summary>Its end begins, once.</summary>
    public void BeginEnd()
    {
        ExpiresAt = null;
        Problem = null;
        Version++;
    }

    /// <summary>What was due could not be begun: the next look for drift is a time later, an end is tried again.</summary>
    public void Fail(bool isEnd, string problem, DateTimeOffset now)
    {
        if (!isEnd)
        {
            BeginDrift(now);
        }

        Problem = RunText.Fit(problem, RunConfiguration.LongestComment);
        Version++;
    }
}

/// <summary>The table of <see cref="WorkspaceSchedule"/>.</summary>
internal sealed class WorkspaceScheduleConfiguration : IEntityTypeConfiguration<WorkspaceSchedule>
{
    public void Configure(EntityTypeBuilder<WorkspaceSchedule> builder)
    {
        builder.ToTable("workspace_schedules");
        builder.HasKey(s => s.WorkspaceId);
        builder.HasIndex(s => s.DriftDueAt);
        builder.HasIndex(s => s.ExpiresAt);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Problem).HasMaxLength(RunConfiguration.LongestComment);
        builder
            .HasOne<Workspace>()
            .WithOne()
            .HasForeignKey<WorkspaceSchedule>(s => s.WorkspaceId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
