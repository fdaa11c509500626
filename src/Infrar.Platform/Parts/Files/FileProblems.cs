using Infrar.Core;

namespace Infrar.Platform.Parts.Files;

/// <summary>What a file store refuses.</summary>
internal static class FileProblems
{
    // The key itself is not repeated: it came from outside and may hold anything.
    internal static Problem BadKey() =>
        new(
            "UPL020",
            ProblemKind.Invalid,
            "Not a file name of the store",
            "Use at most 512 ASCII letters, digits and ._=- in segments parted by slashes, none empty or beginning with a dot."
        );

    internal static Problem PartTooLarge() =>
        new(
            "UPL021",
            ProblemKind.TooLarge,
            "The part is too large",
            $"A part holds at most {FilePart.MaxSize} bytes. Send the rest as the next part."
        );

    internal static Problem PartsDoNotAdd(string why) =>
        new(
            "UPL022",
            ProblemKind.Invalid,
            "The parts do not make a file",
            $"{why} Parts are numbered from 1 without gaps, and all but the last hold {FilePart.MaxSize} bytes."
        );

    internal static Problem UploadGone() =>
        new(
            "UPL023",
            ProblemKind.NotFound,
            "The upload is gone",
            "It was completed, given up or swept after seven days. Begin it again."
        );
}
