using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Local;

/// <summary>Which port of this computer leads to which component: stated ones first, then the usual or the next free one.</summary>
internal static class HostPorts
{
    internal const int StaticSite = 3000;

    /// <summary>Component to port; components that no port leads to are left out.</summary>
    internal static ImmutableDictionary<string, int> Of(Site site)
    {
        var local = site.ComponentsOn("local").Where(c => ContainerPort(c) > 0).ToList();
        var ports = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<int> { StandIn.PortOf(site) };
        foreach (var component in local)
        {
            if (LocalOptions.Of(component, site).Port is { } stated)
            {
                ports[component.Name] = stated;
                taken.Add(stated);
            }
        }

        foreach (var component in local.Where(c => !ports.ContainsKey(c.Name)))
        {
            var port = ContainerPort(component);
            while (!taken.Add(port))
            {
                port = port == 65535 ? 1024 : port + 1;
            }

            ports[component.Name] = port;
        }

        return ports.ToImmutable();
    }

    /// <summary>The port that a component listens on in its container; 0 for none, or for one reached at the stand-in.</summary>
    internal static int ContainerPort(Component component) =>
        component.Kind switch
        {
            ComponentKind.StaticSite => StaticSite,
            ComponentKind.Service => ((Workload)component).Port,
            ComponentKind.PostgreSql => 5432,
            ComponentKind.Redis => 6379,
            ComponentKind.ContainerRegistry => 5000,
            ComponentKind.Worker
            or ComponentKind.ScheduledJob
            or ComponentKind.Sidecar
            or ComponentKind.ObjectStore
            or ComponentKind.Secrets => 0,
        };
}
