using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Reads entries one after another within the limits and keeps what they come to.</summary>
/// <remarks><c>packed</c> tells how many bytes of the archive were read so far, for the ratio; <c>lay</c> opens a place for what is read.</remarks>
internal sealed class ArchiveTally(
    ArchiveLimits limits,
    Func<string, long, bool> isWanted,
    Func<long> packed,
    Func<string, bool, Stream>? lay
)
{
    private readonly ArchiveNames _names = new();
    private readonly List<ArchiveFile> _files = [];
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _entries;
    private long _unpacked;
    private int _texted;

    /// <summary>Counts an entry and takes its name; empty for the root folder.</summary>
    internal Result<string> Enter(string name, bool isFolder) =>
        ++_entries > limits.Entries ? ArchiveProblems.TooMany(limits.Entries) : _names.Add(name, isFolder);

    /// <summary>Counts an entry that is passed over; null when it stayed within the limits.</summary>
    internal Problem? Skip() => ++_entries > limits.Entries ? ArchiveProblems.TooMany(limits.Entries) : null;

    /// <summary>Reads a file's content through; null when it stayed within the limits.</summary>
    internal async Task<Problem?> ReadAsync(
        string path,
        Stream content,
        long stated,
        bool isExecutable,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var text = new MemoryStream();
        await using var laid = lay?.Invoke(path, isExecutable);
        var isWantedHere = stated <= limits.TextBytes && isWanted(path, stated);
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            var size = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                (size, _unpacked) = (size + read, _unpacked + read);
                if (IsBeyond())
                {
                    return ArchiveProblems.TooLarge(path);
                }
                hash.AppendData(buffer, 0, read);
                if (laid is not null)
                {
                    await laid.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                if (isWantedHere && text.Length <= limits.TextBytes)
                {
                    text.Write(buffer, 0, read);
                }
            }
            _files.Add(new ArchiveFile(path, size, Convert.ToHexStringLower(hash.GetHashAndReset())));
            if (isWantedHere && size <= limits.TextBytes)
            {
                KeepText(path, text);
            }
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The whole, once every entry was read.</summary>
    internal ArchiveListing Listing() =>
        new(
            [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            _texts.ToImmutableSortedDictionary(StringComparer.Ordinal)
        );

    private bool IsBeyond() =>
        _unpacked > limits.TotalBytes
        || (_unpacked > limits.RatioFreeBytes && _unpacked / limits.Ratio > Math.Max(packed(), 1));

    private void KeepText(string path, MemoryStream bytes)
    {
        if (_texted + bytes.Length > limits.AllTextBytes)
        {
            return;
        }
        try
        {
            var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            _texts[path] = strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\ufeff');
            _texted += (int)bytes.Length;
        }
        catch (DecoderFallbackException)
        {
            // Not text; nothing can be detected in it.
        }
    }
}
