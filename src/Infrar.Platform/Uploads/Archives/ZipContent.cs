using System.IO.Compression;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Reads a zip by its directory.</summary>
internal static class ZipContent
{
    private const int UnixType = 0xF000;
    private const int UnixFile = 0x8000;
    private const int UnixFolder = 0x4000;
    private const int UnixExecutable = 0x49;

    internal static async Task<Result<ArchiveListing>> ReadAsync(
        Stream content,
        ArchiveTally tally,
        ArchiveLimits limits,
        CancellationToken cancellationToken
    )
    {
        var last = "";
        try
        {
            // The library reads the whole directory at once: how many entries it can hold is looked at before.
            if (await ZipDirectory.IsWithinAsync(content, limits.Entries, cancellationToken) is not { } isWithin)
            {
                return ArchiveProblems.NotAnArchive();
            }
            if (!isWithin)
            {
                return ArchiveProblems.TooMany(limits.Entries);
            }
            content.Position = 0;
            await using var zip = await ZipArchive.CreateAsync(
                content,
                ZipArchiveMode.Read,
                leaveOpen: true,
                null,
                cancellationToken
            );
            foreach (var entry in zip.Entries)
            {
                last = entry.FullName;
                if (await TakeAsync(entry, tally, cancellationToken) is { } problem)
                {
                    return problem;
                }
            }
            return tally.Listing();
        }
        catch (Exception fault) when (ArchiveReader.IsDamage(fault))
        {
            return last is "" ? ArchiveProblems.NotAnArchive() : ArchiveProblems.Damaged(last);
        }
    }

    private static async Task<Problem?> TakeAsync(
        ZipArchiveEntry entry,
        ArchiveTally tally,
        CancellationToken cancellationToken
    )
    {
        var isFolder = entry.FullName.EndsWith('/');
        var type = (entry.ExternalAttributes >> 16) & UnixType;
        if (type is not (0 or UnixFile or UnixFolder) || (type is UnixFolder && !isFolder))
        {
            return ArchiveProblems.NotAFile(entry.FullName);
        }
        if (entry.IsEncrypted)
        {
            return ArchiveProblems.Encrypted(entry.FullName);
        }
        if (!tally.Enter(entry.FullName, isFolder).Succeeded(out var path, out var problem))
        {
            return problem;
        }
        if (isFolder)
        {
            return null;
        }
        var isExecutable = ((entry.ExternalAttributes >> 16) & UnixExecutable) is not 0;
        await using var content = await entry.OpenAsync(cancellationToken);
        return await tally.ReadAsync(path, content, entry.Length, isExecutable, cancellationToken);
    }
}
