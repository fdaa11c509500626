using Infrar.Core.Images;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Projects;
using Infrar.Platform.Releases;
using Infrar.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds;

/// <summary>Removes images that no environment runs and none would return to, once they are older than their project keeps them.</summary>
/// <remarks>What is removed is the manifest, with every tag that leads to it, and what is said of it; the registry frees the layers in its own time.</remarks>
internal sealed partial class ImageRetention(
    PlatformContext records,
    ImageRegistries registries,
    TimeProvider time,
    ILogger<ImageRetention> log
)
{
    /// <summary>Removes what is due of every project that says for how long it keeps images.</summary>
    /// <returns>How many images went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var rules = await records
            .Set<ProjectRegistry>()
            .AsNoTracking()
            .Where(r => r.KeepDays > 0)
            .ToListAsync(cancellationToken);
        foreach (var rule in rules)
        {
            try
            {
                removed += await SweepAsync(rule, cancellationToken);
            }
            catch (RegistryException fault)
            {
                Log.NotRemoved(log, fault, rule.ProjectId.Value);
            }
        }

        return removed;
    }

    private async Task<int> SweepAsync(ProjectRegistry rule, CancellationToken cancellationToken)
    {
        if (!(await registries.OfAsync(rule.ProjectId, cancellationToken)).Succeeded(out var place, out _))
        {
            return 0;
        }

        var before = time.GetUtcNow().AddDays(-rule.KeepDays);
        var builds = await records
            .Set<Build>()
            .AsNoTracking()
            .Where(b => b.ProjectId == rule.ProjectId && b.Status == BuildStatus.Built)
            .ToListAsync(cancellationToken);
        var kept = await NeededAsync(rule.ProjectId, cancellationToken);
        kept.UnionWith(builds.Where(b => b.ChangedAt >= before).SelectMany(b => b.Images).Select(i => i.Reference));
        var removed = 0;
        foreach (
            var reference in builds
                .Where(b => b.ChangedAt < before)
                .SelectMany(b => b.Images)
                .Select(i => i.Reference)
                .Distinct(StringComparer.Ordinal)
                .Where(r => !kept.Contains(r))
        )
        {
            // What was pushed elsewhere before the project named this registry is not this one's to remove.
            if (ImageReference.TryParse(reference, out var image) && image.Registry == place.Host)
            {
                removed += await RemoveAsync(image, place, cancellationToken) ? 1 : 0;
            }
        }

        return removed;
    }

    // What runs, what is about to, and for each environment the newest that it would return to.
    private async Task<HashSet<string>> NeededAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var releases = await records
            .Set<Release>()
            .AsNoTracking()
            .Where(r => r.ProjectId == project && r.Status != ReleaseStatus.Failed)
            .OrderByDescending(r => r.Id)
            .ToListAsync(cancellationToken);
        var runs = await records
            .Set<Run>()
            .AsNoTracking()
            .Where(r => r.ProjectId == project && r.Status != RunStatus.Errored && r.Status != RunStatus.Canceled)
            .Where(r => r.Status != RunStatus.Discarded && r.Status != RunStatus.PlannedAndFinished)
            .Where(r => r.Status != RunStatus.Applied && r.Status != RunStatus.Recovered)
            .ToListAsync(cancellationToken);
        return releases
            .Where(r => r.Status is not ReleaseStatus.Superseded)
            .Concat(releases.GroupBy(r => r.WorkspaceId).Select(Release.Before).OfType<Release>())
            .SelectMany(r => r.Images.Select(i => i.Reference))
            .Concat(runs.SelectMany(r => r.Images))
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task<bool> RemoveAsync(ImageReference image, RegistryPlace place, CancellationToken cancellationToken)
    {
        using var client = registries.Client(place);
        if (await client.FindManifestAsync(image.Repository, image.Digest, cancellationToken) is null)
        {
            return false;
        }

        // The image first: while it is there, so is what is said of it.
        var isRemoved = await client.DeleteManifestAsync(image.Repository, image.Digest, cancellationToken);
        foreach (var kind in isRemoved ? (string[])["sig", "att"] : [])
        {
            var said = await client.FindManifestAsync(
                image.Repository,
                Attestations.TagOf(image.Digest, kind),
                cancellationToken
            );
            if (said is not null)
            {
                await client.DeleteManifestAsync(image.Repository, said.Digest, cancellationToken);
            }
        }

        return isRemoved;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Old images of {Project} could not be removed; it is tried again tomorrow")]
        public static partial void NotRemoved(ILogger log, Exception fault, string project);
    }
}
