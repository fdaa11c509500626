namespace Infrar.Cli.Rehearsals;

/// <summary>A folder for one rehearsal: gone afterwards, unless the user wants to keep it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _isKept;

    private WorkFolder(string path, bool isKept) => (Path, _isKept) = (path, isKept);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes it.</summary>
    /// <param name="keep">Where to keep it, emptied first of an earlier rehearsal; null for a temporary one.</param>
    public static WorkFolder Create(string? keep)
    {
        if (keep is null)
        {
            return new(Directory.CreateTempSubdirectory("infrar-rehearsal-").FullName, false);
        }

        foreach (var earlier in new[] { "configuration", "data" }.Select(n => System.IO.Path.Combine(keep, n)))
        {
            if (Directory.Exists(earlier))
            {
                Directory.Delete(earlier, recursive: true);
            }
        }

        File.Delete(System.IO.Path.Combine(Directory.CreateDirectory(keep).FullName, "cloud.json"));
        return new(keep, true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
