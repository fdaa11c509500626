using System.Collections.Immutable;

namespace Infrar.Platform.Parts.Files;

/// <summary>A file that a store holds.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Size">Bytes of its content, uncompressed.</param>
/// <param name="WrittenAt">When it was last written.</param>
internal sealed record StoredFile(FileKey Key, long Size, DateTimeOffset WrittenAt);

/// <summary>What a write made.</summary>
/// <param name="Key">The file's name.</param>
/// <param name="Size">Bytes written.</param>
/// <param name="Sha256">SHA-256 of the content in lower-case hex; the store does not keep it.</param>
internal sealed record WrittenFile(FileKey Key, long Size, string Sha256);

/// <summary>One page of a listing.</summary>
/// <param name="Files">In ordinal order of their keys.</param>
/// <param name="Next">The continuation of the next page; null when this is the last.</param>
internal sealed record FilePage(ImmutableList<StoredFile> Files, string? Next);

/// <summary>One received part of a resumable upload.</summary>
/// <param name="Number">From 1; its content begins at <c>(Number - 1) * MaxSize</c>.</param>
/// <param name="Size">Bytes received.</param>
/// <param name="Tag">What the store names this content; given back to complete.</param>
internal sealed record FilePart(int Number, long Size, string Tag)
{
    /// <summary>Bytes of each part but the last: 8 MiB, between S3's least of 5 MiB and a bearable buffer.</summary>
    internal const int MaxSize = 8 * 1024 * 1024;

    /// <summary>S3's bound on the number of parts.</summary>
    internal const int MaxNumber = 10_000;

    /// <summary>Why these parts make no file; null when they do.</summary>
    internal static string? Fault(IReadOnlyList<FilePart> parts)
    {
        if (parts.Count is 0 or > MaxNumber)
        {
            return $"There are {parts.Count} parts.";
        }
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Number != i + 1)
            {
                return $"Part {i + 1} is missing or out of order.";
            }
            if (i < parts.Count - 1 && parts[i].Size is not MaxSize)
            {
                return $"Part {i + 1} holds {parts[i].Size} bytes.";
            }
        }
        return null;
    }
}

/// <summary>How long a store keeps its files.</summary>
/// <param name="ExpireAfter">Age at which a file is deleted; null keeps it.</param>
/// <param name="ColdAfter">Age at which a file moves to cheaper storage that still can be read; null never.</param>
internal sealed record FileRetention(TimeSpan? ExpireAfter, TimeSpan? ColdAfter)
{
    /// <summary>Uploads: deleted after 90 days.</summary>
    internal static readonly FileRetention Uploads = new(TimeSpan.FromDays(90), null);

    /// <summary>Artifacts: kept, in cold storage after 30 days.</summary>
    internal static readonly FileRetention Artifacts = new(null, TimeSpan.FromDays(30));

    /// <summary>Logs: deleted after 30 days.</summary>
    internal static readonly FileRetention Logs = new(TimeSpan.FromDays(30), null);

    /// <summary>Age at which an unfinished upload in parts is given up.</summary>
    internal static readonly TimeSpan UnfinishedAfter = TimeSpan.FromDays(7);
}

/// <summary>What a sweep did.</summary>
/// <param name="Expired">Files deleted because of their age.</param>
/// <param name="Cooled">Files moved to cold storage.</param>
/// <param name="Leftovers">Unfinished writes and uploads removed.</param>
internal sealed record FileSweep(int Expired, int Cooled, int Leftovers);
