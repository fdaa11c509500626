using System.IO.Compression;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Reads an archive that nobody vouches for; writes nothing to disk and holds one buffer and the chosen texts.</summary>
internal static class ArchiveReader
{
    /// <summary>Reads a zip, a tar or a gzipped tar, told apart by content.</summary>
    /// <remarks>
    /// The content must be seekable, for a zip's directory stands at its end; it is not disposed of. <paramref name="isWanted"/> is
    /// given path and size of a file small enough and says whether its text is to be kept. <paramref name="lay"/> opens a place for the
    /// content of each file, by its path and whether it may be run; null where nothing is to be laid out.
    /// </remarks>
    /// <returns>What it holds; one of <c>UPL001</c> to <c>UPL010</c>.</returns>
    internal static async Task<Result<ArchiveListing>> ReadAsync(
        Stream content,
        Func<string, long, bool> isWanted,
        ArchiveLimits limits,
        CancellationToken cancellationToken,
        Func<string, bool, Stream>? lay = null
    )
    {
        var head = new byte[4];
        content.Position = 0;
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        if (read < head.Length)
        {
            return ArchiveProblems.NotAnArchive();
        }
        return head switch
        {
            // Overlapping entries unpack one piece of the file many times over; against its length they still are a bomb.
            [(byte)'P', (byte)'K', ..] => await ZipContent.ReadAsync(
                content,
                new(limits, isWanted, () => content.Length, lay),
                limits,
                cancellationToken
            ),
            [0x1f, 0x8b, ..] => await ReadGzipAsync(content, isWanted, limits, lay, cancellationToken),
            _ => await ReadTarAsync(content, isWanted, limits, lay, cancellationToken),
        };
    }

    /// <summary>Whether an exception is how the reading libraries say that the bytes make no sense.</summary>
    internal static bool IsDamage(Exception fault) =>
        fault
            is InvalidDataException
                or EndOfStreamException
                or FormatException
                or ArgumentException
                or OverflowException
                or NotSupportedException
        || fault.GetType() == typeof(IOException)
        || fault.GetType() == typeof(InvalidOperationException);

    private static async Task<Result<ArchiveListing>> ReadGzipAsync(
        Stream content,
        Func<string, long, bool> isWanted,
        ArchiveLimits limits,
        Func<string, bool, Stream>? lay,
        CancellationToken cancellationToken
    )
    {
        var packed = new CountingStream(content);
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        return await TarContent.ReadAsync(
            gzip,
            new(limits, isWanted, () => packed.Count, lay),
            limits,
            cancellationToken
        );
    }

    private static Task<Result<ArchiveListing>> ReadTarAsync(
        Stream content,
        Func<string, long, bool> isWanted,
        ArchiveLimits limits,
        Func<string, bool, Stream>? lay,
        CancellationToken cancellationToken
    )
    {
        var packed = new CountingStream(content);
        return TarContent.ReadAsync(packed, new(limits, isWanted, () => packed.Count, lay), limits, cancellationToken);
    }
}
