using Infrar.Core.Detection;

namespace Infrar.Cli.Commands;

/// <summary>Reads a folder as detection sees it: names of every file, texts of the few that it asks for.</summary>
internal static class SourceFolder
{
    /// <summary>Most files that are listed, so that a whole disk given by mistake ends.</summary>
    private const int MostFiles = 200_000;

    /// <summary>Reads the folder; links are not followed, and what cannot be read is passed over.</summary>
    internal static async Task<SourceTree> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        List<SourceFile> files = [];
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        var pending = new Queue<DirectoryInfo>([new DirectoryInfo(folder)]);
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        while (pending.TryDequeue(out var at) && files.Count < MostFiles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in at.EnumerateFileSystemInfos("*", options))
            {
                var path = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
                if (entry is DirectoryInfo below)
                {
                    if (Detector.LooksInto(path))
                    {
                        pending.Enqueue(below);
                    }
                }
                else if (entry is FileInfo file)
                {
                    files.Add(new(path, file.Length));
                    if (Detector.Wants(path, file.Length))
                    {
                        await ReadTextAsync(file, path, texts, cancellationToken);
                    }
                }
            }
        }

        return new(files, texts);
    }

    private static async Task ReadTextAsync(
        FileInfo file,
        string path,
        Dictionary<string, string> texts,
        CancellationToken cancellationToken
    )
    {
        try
        {
            texts[path] = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Its name still says something.
        }
    }
}
