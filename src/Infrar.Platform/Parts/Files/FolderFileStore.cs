using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using Infrar.Core;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Telemetry;

namespace Infrar.Platform.Parts.Files;

/// <summary>Keeps files in a folder of this machine.</summary>
/// <remarks>
/// A file <c>a/b</c> lies in <c>a/b~</c>, so that a key may also be another's folder; a cold one in <c>a/b~zSIZE</c>, gzipped. What is
/// being written lies under <c>.new</c> and <c>.parts</c>, on the same file system, and is renamed into place once it is written out.
/// </remarks>
internal sealed class FolderFileStore(string folder, FileRetention retention, TimeProvider clock) : IFileStore
{
    private static readonly TimeSpan LeftoverAfter = TimeSpan.FromDays(1);
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>Where it is.</summary>
    internal string Folder => _folder;

    private string New => Path.Combine(_folder, ".new");

    /// <summary>Keeps everybody from deleting and replacing files until the result is disposed of; reads and new files go on.</summary>
    internal Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        DurableFolder.Create(_folder);
        // Waited for by the machine's own clock, whatever clock tells the age of files.
        return FolderLock.TakeAsync(Path.Combine(_folder, ".turn"), TimeProvider.System, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<WrittenFile> WriteAsync(FileKey key, Stream content, CancellationToken cancellationToken)
    {
        var written = await PlaceAsync(
            key,
            (file, token) => HashingCopy.RunAsync(content, file, token),
            cancellationToken
        );
        PlatformMeter.Received(written.Size);
        return written;
    }

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(FileKey key, CancellationToken cancellationToken) =>
        Task.FromResult(FolderEntry.Find(_folder, key)?.File);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(FileKey key, long offset, long? length, CancellationToken cancellationToken)
    {
        // A sweep may move the file between looking and opening; the second look finds its new place.
        for (var tries = 0; FolderEntry.Find(_folder, key) is { } entry; tries++)
        {
            try
            {
                return await entry.OpenAsync(offset, length, cancellationToken);
            }
            catch (FileNotFoundException) when (tries < 3)
            {
                // Looked at again.
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public Task<FilePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        var files = FolderEntry
            .Walk(_folder, prefix, after)
            .Take(limit + 1)
            .Select(entry => entry.File)
            .ToImmutableList();
        var page =
            files.Count > limit ? new FilePage(files.RemoveAt(limit), files[limit - 1].Key.Value) : new(files, null);
        return Task.FromResult(page);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(FileKey key, CancellationToken cancellationToken)
    {
        using var turn = await HoldAsync(cancellationToken);
        while (FolderEntry.Find(_folder, key) is { } entry)
        {
            File.Delete(entry.Path);
            DurableFolder.Flush(Path.GetDirectoryName(entry.Path)!);
        }
    }

    /// <inheritdoc/>
    public Task<Uri?> PresignReadAsync(FileKey key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        Task.FromResult<Uri?>(null);

    /// <inheritdoc/>
    public Task<string> BeginPartsAsync(FileKey key, CancellationToken cancellationToken)
    {
        var id = RandomName();
        DurableFolder.Create(PartsOf(key, id)!);
        return Task.FromResult(id);
    }

    /// <inheritdoc/>
    public async Task<Result<FilePart>> WritePartAsync(
        FileKey key,
        string uploadId,
        int number,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, FilePart.MaxNumber);
        if (PartsOf(key, uploadId) is not { } parts || !Directory.Exists(parts))
        {
            return FileProblems.UploadGone();
        }
        var temporary = Path.Combine(parts, $"{number}.{RandomName()}");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = Create(temporary))
            {
                var size = await HashingCopy.RunAsync(content, file, hash, FilePart.MaxSize, cancellationToken);
                if (size > FilePart.MaxSize)
                {
                    return FileProblems.PartTooLarge();
                }
                file.Flush(flushToDisk: true);
            }
            var length = new FileInfo(temporary).Length;
            PlatformMeter.Received(length);
            var tag = HashingCopy.Hex(hash);
            DurableFolder.Move(temporary, Path.Combine(parts, $"{number}~{tag}"));
            return new FilePart(number, length, tag);
        }
        catch (DirectoryNotFoundException)
        {
            return FileProblems.UploadGone();
        }
        finally
        {
            Forget(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task<Result<WrittenFile>> CompleteAsync(
        FileKey key,
        string uploadId,
        IReadOnlyList<FilePart> parts,
        CancellationToken cancellationToken
    )
    {
        if (FilePart.Fault(parts) is { } fault)
        {
            return FileProblems.PartsDoNotAdd(fault);
        }
        if (PartsOf(key, uploadId) is not { } from || !Directory.Exists(from))
        {
            return FileProblems.UploadGone();
        }
        var paths = parts.Select(part => Path.Combine(from, $"{part.Number}~{part.Tag}")).ToList();
        if (paths.FindIndex(path => Path.GetDirectoryName(path) != from || !File.Exists(path)) is >= 0 and var missing)
        {
            return FileProblems.PartsDoNotAdd($"Part {missing + 1} was not received so.");
        }
        var written = await PlaceAsync(key, (file, token) => JoinAsync(paths, file, token), cancellationToken);
        Directory.Delete(from, recursive: true);
        return written;
    }

    /// <inheritdoc/>
    public Task AbortAsync(FileKey key, string uploadId, CancellationToken cancellationToken)
    {
        if (PartsOf(key, uploadId) is { } parts && Directory.Exists(parts))
        {
            Directory.Delete(parts, recursive: true);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        DurableFolder.Create(New);
        var path = Path.Combine(New, RandomName());
        try
        {
            await File.WriteAllBytesAsync(path, [1], cancellationToken);
        }
        finally
        {
            Forget(path);
        }
    }

    /// <inheritdoc/>
    public Task ApplyRetentionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<FileSweep> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var sweep = new FileSweep(
            0,
            0,
            FolderLeftovers.Remove(_folder, now - LeftoverAfter, now - FileRetention.UnfinishedAfter)
        );
        foreach (var entry in FolderEntry.Walk(_folder, "", null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var age = now - entry.File.WrittenAt;
            if (age >= retention.ExpireAfter)
            {
                using var turn = await HoldAsync(cancellationToken);
                Forget(entry.Path);
                sweep = sweep with { Expired = sweep.Expired + 1 };
            }
            else if (age >= retention.ColdAfter && !entry.IsCold)
            {
                await CoolAsync(entry, cancellationToken);
                sweep = sweep with { Cooled = sweep.Cooled + 1 };
            }
        }
        return sweep;
    }

    /// <summary>Gzips a file beside itself, then removes the plain one; killed in between, both hold the same content.</summary>
    private async Task CoolAsync(FolderEntry entry, CancellationToken cancellationToken)
    {
        DurableFolder.Create(New);
        var temporary = Path.Combine(New, RandomName());
        try
        {
            await using (var to = Create(temporary))
            {
                await using (var from = await entry.OpenAsync(0, null, cancellationToken))
                await using (var gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true))
                {
                    await from.CopyToAsync(gzip, cancellationToken);
                }
                to.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(temporary, entry.File.WrittenAt.UtcDateTime);
            using var turn = await HoldAsync(cancellationToken);
            DurableFolder.Move(temporary, entry.ColdPath);
            // A write since then made a newer plain file, which stays.
            if (File.GetLastWriteTimeUtc(entry.Path) == entry.File.WrittenAt.UtcDateTime)
            {
                Forget(entry.Path);
            }
        }
        finally
        {
            Forget(temporary);
        }
    }

    private async Task<WrittenFile> PlaceAsync(
        FileKey key,
        Func<Stream, CancellationToken, Task<(long Size, string Sha256)>> fill,
        CancellationToken cancellationToken
    )
    {
        DurableFolder.Create(New);
        var temporary = Path.Combine(New, RandomName());
        try
        {
            (long Size, string Sha256) written;
            await using (var file = Create(temporary))
            {
                written = await fill(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.SetLastWriteTimeUtc(temporary, clock.GetUtcNow().UtcDateTime);
            var path = FolderEntry.PlainPath(_folder, key);
            DurableFolder.Create(Path.GetDirectoryName(path)!);
            using var turn = FolderEntry.Find(_folder, key) is null ? null : await HoldAsync(cancellationToken);
            DurableFolder.Move(temporary, path);
            FolderEntry.ColdPaths(_folder, key).ForEach(Forget);
            return new WrittenFile(key, written.Size, written.Sha256);
        }
        finally
        {
            Forget(temporary);
        }
    }

    private static async Task<(long Size, string Sha256)> JoinAsync(
        IEnumerable<string> paths,
        Stream to,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        foreach (var path in paths)
        {
            await using var part = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                1,
                true
            );
            size += await HashingCopy.RunAsync(part, to, hash, long.MaxValue, cancellationToken);
        }
        return (size, HashingCopy.Hex(hash));
    }

    /// <summary>The folder of an upload's parts, bound to its key; null when the id is none of ours.</summary>
    private string? PartsOf(FileKey key, string uploadId)
    {
        if (uploadId.Length is not 32 || !uploadId.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }
        var name = Convert.ToHexStringLower(
            SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key.Value)).AsSpan(0, 8)
        );
        return Path.Combine(_folder, ".parts", $"{uploadId}-{name}");
    }

    private static FileStream Create(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous);

    private static string RandomName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else removed it with its folder.
        }
    }
}
