using System.Runtime.InteropServices;
using System.Text;

namespace Infrar.Platform.Parts.Files;

/// <summary>Makes folders and renames last through a loss of power: the folder's own entry is written out too.</summary>
internal static class DurableFolder
{
    /// <summary>Creates a folder and writes out every parent that gained an entry.</summary>
    internal static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        var parent = Path.GetDirectoryName(path) ?? throw new ArgumentException("Not a full path.", nameof(path));
        Create(parent);
        Directory.CreateDirectory(path);
        Flush(parent);
    }

    /// <summary>Puts a file that is written out in another's place, at once and for good.</summary>
    internal static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        Flush(Path.GetDirectoryName(to)!);
    }

    /// <summary>Writes a folder's entries out. Windows does so by itself and cannot be asked.</summary>
    internal static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var handle = Open(Encoding.UTF8.GetBytes(path + '\0'), 0);
        if (handle < 0)
        {
            throw new IOException($"Cannot open the folder {path}: error {Marshal.GetLastPInvokeError()}.");
        }
        var outcome = Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (outcome < 0)
        {
            throw new IOException($"Cannot write out the folder {path}: error {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
