namespace Infrar.Platform.Parts.Files;

/// <summary>What killed processes and given-up uploads leave in a folder store.</summary>
internal static class FolderLeftovers
{
    /// <summary>Removes writes last touched before one moment and uploads in parts last touched before another.</summary>
    /// <returns>How many.</returns>
    internal static int Remove(string folder, DateTimeOffset writes, DateTimeOffset uploads)
    {
        var removed = 0;
        foreach (var file in Inside(folder, ".new").Where(item => item.LastWriteTimeUtc < writes.UtcDateTime))
        {
            file.Delete();
            removed++;
        }
        // A folder's time is that of the last part that came.
        foreach (var upload in Inside(folder, ".parts").Where(item => item.LastWriteTimeUtc < uploads.UtcDateTime))
        {
            Directory.Delete(upload.FullName, recursive: true);
            removed++;
        }
        return removed;
    }

    private static FileSystemInfo[] Inside(string folder, string name)
    {
        var inner = new DirectoryInfo(Path.Combine(folder, name));
        return inner.Exists ? inner.GetFileSystemInfos() : [];
    }
}
