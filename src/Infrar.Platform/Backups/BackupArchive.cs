using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Infrar.Platform.Backups;

/// <summary>A backup as one file: a gzipped tar whose first entry, the manifest, names all others with their checksums.</summary>
internal static class BackupArchive
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long LargestManifest = 512L * 1024 * 1024;

    /// <summary>Writes an archive whole or not at all.</summary>
    /// <param name="target">The file; nothing may be there.</param>
    /// <param name="manifest">What stands in it.</param>
    /// <param name="find">Where the content of an entry lies.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    public static async Task WriteAsync(
        string target,
        BackupManifest manifest,
        Func<BackupEntry, string> find,
        CancellationToken cancellationToken
    )
    {
        var unfinished = $"{target}.unfinished-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            await using (var file = Create(unfinished))
            {
                await using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await using (var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true))
                {
                    using var json = new MemoryStream(manifest.ToJson());
                    await tar.WriteEntryAsync(Entry(BackupNames.Manifest, json, manifest.TakenAt), cancellationToken);
                    foreach (var entry in manifest.Entries)
                    {
                        var path = find(entry);
                        await using var content = File.OpenRead(path);
                        await tar.WriteEntryAsync(
                            Entry(entry.Name, content, File.GetLastWriteTimeUtc(path)),
                            cancellationToken
                        );
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: false);
            Parts.Files.DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(target))!);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads an archive from its first byte to its last and holds every entry against the manifest.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="begin">Sees the manifest before anything else is read.</param>
    /// <param name="place">Where an entry is written to; null when it is only looked at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is damaged, cut off, or no backup.</exception>
    public static async Task<BackupManifest> ReadAsync(
        string archive,
        Action<BackupManifest> begin,
        Func<BackupEntry, string>? place,
        CancellationToken cancellationToken
    )
    {
        await using var file = File.OpenRead(archive);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        try
        {
            var manifest = await ManifestAsync(tar, cancellationToken);
            begin(manifest);
            foreach (var expected in manifest.Entries)
            {
                var entry = await tar.GetNextEntryAsync(copyData: false, cancellationToken);
                if (entry?.Name != expected.Name || entry.EntryType is not TarEntryType.RegularFile)
                {
                    throw new InvalidDataException($"{expected.Name} is missing: the archive is cut off or changed.");
                }

                await ReadAsync(entry, expected, place?.Invoke(expected), cancellationToken);
            }

            if (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } more)
            {
                throw new InvalidDataException($"{more.Name} is not in the manifest: the archive was changed.");
            }

            // To the very end, where gzip has its own checksum: it covers what lies between the entries too.
            await gzip.CopyToAsync(Stream.Null, cancellationToken);
            return manifest;
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("The archive is cut off.");
        }
    }

    /// <summary>The size and checksum of a file, as an entry.</summary>
    public static async Task<BackupEntry> MeasureAsync(string name, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return new(
            name,
            content.Length,
            Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))
        );
    }

    private static async Task<BackupManifest> ManifestAsync(TarReader tar, CancellationToken cancellationToken)
    {
        var first = await tar.GetNextEntryAsync(copyData: false, cancellationToken);
        if (first is not { Name: BackupNames.Manifest, DataStream: { } content } || first.Length > LargestManifest)
        {
            throw new InvalidDataException("This is no backup of Infrar: it does not begin with a manifest.");
        }

        using var json = new MemoryStream();
        await content.CopyToAsync(json, cancellationToken);
        return BackupManifest.Parse(json.ToArray());
    }

    private static async Task ReadAsync(
        TarEntry entry,
        BackupEntry expected,
        string? to,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (Stream written = to is null ? Stream.Null : Create(to))
        {
            var (buffer, left) = (new byte[81_920], expected.Size);
            while (
                entry.DataStream is { } content
                && await content.ReadAsync(buffer, cancellationToken) is > 0 and var read
            )
            {
                // Never more than was promised, so that no disk fills up.
                left -= read;
                if (left < 0)
                {
                    break;
                }

                hash.AppendData(buffer.AsSpan(0, read));
                await written.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (left is not 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) != expected.Sha256)
            {
                throw new InvalidDataException($"{expected.Name} is not what was backed up: its checksum differs.");
            }

            (written as FileStream)?.Flush(flushToDisk: true);
        }

        if (to is not null)
        {
            // The age of a file decides how long it is kept.
            File.SetLastWriteTimeUtc(to, entry.ModificationTime.UtcDateTime);
        }
    }

    private static PaxTarEntry Entry(string name, Stream content, DateTimeOffset at) =>
        new(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            ModificationTime = at,
            Mode = OwnerOnly,
        };

    private static FileStream Create(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                UnixCreateMode = OwnerOnly,
            }
        );
}
