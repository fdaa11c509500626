using Infrar.Core;

namespace Infrar.Platform.Uploads.Archives;

/// <summary>What an archive is refused for. Names of entries are shown with everything but plain letters replaced.</summary>
internal static class ArchiveProblems
{
    internal static Problem NotAnArchive() =>
        new(
            "UPL001",
            ProblemKind.Invalid,
            "Not an archive",
            "The content is neither a zip, a tar nor a gzipped tar that can be read. Pack the source again."
        );

    internal static Problem Damaged(string entry) =>
        new(
            "UPL002",
            ProblemKind.Invalid,
            "The archive is damaged",
            $"It cannot be read at or after {Shown(entry)}. Pack the source again, or send it anew."
        );

    internal static Problem OutsidePath(string entry) =>
        new(
            "UPL003",
            ProblemKind.Invalid,
            "An entry leaves the archive",
            $"{Shown(entry)} is an absolute path or goes through '..'. Pack the source from its own folder."
        );

    internal static Problem BadName(string entry) =>
        new(
            "UPL004",
            ProblemKind.Invalid,
            "An entry's name cannot be used",
            $"{Shown(entry)} is empty, too long, or holds control, invisible or direction-changing characters, a backslash or a colon. Rename it."
        );

    internal static Problem NotAFile(string entry) =>
        new(
            "UPL005",
            ProblemKind.Invalid,
            "An entry is no plain file",
            $"{Shown(entry)} is a link, a device or another special file. Leave it out, or pack what it points to."
        );

    internal static Problem Encrypted(string entry) =>
        new(
            "UPL006",
            ProblemKind.Invalid,
            "The archive is encrypted",
            $"{Shown(entry)} cannot be read without a password. Pack the source without one."
        );

    internal static Problem TooMany(int limit) =>
        new(
            "UPL007",
            ProblemKind.TooLarge,
            "The archive has too many entries",
            $"It has more than {limit}. Leave out what can be fetched or built again, such as node_modules and .git."
        );

    internal static Problem TooLarge(string entry) =>
        new(
            "UPL008",
            ProblemKind.TooLarge,
            "The archive unpacks to too much",
            $"The limit of size or of compression was reached at {Shown(entry)}. Leave out data and what can be built again."
        );

    internal static Problem Duplicate(string entry) =>
        new(
            "UPL009",
            ProblemKind.Invalid,
            "Two entries have one name",
            $"{Shown(entry)} stands in the archive twice, or is both a file and a folder. Pack the source again."
        );

    internal static Problem LookAlike(string entry) =>
        new(
            "UPL010",
            ProblemKind.Invalid,
            "Two entries look or count as the same",
            $"{Shown(entry)} differs from another entry only by look-alike characters. Rename one of them."
        );

    // What is shown may land in a terminal or a log.
    private static string Shown(string entry)
    {
        var cut = entry.Length > 80 ? entry[..80] : entry;
        return $"'{string.Concat(cut.Select(letter => letter is > ' ' and < '\u007f' and not '\'' or ' ' ? letter : '?'))}'";
    }
}
