using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.DigitalOcean;

/// <summary>A size of App Platform's containers.</summary>
/// <param name="Slug">DigitalOcean's name.</param>
/// <param name="Cpu">Virtual processors.</param>
/// <param name="MemoryMiB">Memory, MiB.</param>
/// <param name="IsDedicated">Whether the processors are its own; only these scale by themselves.</param>
internal sealed record AppSize(string Slug, decimal Cpu, int MemoryMiB, bool IsDedicated);

/// <summary>App Platform's container sizes, from small to large.</summary>
internal static class AppSizes
{
    private static readonly AppSize[] All =
    [
        // The two smallest shared sizes run a single container each, so they serve nothing that has copies.
        new("apps-s-1vcpu-0.5gb", 1, 512, false),
        new("apps-s-1vcpu-1gb", 1, 1024, false),
        new("apps-s-1vcpu-2gb", 1, 2048, false),
        new("apps-s-2vcpu-4gb", 2, 4096, false),
        new("apps-d-1vcpu-0.5gb", 1, 512, true),
        new("apps-d-1vcpu-1gb", 1, 1024, true),
        new("apps-d-1vcpu-2gb", 1, 2048, true),
        new("apps-d-1vcpu-4gb", 1, 4096, true),
        new("apps-d-2vcpu-4gb", 2, 4096, true),
        new("apps-d-2vcpu-8gb", 2, 8192, true),
        new("apps-d-4vcpu-8gb", 4, 8192, true),
        new("apps-d-4vcpu-16gb", 4, 16384, true),
        new("apps-d-8vcpu-32gb", 8, 32768, true),
    ];

    /// <summary>The size that somebody chose, else the smallest that fits and can scale as asked; null when none does.</summary>
    internal static AppSize? For(Workload workload, Site site) =>
        site.AssignmentOf(workload).Size is { Length: > 0 } slug
            ? Array.Find(All, s => s.Slug == slug)
            : Array.Find(All, s => Fits(s, workload, site));

    /// <summary>Why no size will do.</summary>
    internal static IEnumerable<string> Obstacles(Workload workload, Site site)
    {
        var chosen = site.AssignmentOf(workload).Size;
        var size = For(workload, site);
        if (size is null)
        {
            yield return chosen.Length > 0
                ? $"App Platform has no size '{chosen}'. Name one of: {string.Join(", ", All.Select(s => s.Slug))}."
                : "App Platform's largest size has 8 vCPU and 32 GiB; lower 'cpu' or 'memory'.";
        }
        else if (!size.IsDedicated && workload.Scaling.IsElastic)
        {
            yield return $"App Platform scales only sizes with dedicated processors: 'size: {size.Slug}' is shared. Name one "
                + "that begins with apps-d, or equal 'min' and 'max' in 'scaling'.";
        }
    }

    private static bool Fits(AppSize size, Workload workload, Site site)
    {
        var scaling = Sidecars.ScalingOf(workload, site);
        return size.Cpu >= workload.Cpu
            && size.MemoryMiB >= workload.MemoryMiB
            && (size.IsDedicated || !scaling.IsElastic)
            && (size.MemoryMiB > 512 || scaling.Max == 1);
    }
}
