namespace Infrar.Providers.Hetzner;

/// <summary>A type of Hetzner's cloud servers.</summary>
/// <param name="Name">Hetzner's name, lower case.</param>
/// <param name="Cpu">Virtual processors.</param>
/// <param name="MemoryMiB">Memory, MiB.</param>
/// <param name="Architecture"><c>x86-64</c> or <c>arm64</c>.</param>
/// <param name="IsEverywhere">Whether it is sold outside Europe too.</param>
internal sealed record ServerType(string Name, decimal Cpu, int MemoryMiB, string Architecture, bool IsEverywhere);

/// <summary>Hetzner's server types, from cheap to dear in Europe; the dedicated ones last.</summary>
internal static class ServerTypes
{
    private static readonly ServerType[] All =
    [
        new("cx23", 2, 4096, "x86-64", false),
        new("cx33", 4, 8192, "x86-64", false),
        new("cx43", 8, 16384, "x86-64", false),
        new("cpx22", 2, 4096, "x86-64", false),
        new("cx53", 16, 32768, "x86-64", false),
        new("cpx32", 4, 8192, "x86-64", false),
        new("cax11", 2, 4096, "arm64", false),
        new("cax21", 4, 8192, "arm64", false),
        new("cax31", 8, 16384, "arm64", false),
        new("ccx13", 2, 8192, "x86-64", true),
        new("ccx23", 4, 16384, "x86-64", true),
        new("ccx33", 8, 32768, "x86-64", true),
        new("ccx43", 16, 65536, "x86-64", true),
        new("ccx53", 32, 131072, "x86-64", true),
        new("ccx63", 48, 196608, "x86-64", true),
    ];

    /// <summary>The type of that name in a location, or null.</summary>
    internal static ServerType? Find(string name, bool inEurope) =>
        Array.Find(All, t => t.Name == name && (inEurope || t.IsEverywhere));

    /// <summary>The cheapest type that has at least so much; null when none has.</summary>
    internal static ServerType? Smallest(decimal cpu, int memoryMiB, string architecture, bool inEurope) =>
        Array.Find(
            All,
            t =>
                t.Cpu >= cpu
                && t.MemoryMiB >= memoryMiB
                && t.Architecture == architecture
                && (inEurope || t.IsEverywhere)
        );

    /// <summary>Names that somebody may choose from in a location.</summary>
    internal static IEnumerable<string> Names(bool inEurope) =>
        All.Where(t => inEurope || t.IsEverywhere).Select(t => t.Name);
}
