using System.Collections.Immutable;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>One plain file of an archive.</summary>
/// <param name="Path">Relative, parted by slashes, otherwise as it was packed.</param>
/// <param name="Size">Bytes, unpacked.</param>
/// <param name="Sha256">Of the unpacked content, lower-case hex.</param>
internal sealed record ArchiveFile(string Path, long Size, string Sha256);

/// <summary>What an archive holds.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Texts">The text of chosen files by path; one that is too long or no UTF-8 is left out.</param>
internal sealed record ArchiveListing(
    ImmutableList<ArchiveFile> Files,
    ImmutableSortedDictionary<string, string> Texts
);

/// <summary>How much of an archive is read.</summary>
/// <param name="Entries">At most so many files and folders.</param>
/// <param name="TotalBytes">Unpacked, all together.</param>
/// <param name="Ratio">Unpacked bytes for each packed byte, checked beyond the first <paramref name="RatioFreeBytes"/>.</param>
/// <param name="RatioFreeBytes">Unpacked bytes within which any ratio is let pass: small text packs very well.</param>
/// <param name="TextBytes">A chosen file's text, at most.</param>
/// <param name="AllTextBytes">The texts of all chosen files together, at most.</param>
/// <param name="LinksAreSkipped">Passes links in a tar over in the place of refusing them: repositories hold them rightfully.</param>
internal sealed record ArchiveLimits(
    int Entries = 50_000,
    long TotalBytes = 4L << 30,
    int Ratio = 200,
    long RatioFreeBytes = 16 << 20,
    int TextBytes = 256 << 10,
    int AllTextBytes = 16 << 20,
    bool LinksAreSkipped = false
);
