using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Workspaces;

/// <summary>A value for a variable of a workspace's configuration.</summary>
internal sealed class WorkspaceVariable
{
    /// <summary>Most characters of a value.</summary>
    public const int Longest = 16 * 1024;

    public Id<Workspace> WorkspaceId { get; private init; }

    public Id<Project> ProjectId { get; private init; }

    /// <summary>As the configuration names it.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Its value, sealed; every value is, for who marks one as sensitive later need not have leaked it before.</summary>
    public byte[] SealedValue { get; private set; } = [];

    /// <summary>Whether it is never shown again.</summary>
    public bool IsSensitive { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public static WorkspaceVariable Of(Workspace workspace, string name) =>
        new()
        {
            WorkspaceId = workspace.Id,
            ProjectId = workspace.ProjectId,
            Name = name,
        };

    /// <summary>Takes the place of what it was.</summary>
    public void Set(byte[] sealedValue, bool isSensitive, string by, DateTimeOffset now) =>
        (SealedValue, IsSensitive, ChangedBy, ChangedAt) = (sealedValue, isSensitive, by, now);
}

/// <summary>The values of a workspace's variables.</summary>
internal sealed class WorkspaceVariables(PlatformContext records, Sealing sealing, TimeProvider time)
{
    /// <summary>Sets one; saved by the caller.</summary>
    public async Task SetAsync(
        Workspace workspace,
        string name,
        string value,
        bool isSensitive,
        string by,
        CancellationToken cancellationToken
    )
    {
        var variable = await records
            .Set<WorkspaceVariable>()
            .FirstOrDefaultAsync(v => v.WorkspaceId == workspace.Id && v.Name == name, cancellationToken);
        if (variable is null)
        {
            variable = WorkspaceVariable.Of(workspace, name);
            records.Add(variable);
        }

        var plain = System.Text.Encoding.UTF8.GetBytes(value);
        variable.Set(
            await sealing.SealAsync(
                workspace.ProjectId.Value,
                SealedName(workspace.Id, name),
                plain,
                cancellationToken
            ),
            isSensitive,
            by,
            time.GetUtcNow()
        );
    }

    /// <summary>All of them, by name.</summary>
    public async Task<List<(string Name, string Value, bool IsSensitive)>> ReadAsync(
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    )
    {
        var rows = await records
            .Set<WorkspaceVariable>()
            .AsNoTracking()
            .Where(v => v.WorkspaceId == workspace)
            .ToListAsync(cancellationToken);
        var read = new List<(string, string, bool)>();
        foreach (var row in rows.OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            var plain = await sealing.OpenAsync(
                row.ProjectId.Value,
                SealedName(row.WorkspaceId, row.Name),
                row.SealedValue,
                cancellationToken
            );
            read.Add((row.Name, System.Text.Encoding.UTF8.GetString(plain), row.IsSensitive));
        }

        return read;
    }

    private static string SealedName(Id<Workspace> workspace, string name) => $"variable/{workspace}/{name}";
}

/// <summary>The table of <see cref="WorkspaceVariable"/>.</summary>
internal sealed class WorkspaceVariableConfiguration : IEntityTypeConfiguration<WorkspaceVariable>
{
    public void Configure(EntityTypeBuilder<WorkspaceVariable> builder)
    {
        builder.ToTable("workspace_variables");
        builder.HasKey(v => new { v.WorkspaceId, v.Name });
        builder.HasOne<Workspace>().WithMany().HasForeignKey(v => v.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
