using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Aws.Data;

/// <summary>A repository of images.</summary>
/// <param name="Key">What it is referred to by: its stated name, or the workload that it is for.</param>
/// <param name="Name">Name at AWS.</param>
internal sealed record EcrRepository(string Key, string Name);

/// <summary>Which repositories a registry has, and which of them holds a workload's image. Depends on names alone.</summary>
internal static class EcrRepositories
{
    /// <summary>The stated repositories, else one for each workload without an image of its own, in manifest order.</summary>
    public static ImmutableArray<EcrRepository> Of(ContainerRegistry registry, Site site) =>
        registry.Repositories.IsEmpty
            ?
            [
                .. site
                    .System.Components.OfType<Workload>()
                    .Where(w => w.Image.Length == 0)
                    .Select(w => new EcrRepository(w.Name, AwsNaming.ResourceName(site, w.Name))),
            ]
            : [.. registry.Repositories.Select(r => new EcrRepository(r, r))];

    /// <summary>
    /// The repository of a workload without an image of its own: the one called like it, alone or behind the system's name or a path; else the first, since a
    /// system of one image runs it in several roles.
    /// </summary>
    public static EcrRepository For(ContainerRegistry registry, Component workload, Site site)
    {
        var repositories = Of(registry, site);
        return repositories.FirstOrDefault(r => r.Key == workload.Name)
            ?? repositories.FirstOrDefault(r => r.Key == $"{site.System.Name}-{workload.Name}")
            ?? repositories.FirstOrDefault(r => r.Key.EndsWith($"/{workload.Name}", StringComparison.Ordinal))
            ?? repositories[0];
    }
}
