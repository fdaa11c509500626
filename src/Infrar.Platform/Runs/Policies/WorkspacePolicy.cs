using System.Text.Json;
using Infrar.Platform.Http;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Runs.Policies;

/// <summary>The policy that somebody gave an environment.</summary>
internal sealed class WorkspacePolicy
{
    public Id<Workspace> WorkspaceId { get; private init; }

    /// <summary>Rises with every change; of two at once, one is refused.</summary>
    public int Version { get; private set; }

    /// <summary>The policy as JSON.</summary>
    public string Content { get; private set; } = "{}";

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What it says.</summary>
    public RunPolicy Policy => JsonSerializer.Deserialize<RunPolicy>(Content, JsonShape.Options)!;

    public static WorkspacePolicy Of(Id<Workspace> workspace) => new() { WorkspaceId = workspace };

    /// <summary>Takes another policy.</summary>
    public void Become(RunPolicy policy, string by, DateTimeOffset now)
    {
        Content = JsonSerializer.Serialize(policy, JsonShape.Options);
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }
}

/// <summary>The table of <see cref="WorkspacePolicy"/>.</summary>
internal sealed class WorkspacePolicyConfiguration : IEntityTypeConfiguration<WorkspacePolicy>
{
    public void Configure(EntityTypeBuilder<WorkspacePolicy> builder)
    {
        builder.ToTable("workspace_policies");
        builder.HasKey(p => p.WorkspaceId);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Content).HasMaxLength(PolicyRequest.LongestJson);
        builder.Ignore(p => p.Policy);
        builder
            .HasOne<Workspace>()
            .WithOne()
            .HasForeignKey<WorkspacePolicy>(p => p.WorkspaceId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
