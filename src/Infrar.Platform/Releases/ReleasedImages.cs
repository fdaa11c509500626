using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Platform.Evaluations;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Releases;

/// <summary>The images that an environment runs, and how they come into what is generated for it.</summary>
internal sealed class ReleasedImages(PlatformContext records)
{
    /// <summary>What the environment runs by its last release that was put in place; empty before the first.</summary>
    public async Task<ImmutableArray<ReleasedImage>> OfAsync(
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    ) =>
        (
            await records
                .Set<Release>()
                .AsNoTracking()
                .Where(r => r.WorkspaceId == workspace)
                .Where(r => r.Status == ReleaseStatus.Live || r.Status == ReleaseStatus.Checking)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(cancellationToken)
        )?.Images
        ?? [];

    /// <summary>The same choice with images in the places of components that run one of the team's own.</summary>
    public static Selected Put(Selected selected, IEnumerable<ReleasedImage> images)
    {
        var by = images.ToDictionary(i => i.Component, i => i.Reference, StringComparer.Ordinal);
        return selected with
        {
            System = selected.System with
            {
                Components =
                [
                    .. selected.System.Components.Select(c =>
                        c is Workload workload && by.TryGetValue(c.Name, out var image)
                            ? workload with
                            {
                                BuiltImage = image,
                            }
                            : c
                    ),
                ],
            },
        };
    }

    /// <summary>Earlier images with newer ones in their places.</summary>
    public static ImmutableArray<ReleasedImage> Over(
        IEnumerable<ReleasedImage> earlier,
        IReadOnlyCollection<ReleasedImage> newer
    ) =>
        [
            .. earlier
                .Where(e => newer.All(n => n.Component != e.Component))
                .Concat(newer)
                .OrderBy(i => i.Component, StringComparer.Ordinal),
        ];
}
