namespace Infrar.Providers.DigitalOcean;

/// <summary>Sizes of managed database nodes with shared processors, from small to large.</summary>
internal static class DatabaseSizes
{
    private static readonly (string Slug, decimal Cpu, int MemoryMiB)[] All =
    [
        ("db-s-1vcpu-1gb", 1, 1024),
        ("db-s-1vcpu-2gb", 1, 2048),
        ("db-s-2vcpu-4gb", 2, 4096),
        ("db-s-4vcpu-8gb", 4, 8192),
        ("db-s-6vcpu-16gb", 6, 16384),
        ("db-s-8vcpu-32gb", 8, 32768),
        ("db-s-16vcpu-64gb", 16, 65536),
    ];

    /// <summary>The size that somebody chose, else the smallest that fits; null when none does.</summary>
    internal static string? For(string chosen, decimal cpu, int memoryMiB)
    {
        foreach (var (slug, hasCpu, hasMemoryMiB) in All)
        {
            if (chosen.Length > 0 ? slug == chosen : hasCpu >= cpu && hasMemoryMiB >= memoryMiB)
            {
                return slug;
            }
        }

        return null;
    }

    /// <summary>Why no size will do, for a size that was not found.</summary>
    internal static string Missing(string chosen) =>
        chosen.Length > 0
            ? $"DigitalOcean has no database size '{chosen}'. Name one of: {string.Join(", ", All.Select(s => s.Slug))}."
            : "DigitalOcean's largest shared database size has 16 vCPU and 64 GiB; lower 'cpu' or 'memory'.";
}
