using System.IO.Compression;
using Infrar.Platform.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>What a person's export holds of projects.</summary>
internal sealed class ProjectExport(PlatformContext records, FileStores files)
{
    /// <summary>Adds the projects of teams in which the person is alone: what a team shares belongs to its members together.</summary>
    public async Task AddProjectsAsync(ZipArchive archive, string user, CancellationToken cancellationToken)
    {
        var projects = await records
            .Set<Project>()
            .AsNoTracking()
            .Where(p =>
                records.Set<Member>().Any(m => m.TeamId == p.TeamId && m.UserId == user)
                && !records.Set<Member>().Any(m => m.TeamId == p.TeamId && m.UserId != user)
            )
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in projects)
        {
            var project = await records.Set<Project>().AsNoTracking().FirstAsync(p => p.Id == id, cancellationToken);
            var folder = $"projects/{id}";
            await archive.AddAsync($"{folder}/project.json", Of(project), cancellationToken);
            await archive.AddAsync($"{folder}/credentials.json",
                records
                    .Set<Credential>()
                    .Where(c => c.ProjectId == id)
                    .OrderBy(c => c.Name)
                    .Select(c => new
                    {
                        c.Name,
                        c.Kind,
                        c.Fingerprint,
                        c.CreatedAt,
                        c.ChangedAt,
                        c.LastUsedAt,
                    }),
                cancellationToken
            );
            await archive.AddAsync($"{folder}/manifests.json",
                records
                    .Set<ManifestVersion>()
                    .Where(m => m.ProjectId == id)
                    .OrderBy(m => m.Version)
                    .Select(m => new
                    {
                        m.Version,
                        m.WrittenAt,
                        m.Text,
                    }),
                cancellationToken
            );
            await archive.AddAsync($"{folder}/strategies.json",
                records
                    .Set<StrategyChoice>()
                    .Where(c => c.ProjectId == id)
                    .OrderBy(c => c.Environment)
                    .Select(c => new
                    {
                        c.Environment,
                        c.Strategy,
                        c.ChosenAt,
                    }),
                cancellationToken
            );
            await archive.AddAsync($"{folder}/files.json", await FilesAsync(id, cancellationToken), cancellationToken);
        }
    }

    // The files themselves may be many gigabytes; the list says what there is to be downloaded.
    private async Task<object> FilesAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var found = new List<object>();
        foreach (var (name, store) in files.Named())
        {
            string? after = null;
            do
            {
                var page = await store.ListAsync($"{project}/", after, 1000, cancellationToken);
                found.AddRange(
                    page.Files.Select(f => new
                    {
                        Store = name,
                        Name = f.Key.Value,
                        f.Size,
                        f.WrittenAt,
                    })
                );
                after = page.Next;
            } while (after is not null);
        }

        return found;
    }

    private static object Of(Project project) =>
        new
        {
            project.Id,
            Team = project.TeamId,
            project.Slug,
            project.Name,
            project.Residency,
            project.CreatedAt,
            project.ChangedAt,
            project.Manifest,
        };
}
