using System.Buffers.Binary;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Reads a zip's closing record before anything trusts the directory it tells of.</summary>
internal static class ZipDirectory
{
    private const uint Closing = 0x06054b50;
    private const int ClosingSize = 22;

    // Names of 300 bytes and attributes beside them, on average: far more than honest archives have.
    private const int BytesPerEntry = 512;

    /// <summary>Whether the directory, as stated and by the room it takes, stays within a number of entries; null without a closing record.</summary>
    internal static async Task<bool?> IsWithinAsync(Stream content, int limit, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(content.Length, ClosingSize + ushort.MaxValue)];
        content.Position = content.Length - tail.Length;
        await content.ReadExactlyAsync(tail, cancellationToken);
        for (var i = tail.Length - ClosingSize; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) is Closing)
            {
                // 65,535 entries or an offset of 2³²-1 stand for "see the 64-bit record", which only archives beyond the limits need.
                var stated = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(i + 10));
                var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i + 16));
                return stated <= limit
                    && start is not uint.MaxValue
                    && content.Length - start <= ClosingSize + ushort.MaxValue + ((long)BytesPerEntry * limit);
            }
        }
        return null;
    }
}
