using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Workloads;

/// <summary>Sidecars on hosts that have none, where they run as workloads of their own.</summary>
internal static class Sidecars
{
    /// <summary>The workload that decides the number of copies: the one that a sidecar accompanies, else itself.</summary>
    internal static Workload Companion(Workload workload, Site site) =>
        workload is Sidecar sidecar && site.System[sidecar.Of] is Workload of ? of : workload;

    /// <summary>How many copies run: as many sidecars as copies of what they accompany.</summary>
    internal static Scaling ScalingOf(Workload workload, Site site) => Companion(workload, site).Scaling;
}
