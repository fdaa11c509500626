using System.Globalization;
using System.Text.RegularExpressions;

namespace Infrar.Providers.Aws.Compute;

/// <summary>A processor and memory combination that Fargate sells.</summary>
/// <param name="CpuUnits">1,024 are one virtual processor.</param>
/// <param name="MemoryMiB">Memory.</param>
internal sealed partial record FargateSize(int CpuUnits, int MemoryMiB)
{
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
    private static readonly Band[] Bands =
    [
        new(256, 512, 512, 0),
        new(256, 1024, 2048, 1024),
        new(512, 1024, 4096, 1024),
        new(1024, 2048, 8192, 1024),
        new(2048, 4096, 16384, 1024),
        new(4096, 8192, 30720, 1024),
        new(8192, 16384, 61440, 4096),
        new(16384, 32768, 122880, 8192),
    ];

    /// <summary>Greatest combination, for messages.</summary>
    public static FargateSize Greatest { get; } = new(Bands[^1].CpuUnits, Bands[^1].MostMiB);

    /// <summary>The smallest combination with at least that much, or null when there is none.</summary>
    /// <param name="cpu">Virtual processors.</param>
    /// <param name="memoryMiB">Memory, MiB.</param>
    public static FargateSize? Smallest(decimal cpu, int memoryMiB)
    {
        var band = Array.Find(Bands, b => b.CpuUnits >= cpu * 1024 && b.MostMiB >= memoryMiB);
        return band is null ? null : new(band.CpuUnits, band.AtLeast(memoryMiB));
    }

    /// <summary>Reads <c>1024/2048</c>, processor units and MiB; null for a combination that is not sold.</summary>
    public static FargateSize? Parse(string text)
    {
        if (Written().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var size = new FargateSize(
            int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)
        );
        return Array.Exists(Bands, b => b.Sells(size)) ? size : null;
    }

    /// <summary><c>1024/2048</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CpuUnits}/{MemoryMiB}");

    [GeneratedRegex("^([0-9]{3,5})/([0-9]{3,6})$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    /// <summary>Memory that one processor size is sold with.</summary>
    private sealed record Band(int CpuUnits, int LeastMiB, int MostMiB, int StepMiB)
    {
        public int AtLeast(int memoryMiB) =>
            memoryMiB <= LeastMiB ? LeastMiB : LeastMiB + ((memoryMiB - LeastMiB + StepMiB - 1) / StepMiB * StepMiB);

        public bool Sells(FargateSize size) =>
            size.CpuUnits == CpuUnits && size.MemoryMiB <= MostMiB && AtLeast(size.MemoryMiB) == size.MemoryMiB;
    }
}
