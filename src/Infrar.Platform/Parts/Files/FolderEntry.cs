using System.Globalization;
using System.IO.Compression;

namespace Infrar.Platform.Parts.Files;

/// <summary>A file of a folder store as it lies on disk.</summary>
/// <param name="File">What it is to the store's users.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="IsCold">Whether its content is gzipped.</param>
internal sealed record FolderEntry(StoredFile File, string Path, bool IsCold)
{
    /// <summary>Where the file lies once it is cold; its name keeps its size, which gzip does not beyond 4 GiB.</summary>
    internal string ColdPath => $"{Path}z{File.Size.ToString(CultureInfo.InvariantCulture)}";

    internal static string PlainPath(string folder, FileKey key) =>
        System.IO.Path.Combine([folder, .. key.Value.Split('/')]) + '~';

    internal static List<string> ColdPaths(string folder, FileKey key)
    {
        var plain = PlainPath(folder, key);
        var parent = System.IO.Path.GetDirectoryName(plain)!;
        return Directory.Exists(parent)
            ? [.. Directory.EnumerateFiles(parent, System.IO.Path.GetFileName(plain) + "z*")]
            : [];
    }

    /// <summary>The file of a key; the plain one where a crash left both.</summary>
    internal static FolderEntry? Find(string folder, FileKey key)
    {
        var plain = new FileInfo(PlainPath(folder, key));
        return plain.Exists ? Read(key, plain)
            : ColdPaths(folder, key) is [var cold, ..] ? Read(key, new FileInfo(cold))
            : null;
    }

    /// <summary>Files in ordinal order of their keys; only folders that can hold some are looked into.</summary>
    internal static IEnumerable<FolderEntry> Walk(string folder, string prefix, string? after) =>
        Walk(new DirectoryInfo(folder), "", prefix, after);

    /// <summary>Opens the content from an offset for at most so many bytes.</summary>
    internal async Task<Stream> OpenAsync(long offset, long? length, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 1,
            FileOptions.Asynchronous
        );
        var left = Math.Clamp(File.Size - offset, 0, length ?? long.MaxValue);
        if (!IsCold)
        {
            file.Seek(offset, SeekOrigin.Begin);
            return length is null ? file : new SliceStream(file, length.Value);
        }
        var content = new GZipStream(file, CompressionMode.Decompress);
        await SkipAsync(content, Math.Min(offset, File.Size), cancellationToken);
        return new SliceStream(content, left);
    }

    private static IEnumerable<FolderEntry> Walk(DirectoryInfo folder, string path, string prefix, string? after)
    {
        if (!folder.Exists)
        {
            yield break;
        }
        FolderEntry? last = null;
        foreach (var (key, item) in Ordered(folder, path))
        {
            if (item is DirectoryInfo inner)
            {
                if (
                    Leads(key, prefix)
                    && (
                        after is null
                        || string.CompareOrdinal(key, after) > 0
                        || after.StartsWith(key, StringComparison.Ordinal)
                    )
                )
                {
                    foreach (var entry in Walk(inner, key, prefix, after))
                    {
                        yield return entry;
                    }
                }
            }
            else if (
                key.StartsWith(prefix, StringComparison.Ordinal)
                && (after is null || string.CompareOrdinal(key, after) > 0)
                && last?.File.Key.Value != key
                && FileKey.Parse(key).Succeeded(out var parsed, out _)
                && Seen(parsed, (FileInfo)item) is { } entry
            )
            {
                last = entry;
                yield return entry;
            }
        }
    }

    // A folder sorts as its name with the slash, as its keys do; a plain file before its cold copy.
    private static IEnumerable<(string Key, FileSystemInfo Item)> Ordered(DirectoryInfo folder, string path) =>
        folder
            .EnumerateFileSystemInfos()
            .Where(item =>
                item.Name[0] is not '.' && (item is DirectoryInfo || item.Name.Contains('~', StringComparison.Ordinal))
            )
            .Select(item =>
                (
                    Key: path
                        + (
                            item is DirectoryInfo
                                ? $"{item.Name}/"
                                : item.Name[..item.Name.IndexOf('~', StringComparison.Ordinal)]
                        ),
                    Item: item
                )
            )
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Item.Name, StringComparer.Ordinal);

    private static bool Leads(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal);

    private static FolderEntry? Seen(FileKey key, FileInfo file)
    {
        try
        {
            return Read(key, file);
        }
        catch (FileNotFoundException)
        {
            // Deleted since the folder was read.
            return null;
        }
    }

    private static FolderEntry Read(FileKey key, FileInfo file)
    {
        var cold = file.Name.IndexOf("~z", StringComparison.Ordinal);
        var size = cold < 0 ? file.Length : long.Parse(file.Name.AsSpan(cold + 2), CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        return new FolderEntry(new StoredFile(key, size, at), file.FullName, cold >= 0);
    }

    private static async Task SkipAsync(Stream content, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        while (count > 0)
        {
            var read = await content.ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)),
                cancellationToken
            );
            if (read is 0)
            {
                return;
            }
            count -= read;
        }
    }
}
