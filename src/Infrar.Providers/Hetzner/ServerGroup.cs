using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>Components that share one server.</summary>
/// <param name="Name">Name of the group, <c>main</c> unless options say otherwise.</param>
/// <param name="Index">Place among the groups, from 0; decides the private address.</param>
/// <param name="Components">Components in manifest order.</param>
internal sealed record ServerGroup(string Name, int Index, ImmutableArray<Component> Components)
{
    internal const string DefaultName = "main";

    // What the operating system and the container engine take of a server's memory before any component starts.
    private const int SystemMemoryMiB = 512;

    /// <summary>OpenTofu name.</summary>
    internal string TofuName => TofuNames.TofuName(Name);

    /// <summary>Processors that its components need at their least number of copies.</summary>
    internal decimal Cpu(Site site) => Components.Sum(c => NeedOf(c, site).Cpu);

    /// <summary>Memory that its components need at their least number of copies, and the system itself, MiB.</summary>
    internal int MemoryMiB(Site site) => SystemMemoryMiB + Components.Sum(c => NeedOf(c, site).MemoryMiB);

    /// <summary>arm64 where every workload is built for it.</summary>
    internal string Architecture =>
        Components.OfType<Workload>().Any() && Components.OfType<Workload>().All(w => w.Architecture == "arm64")
            ? "arm64"
            : "x86-64";

    /// <summary>Time zone of its first scheduled job; null without one.</summary>
    internal string? TimeZone => Components.OfType<ScheduledJob>().FirstOrDefault()?.TimeZone;

    /// <summary>The size that somebody chose for one of its components; empty for none.</summary>
    internal string ChosenSize(Site site) =>
        Components.Select(c => site.AssignmentOf(c).Size).FirstOrDefault(s => s.Length > 0) ?? "";

    /// <summary>Its server's type; null when none has what it needs.</summary>
    internal ServerType? Type(Site site)
    {
        var inEurope = Locations.IsEuropean(site.SettingsOf("hetzner").Region);
        return ChosenSize(site) is { Length: > 0 } chosen
            ? ServerTypes.Find(chosen, inEurope)
            : ServerTypes.Smallest(Cpu(site), MemoryMiB(site), Architecture, inEurope);
    }

    /// <summary>The groups of a site, in the order of their first components.</summary>
    internal static ImmutableArray<ServerGroup> Of(Site site) =>
        [
            .. site.ComponentsOn("hetzner")
                .Where(c => site.OfferingOf(c) is ServerCompose)
                .GroupBy(c => NameFor(c, site), StringComparer.Ordinal)
                .Select((g, index) => new ServerGroup(g.Key, index, [.. g])),
        ];

    /// <summary>The group that a component belongs to.</summary>
    internal static ServerGroup Of(Component component, Site site) =>
        Of(site).First(g => g.Name == NameFor(component, site));

    /// <summary>Copies that run: the least number, and at least one.</summary>
    internal static int Copies(Workload workload, Site site) => Math.Max(Sidecars.ScalingOf(workload, site).Min, 1);

    private static string NameFor(Component component, Site site) =>
        site.AssignmentOf(component).Options["group"].AsText() ?? DefaultName;

    private static (decimal Cpu, int MemoryMiB) NeedOf(Component component, Site site) =>
        component switch
        {
            Workload w => (w.Cpu * Copies(w, site), w.MemoryMiB * Copies(w, site)),
            PostgreSql p => (p.Cpu, p.MemoryMiB),
            Redis r => (0, r.MemoryMiB),
            _ => (0, 0),
        };
}
