using System.Globalization;
using Infrar.Core.Manifests;

namespace Infrar.Core.Topology;

/// <summary>Short words for a picture: kinds, sizes, protocols.</summary>
internal static class TopologyText
{
    /// <summary>Parts of a detail, which a renderer may set on lines of their own.</summary>
    internal const string Separator = " · ";

    /// <summary>How much of it there is; empty when nothing about that is stated.</summary>
    internal static string SizeOf(Component component) =>
        component switch
        {
            ScheduledJob j => $"at {j.Schedule}, {j.TimeZone}",
            Workload w => Copies(w.Scaling) + Compute(w.Cpu, w.MemoryMiB),
            PostgreSql p => string.Create(
                CultureInfo.InvariantCulture,
                $"v{p.Version}, {p.Storage.SizeGiB} GiB, {Zones(p.Availability)}"
            ),
            Redis r => $"v{r.Version}, {Memory(r.MemoryMiB)}{Plural(r.Replicas, "replica")}",
            SecretStore s => Count(s.Entries.Length, "entry", "entries"),
            StaticSite { Domains: [var domain, ..] } => domain,
            _ => "",
        };

    /// <summary>Protocol and port at which a component answers; empty when there is one thing to say too few.</summary>
    internal static string ProtocolOf(Component component) =>
        component switch
        {
            PostgreSql => "PostgreSQL 5432",
            Redis => "Redis 6379",
            Workload { Port: > 0 } w => string.Create(CultureInfo.InvariantCulture, $"HTTP {w.Port}"),
            ObjectStore or SecretStore or ContainerRegistry or StaticSite => "HTTPS 443",
            _ => "",
        };

    internal static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Copies(Scaling scaling) =>
        (scaling.Min, scaling.Max) switch
        {
            (1, 1) => "",
            var (min, max) when min == max => string.Create(CultureInfo.InvariantCulture, $"{min} × "),
            var (min, max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max} × "),
        };

    private static string Compute(decimal cpu, int memoryMiB) =>
        cpu == 0
            ? (memoryMiB == 0 ? "1 copy" : Memory(memoryMiB))
            : string.Create(CultureInfo.InvariantCulture, $"{cpu:0.###} vCPU, {Memory(memoryMiB)}");

    private static string Memory(int mebibytes) =>
        mebibytes >= 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{mebibytes / 1024m:0.##} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{mebibytes} MiB");

    private static string Zones(Availability availability) =>
        availability switch
        {
            Availability.SingleZone => "one zone",
            Availability.MultiZone => "standby",
        };

    private static string Plural(int count, string word) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {word}{(count == 1 ? "" : "s")}");
}
