using System.Collections.Immutable;

namespace Infrar.Cli.Generation;

/// <summary>What writing a generated folder does to each file.</summary>
/// <param name="All">Files to write in ordinal order, then files to remove.</param>
internal sealed record FolderChanges(ImmutableArray<FileChange> All)
{
    /// <summary>Files that Infrar did not write, or that changed since.</summary>
    public ImmutableArray<string> InTheWay => [.. All.Where(c => c.Action is FileAction.InTheWay).Select(c => c.Path)];

    /// <summary>One line for each file, sign first.</summary>
    public IEnumerable<string> Lines => All.Select(c => $"{Sign(c.Action)} {c.Path}");

    /// <summary>How many files each action takes, in words.</summary>
    public string Summary =>
        string.Join(", ", All.GroupBy(c => c.Action).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}"));

    private static string Sign(FileAction action) =>
        action switch
        {
            FileAction.Create => "+",
            FileAction.Update => "~",
            FileAction.InTheWay => "!",
            FileAction.Keep => "·",
            FileAction.Remove => "−",
        };

    private static string Word(FileAction action) =>
        action switch
        {
            FileAction.Create => "new",
            FileAction.Update => "changed",
            FileAction.InTheWay => "overwritten",
            FileAction.Keep => "unchanged",
            FileAction.Remove => "removed",
        };
}

/// <summary>What happens to one file.</summary>
/// <param name="Path">Path in the folder, forward slashes.</param>
/// <param name="Action">What happens.</param>
internal sealed record FileChange(string Path, FileAction Action);

/// <summary>What happens to a file of a generated folder.</summary>
internal enum FileAction
{
    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>Infrar wrote what is there, and writes it anew.</summary>
    Update,

    /// <summary>Somebody else wrote what is there; only force overwrites it.</summary>
    InTheWay,

    /// <summary>What is there is what would be written.</summary>
    Keep,

    /// <summary>Infrar wrote it and no longer makes it.</summary>
    Remove,
}
