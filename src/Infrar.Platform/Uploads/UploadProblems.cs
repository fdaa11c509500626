using Infrar.Core;
using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Uploads;

/// <summary>What uploads are refused for.</summary>
internal static class UploadProblems
{
    internal static Problem TooLarge(long most) =>
        new(
            "UPL030",
            ProblemKind.TooLarge,
            "The source is too large",
            $"An upload has at most {most} bytes. Leave out what can be fetched or built again, such as node_modules and .git."
        );

    internal static Problem NoSuch() =>
        new(
            "UPL031",
            ProblemKind.NotFound,
            "No such upload",
            "The project has no upload of this id. GET …/uploads lists those that it has."
        );

    internal static Problem NotRight() =>
        new(
            "UPL032",
            ProblemKind.Invalid,
            "The upload is not right",
            "The errors say which fields, and what would be."
        );

    internal static Problem WrongOffset(long received) =>
        new(
            "UPL033",
            ProblemKind.Conflict,
            "The chunk does not begin where the upload stands",
            $"{received} bytes are stored, perhaps by another sender. Go on from there: send 'Upload-Offset: {received}'."
        );

    internal static Problem WrongHash() =>
        new(
            "UPL034",
            ProblemKind.Invalid,
            "The content is not what was announced",
            "Its SHA-256 differs from the one that was stated when the upload was made. Upload the file again."
        );

    internal static Problem NotAChunk(string why) => new("UPL035", ProblemKind.Invalid, "The chunk is not right", why);

    internal static Problem Uneven() =>
        NotAChunk(
            $"Every chunk but the last has a multiple of {FilePart.MaxSize} bytes; what lay beyond one was not kept. Go on from Upload-Offset."
        );

    internal static Problem NotWhole(long received, long size) =>
        new(
            "UPL036",
            ProblemKind.Conflict,
            "Something is missing",
            $"{received} of {size} bytes are stored. Send the rest, then complete the upload."
        );

    internal static Problem NotReceiving(UploadStatus status) =>
        new(
            "UPL037",
            ProblemKind.Conflict,
            "The upload takes nothing more",
            $"It is {status.ToString().ToLowerInvariant()}. Begin another upload to send something else."
        );

    internal static Problem WrongChunkHash() =>
        new(
            "UPL038",
            ProblemKind.Invalid,
            "The chunk is damaged",
            "Its SHA-256 is not that of Upload-Checksum, so nothing of it was kept. Send it again."
        );

    internal static Problem TooManyOpen(int most) =>
        new(
            "UPL039",
            ProblemKind.Conflict,
            "Too many uploads are open",
            $"A project has at most {most} at once. Complete or delete one."
        );

    internal static Problem TooLong() =>
        new(
            "UPL040",
            ProblemKind.Invalid,
            "The source could not be looked through",
            "Reading it took more time or memory than any source may take. Leave out what can be fetched or built again."
        );

    internal static Problem TooSlow() =>
        new(
            "UPL041",
            ProblemKind.Unavailable,
            "The body comes too slowly",
            "What is stored stays. Go on from Upload-Offset, over a better connection or in smaller chunks."
        );

    internal static Problem TooMuch(long size) =>
        new(
            "UPL042",
            ProblemKind.TooLarge,
            "More was sent than was announced",
            $"The upload was made for {size} bytes. Make another for the larger file."
        );
}
