using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Providers.Aws.Data;

/// <summary>A size that a cache node comes in.</summary>
/// <param name="Name">As AWS names it.</param>
/// <param name="MemoryMiB">Memory that data can fill, MiB, before what is kept free for snapshots and fail-over.</param>
internal sealed record ElastiCacheNode(string Name, int MemoryMiB)
{
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html, redis maxmemory by node type.
    // Smallest first; of equals, the one that Redis has run on longest.
    private static readonly ImmutableArray<ElastiCacheNode> Known =
    [
        new("cache.t3.micro", 512),
        new("cache.t4g.micro", 512),
        new("cache.t3.small", 1403),
        new("cache.t4g.small", 1403),
        new("cache.t3.medium", 3164),
        new("cache.t4g.medium", 3164),
        new("cache.m6g.large", 6533),
        new("cache.m7g.large", 6533),
        new("cache.m6g.xlarge", 13240),
        new("cache.m7g.xlarge", 13240),
        new("cache.r6g.large", 13383),
        new("cache.r7g.large", 13383),
        new("cache.r6g.xlarge", 26952),
        new("cache.r7g.xlarge", 26952),
    ];

    /// <summary>The node of that name, or null when its size is not known here.</summary>
    public static ElastiCacheNode? Find(string name) => Known.FirstOrDefault(n => n.Name == name);

    /// <summary>The smallest node with that much memory, or null when none has.</summary>
    public static ElastiCacheNode? Smallest(int memoryMiB) => Known.FirstOrDefault(n => n.MemoryMiB >= memoryMiB);

    /// <summary>What it has, for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({MemoryMiB} MiB)");
}
