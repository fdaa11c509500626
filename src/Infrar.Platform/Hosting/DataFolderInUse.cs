using Microsoft.Extensions.Options;

namespace Infrar.Platform.Hosting;

/// <summary>Says for as long as the platform runs that its data folder is in use; the system forgets it when the process dies.</summary>
internal sealed class DataFolderInUse(IOptions<ServerOptions> server) : IDisposable
{
    private readonly FileStream _held = Open(server.Value.DataFolder, FileAccess.Read, FileShare.Read);

    /// <summary>Holds a folder that no platform runs in, so that none starts there meanwhile.</summary>
    /// <returns>Null when one runs.</returns>
    public static IDisposable? TryTakeAlone(string folder)
    {
        try
        {
            return Open(folder, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    // Readers share the system's lock on the file; a writer has it alone.
    private static FileStream Open(string folder, FileAccess access, FileShare share) =>
        new(
            Path.Combine(folder, ".running"),
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = access,
                Share = share,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
}
