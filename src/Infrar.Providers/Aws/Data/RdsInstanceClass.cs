using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Providers.Aws.Data;

/// <summary>A size that a database server comes in.</summary>
/// <param name="Name">As AWS names it.</param>
/// <param name="Cpu">Virtual processors.</param>
/// <param name="MemoryMiB">Memory, MiB.</param>
internal sealed record RdsInstanceClass(string Name, int Cpu, int MemoryMiB)
{
    private const int GiB = 1024;

    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
    // Smallest first; of equals, the one that PostgreSQL has run on longest.
    private static readonly ImmutableArray<RdsInstanceClass> Known =
    [
        new("db.t3.micro", 2, 1 * GiB),
        new("db.t4g.micro", 2, 1 * GiB),
        new("db.t3.small", 2, 2 * GiB),
        new("db.t4g.small", 2, 2 * GiB),
        new("db.t3.medium", 2, 4 * GiB),
        new("db.t4g.medium", 2, 4 * GiB),
        new("db.t3.large", 2, 8 * GiB),
        new("db.t4g.large", 2, 8 * GiB),
        new("db.m5.large", 2, 8 * GiB),
        new("db.m6g.large", 2, 8 * GiB),
        new("db.m6i.large", 2, 8 * GiB),
        new("db.m7g.large", 2, 8 * GiB),
        new("db.r5.large", 2, 16 * GiB),
        new("db.r6g.large", 2, 16 * GiB),
        new("db.r6i.large", 2, 16 * GiB),
        new("db.r7g.large", 2, 16 * GiB),
        new("db.t3.xlarge", 4, 16 * GiB),
        new("db.t4g.xlarge", 4, 16 * GiB),
        new("db.m5.xlarge", 4, 16 * GiB),
        new("db.m6g.xlarge", 4, 16 * GiB),
        new("db.m6i.xlarge", 4, 16 * GiB),
        new("db.m7g.xlarge", 4, 16 * GiB),
        new("db.r5.xlarge", 4, 32 * GiB),
        new("db.r6g.xlarge", 4, 32 * GiB),
        new("db.r6i.xlarge", 4, 32 * GiB),
        new("db.r7g.xlarge", 4, 32 * GiB),
        new("db.t3.2xlarge", 8, 32 * GiB),
        new("db.t4g.2xlarge", 8, 32 * GiB),
        new("db.m5.2xlarge", 8, 32 * GiB),
        new("db.m6g.2xlarge", 8, 32 * GiB),
        new("db.r6g.2xlarge", 8, 64 * GiB),
    ];

    /// <summary>The class of that name, or null when its size is not known here.</summary>
    public static RdsInstanceClass? Find(string name) => Known.FirstOrDefault(c => c.Name == name);

    /// <summary>The smallest class with that much of both, or null when none has.</summary>
    public static RdsInstanceClass? Smallest(decimal cpu, int memoryMiB) =>
        Known.FirstOrDefault(c => c.Holds(cpu, memoryMiB));

    /// <summary>Whether it has that much of both.</summary>
    public bool Holds(decimal cpu, int memoryMiB) => Cpu >= cpu && MemoryMiB >= memoryMiB;

    /// <summary>What it has, for people.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} ({Cpu} vCPU, {MemoryMiB} MiB)");
}
