using System.Runtime.InteropServices;
using System.Security.Cryptography;

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

        File.Move(unfinished, file, overwrite: true);
        Keep(folder);
    }

    /// <summary>Deletes a file for good.</summary>
    public static void Delete(string file)
    {
        File.Delete(file);
        Keep(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    // A renamed or deleted name is on disk only when its folder is.
    private static void Keep(string folder)
    {
        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        }

        var kept = Sync(handle);
        _ = Close(handle);
        if (kept is not 0)
        {
            throw new IOException($"{folder} cannot be written to disk.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
