using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Quartz;

namespace Infrar.Platform.Projects;

/// <summary>That a project is gone from the database, and its files and secrets have yet to go.</summary>
internal sealed class ProjectRemains
{
    public Id<Project> ProjectId { get; private init; }

    /// <summary>When the project was deleted.</summary>
    public DateTimeOffset Since { get; private init; }

    public static ProjectRemains Of(Id<Project> project, DateTimeOffset now) =>
        new() { ProjectId = project, Since = now };
}

/// <summary>Clears away what deleted projects leave in the stores and the vault, as often as it takes.</summary>
/// <remarks>
/// The row is written with the deletion itself, so nothing is forgotten when a store or the vault does not answer. It stays for
/// <see cref="CredentialVault.Leftover"/>: what a request was just storing when the project went is cleared by the run after that.
/// </remarks>
internal sealed partial class ProjectClearing(
    PlatformContext records,
    FileStores files,
    CredentialVault vault,
    TimeProvider time,
    ILogger<ProjectClearing> log
) : IJob
{
    /// <summary>Takes note of a project that is about to go; saved by the caller, with the deletion.</summary>
    public void Note(Id<Project> project) => records.Add(ProjectRemains.Of(project, time.GetUtcNow()));

    /// <summary>Clears what a project left; what fails is left to the next run.</summary>
    public async Task ClearAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (_, store) in files.Named())
            {
                await ClearAsync(store, project, cancellationToken);
            }

            await vault.EraseAsync(project, cancellationToken);
            var before = time.GetUtcNow() - CredentialVault.Leftover;
            await records
                .Set<ProjectRemains>()
                .Where(r => r.ProjectId == project && r.Since < before)
                .ExecuteDeleteAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotCleared(log, fault, project.Value);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var left = await records.Set<ProjectRemains>().Select(r => r.ProjectId).ToListAsync(cancellationToken);
        foreach (var project in left)
        {
            await ClearAsync(project, cancellationToken);
        }
    }

    private static async Task ClearAsync(IFileStore store, Id<Project> project, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.ListAsync($"{project}/", after, 1000, cancellationToken);
            foreach (var file in page.Files)
            {
                await store.DeleteAsync(file.Key, cancellationToken);
            }

            after = page.Next;
        } while (after is not null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What {Project} left could not be cleared; it is tried again")]
        public static partial void NotCleared(ILogger log, Exception fault, string project);
    }
}

/// <summary>The table of <see cref="ProjectRemains"/>.</summary>
internal sealed class ProjectRemainsConfiguration : IEntityTypeConfiguration<ProjectRemains>
{
    public void Configure(EntityTypeBuilder<ProjectRemains> builder)
    {
        builder.ToTable("project_remains");
        builder.HasKey(r => r.ProjectId);
    }
}
