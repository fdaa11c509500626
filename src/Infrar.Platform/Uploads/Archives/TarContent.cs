using System.Formats.Tar;
using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>Reads a tar front to back.</summary>
internal static class TarContent
{
    // Headers, padding and extended attributes on top of the content; beyond that, the stream is no honest tar.
    private const long HeaderBytes = 16 << 10;

    internal static async Task<Result<ArchiveListing>> ReadAsync(
        Stream content,
        ArchiveTally tally,
        ArchiveLimits limits,
        CancellationToken cancellationToken
    )
    {
        var last = "";
        var bounded = new BoundedStream(new TarScreen(content), limits.TotalBytes + (HeaderBytes * limits.Entries));
        try
        {
            await using var tar = new TarReader(bounded, leaveOpen: true);
            for (var isFirst = true; ; isFirst = false)
            {
                if (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is not { } entry)
                {
                    return isFirst ? ArchiveProblems.NotAnArchive() : tally.Listing();
                }
                last = entry.Name;
                if (await TakeAsync(entry, tally, limits, cancellationToken) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (ArchiveTooLargeException)
        {
            return ArchiveProblems.TooLarge(last);
        }
        catch (Exception fault) when (ArchiveReader.IsDamage(fault))
        {
            return last is "" ? ArchiveProblems.NotAnArchive() : ArchiveProblems.Damaged(last);
        }
    }

    private static async Task<Problem?> TakeAsync(
        TarEntry entry,
        ArchiveTally tally,
        ArchiveLimits limits,
        CancellationToken cancellationToken
    )
    {
        // What git puts in front of the archives it makes: attributes for all that follow, no entry.
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
        {
            return null;
        }
        if (limits.LinksAreSkipped && entry.EntryType is TarEntryType.SymbolicLink)
        {
            return tally.Skip();
        }
        var isFolder = entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList;
        if (
            !isFolder
            && entry.EntryType
                is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
        )
        {
            return ArchiveProblems.NotAFile(entry.Name);
        }
        if (!tally.Enter(entry.Name, isFolder).Succeeded(out var path, out var problem))
        {
            return problem;
        }
        return isFolder
            ? null
            : await tally.ReadAsync(
                path,
                entry.DataStream ?? Stream.Null,
                entry.Length,
                (entry.Mode & UnixFileMode.UserExecute) is not 0,
                cancellationToken
            );
    }
}
