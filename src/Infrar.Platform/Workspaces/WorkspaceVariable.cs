using System.Text.RegularExpressions;
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

    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 128;

    /// <summary>Most variables of a workspace.</summary>
    public const int Most = 200;

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
internal sealed partial class WorkspaceVariables(PlatformContext records, Sealing sealing, TimeProvider time)
{
    /// <summary>Whether a text can be the name of a variable, as OpenTofu has them.</summary>
    public static bool IsName(string text) =>
        text.Length <= WorkspaceVariable.LongestName && Identifier().IsMatch(text);

    /// <summary>Sets one; saved by the caller.</summary>
    public async Task<WorkspaceVariable> SetAsync(
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
        return variable;
    }

    /// <summary>All of them, by name, to be shown: what is sensitive has no value.</summary>
    public async Task<List<(WorkspaceVariable Variable, string? Value)>> ListAsync(
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    )
    {
        var rows = await RowsAsync(workspace, cancellationToken);
        var shown = new List<(WorkspaceVariable, string?)>();
        foreach (var row in rows)
        {
            shown.Add((row, row.IsSensitive ? null : await OpenAsync(row, cancellationToken)));
        }

        return shown;
    }

    /// <summary>All of them, by name.</summary>
    public async Task<List<(string Name, string Value, bool IsSensitive)>> ReadAsync(
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    )
    {
        var read = new List<(string, string, bool)>();
        foreach (var row in await RowsAsync(workspace, cancellationToken))
        {
            read.Add((row.Name, await OpenAsync(row, cancellationToken), row.IsSensitive));
        }

        return read;
    }

    private async Task<IEnumerable<WorkspaceVariable>> RowsAsync(
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    ) =>
        (
            await records
                .Set<WorkspaceVariable>()
                .AsNoTracking()
                .Where(v => v.WorkspaceId == workspace)
                .ToListAsync(cancellationToken)
        ).OrderBy(v => v.Name, StringComparer.Ordinal);

    private async Task<string> OpenAsync(WorkspaceVariable row, CancellationToken cancellationToken) =>
        System.Text.Encoding.UTF8.GetString(
            await sealing.OpenAsync(
                row.ProjectId.Value,
                SealedName(row.WorkspaceId, row.Name),
                row.SealedValue,
                cancellationToken
            )
        );

    /// <summary>What a value is sealed for.</summary>
    internal static string SealedName(Id<Workspace> workspace, string name) => $"variable/{workspace}/{name}";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
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
