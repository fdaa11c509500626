using System.Collections.Immutable;
using Infrar.Core.Manifests;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Data;

/// <summary>A PostgreSQL disk as RDS takes it.</summary>
/// <param name="Type"><c>gp3</c>, <c>gp2</c>, <c>io1</c> or <c>io2</c>.</param>
/// <param name="Iops">Operations a second to ask for; null for what the disk has by itself.</param>
/// <param name="ThroughputMiBps">MiB a second to ask for; null for what the disk has by itself.</param>
/// <remarks>
/// Limits: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html. A gp3 disk below 400 GiB is one volume with
/// 3,000 operations and 125 MiB a second; RDS refuses to be told either figure, even the same one. From 400 GiB on it
/// stripes four volumes, so that the floor is four times as high and more can be had.
/// </remarks>
internal sealed record RdsDisk(string Type, int? Iops, int? ThroughputMiBps)
{
    private const int StripedFromGiB = 400;
    private const int MaxGiB = 65536;
    private const int MaxGp3Iops = 64000;
    private const int MaxGp3ThroughputMiBps = 4000;

    // Growth happens in steps; RDS refuses a limit that leaves no room for the first.
    private const decimal LeastGrowth = 1.1m;

    /// <summary>The disk for what a database needs; sensible only when nothing stands against it.</summary>
    public static RdsDisk For(DatabaseStorage storage)
    {
        var type = TypeOf(storage);
        if (type is not "gp3")
        {
            return new(type, type is "gp2" ? null : storage.Iops, null);
        }

        var floor = Gp3Floor(storage);
        var iops = Math.Max(storage.Iops ?? 0, floor.Iops);
        var throughput = Math.Max(storage.ThroughputMiBps ?? 0, floor.ThroughputMiBps);
        return (iops, throughput) == floor ? new(type, null, null) : new(type, iops, throughput);
    }

    /// <summary>Why RDS has no such disk, full sentences; empty when it has.</summary>
    public static IEnumerable<string> Obstacles(DatabaseStorage storage)
    {
        var least = TypeOf(storage) is "io1" or "io2" ? 100 : 20;
        if (storage.SizeGiB < least || storage.SizeGiB > MaxGiB)
        {
            yield return Invariant(
                $"RDS disks of type {TypeOf(storage)} have {least} to {MaxGiB} GiB; the storage size is {storage.SizeGiB} GiB."
            );
        }

        if (storage.MaxSizeGiB is { } max && max < storage.SizeGiB * LeastGrowth)
        {
            yield return Invariant(
                $"RDS lets a disk grow only to a limit at least 10 % above its size; {max} GiB is too close to {storage.SizeGiB} GiB."
            );
        }

        foreach (var obstacle in PerformanceObstacles(storage))
        {
            yield return obstacle;
        }
    }

    private static ImmutableArray<string> PerformanceObstacles(DatabaseStorage storage)
    {
        var type = TypeOf(storage);
        switch (type)
        {
            case "gp3":
                return Gp3Obstacles(storage);
            case "gp2" when storage.Iops > 3 * storage.SizeGiB && storage.Iops > 100:
                return
                [
                    Invariant(
                        $"A gp2 disk of {storage.SizeGiB} GiB has {Math.Max(100, 3 * storage.SizeGiB)} IOPS and no more; {storage.Iops} are asked for."
                    ),
                ];
            case "io1" or "io2" when storage.Iops is not (>= 1000 and <= 256000):
                return [$"A disk of type {type} needs its IOPS stated, 1000 to 256000."];
            case "gp2" or "io1" or "io2":
                return storage.ThroughputMiBps is { } stated
                    ? [Invariant($"Throughput ({stated} MiB/s) can be asked for on gp3 disks only, not on {type}.")]
                    : [];
            default:
                return [$"RDS has no disk type '{type}' for PostgreSQL; take gp3, gp2, io1 or io2."];
        }
    }

    private static ImmutableArray<string> Gp3Obstacles(DatabaseStorage storage)
    {
        var (iops, throughput) = (storage.Iops ?? 0, storage.ThroughputMiBps ?? 0);
        var floor = Gp3Floor(storage);
        if (storage.SizeGiB < StripedFromGiB)
        {
            return iops > floor.Iops || throughput > floor.ThroughputMiBps
                ?
                [
                    Invariant(
                        $"A gp3 disk below {StripedFromGiB} GiB has {floor.Iops} IOPS and {floor.ThroughputMiBps} MiB/s and no more; {Math.Max(iops, floor.Iops)} IOPS and {Math.Max(throughput, floor.ThroughputMiBps)} MiB/s need {StripedFromGiB} GiB."
                    ),
                ]
                : [];
        }

        if (iops > MaxGp3Iops || throughput > MaxGp3ThroughputMiBps)
        {
            return [Invariant($"A gp3 disk has at most {MaxGp3Iops} IOPS and {MaxGp3ThroughputMiBps} MiB/s.")];
        }

        // RDS allows a quarter of a MiB a second for each operation a second.
        var needed = throughput * 4;
        return throughput > floor.ThroughputMiBps && needed > Math.Max(iops, floor.Iops)
            ? [Invariant($"{throughput} MiB/s of a gp3 disk need {needed} IOPS; state at least as many.")]
            : [];
    }

    private static (int Iops, int ThroughputMiBps) Gp3Floor(DatabaseStorage storage) =>
        storage.SizeGiB < StripedFromGiB ? (3000, 125) : (12000, 500);

    private static string TypeOf(DatabaseStorage storage) => storage.Type.Length == 0 ? "gp3" : storage.Type;
}
