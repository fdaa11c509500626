using System.Security.Cryptography;
using Infrar.Platform.Parts.Files;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Writes small private files whole or not at all, also when the process or the machine dies meanwhile.</summary>
internal static class DurableFile
{
    /// <summary>How names of files that are still being written begin.</summary>
    public const string UnfinishedPrefix = ".new-";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that only its owner can enter.</summary>
    public static void CreateFolder(string folder) => Directory.CreateDirectory(folder, OwnersFolder);

    /// <summary>Writes to a new file beside it, then puts that in its place.</summary>
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var unfinished = Path.Combine(
            folder,
            UnfinishedPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        DurableFolder.Move(unfinished, Path.GetFullPath(file));
    }

    /// <summary>Deletes a file for good.</summary>
    public static void Delete(string file)
    {
        File.Delete(file);
        DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }
}
