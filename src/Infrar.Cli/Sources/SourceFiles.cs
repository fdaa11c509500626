using System.Collections.Immutable;

namespace Infrar.Cli.Sources;

/// <summary>The files of a source folder that are sent: what its ignore files leave in, and nothing that a link leads to.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Links">Links that were left out: where they lead is not the source's.</param>
internal sealed record SourceFiles(ImmutableArray<PackedFile> Files, ImmutableArray<string> Links)
{
    private static readonly string[] _ignoreFiles = [".gitignore", ".infrarignore"];
    private static readonly string[] _terraformIgnoreFiles = [".terraformignore"];

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(f => f.Size);

    /// <summary>Lists a folder.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    public static SourceFiles Of(string folder, CancellationToken cancellationToken) =>
        Of(folder, _ignoreFiles, cancellationToken);

    /// <summary>Lists a folder of OpenTofu's or Terraform's as those pack it: without what an engine writes beside it.</summary>
    /// <inheritdoc cref="Of(string, CancellationToken)"/>
    public static SourceFiles OfConfiguration(string folder, CancellationToken cancellationToken)
    {
        var all = Of(folder, _terraformIgnoreFiles, cancellationToken);
        return all with
        {
            Files = [.. all.Files.Where(f => !IsEngines(f.Path))],
            Links = [.. all.Links.Where(l => !IsEngines(l))],
        };
    }

    private static SourceFiles Of(string folder, string[] ignoreFiles, CancellationToken cancellationToken)
    {
        var files = new List<PackedFile>();
        var links = new List<string>();
        var pending = new Stack<(DirectoryInfo Folder, string Path, IgnoreRules Rules)>();
        pending.Push((new DirectoryInfo(folder), "", IgnoreRules.None));
        while (pending.TryPop(out var at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rules = RulesOf(at.Folder, at.Path, at.Rules, ignoreFiles);
            foreach (
                var entry in at.Folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 })
            )
            {
                var path = at.Path + entry.Name;
                var isFolder = entry is DirectoryInfo;
                if (IsOurs(entry.Name) || rules.LeaveOut(path, isFolder))
                {
                    continue;
                }

                if (entry.LinkTarget is not null)
                {
                    links.Add(path);
                }
                else if (entry is DirectoryInfo below)
                {
                    pending.Push((below, path + "/", rules));
                }
                else
                {
                    var file = (FileInfo)entry;
                    files.Add(new PackedFile(path, file.FullName, file.Length, IsProgram(file)));
                }
            }
        }

        return new([.. files.OrderBy(f => f.Path, StringComparer.Ordinal)], [.. links.Order(StringComparer.Ordinal)]);
    }

    // History is no source, and the data folder of a server that was started here holds its keys.
    private static bool IsOurs(string name) => name is ".git" or ".infrar";

    // Modules and providers that were fetched, and states.
    private static bool IsEngines(string path) =>
        path.StartsWith(".terraform/", StringComparison.Ordinal)
        || path.EndsWith(".tfstate", StringComparison.Ordinal)
        || path.EndsWith(".tfstate.backup", StringComparison.Ordinal);

    private static IgnoreRules RulesOf(DirectoryInfo folder, string path, IgnoreRules above, string[] ignoreFiles)
    {
        foreach (var name in ignoreFiles)
        {
            var file = new FileInfo(Path.Combine(folder.FullName, name));
            if (file is { Exists: true, LinkTarget: null })
            {
                above = above.With(File.ReadAllText(file.FullName), path);
            }
        }

        return above;
    }

    private static bool IsProgram(FileInfo file) =>
        !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
}

/// <summary>A file that is sent.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="FullName">Where it lies.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsProgram">Whether its owner may run it.</param>
internal sealed record PackedFile(string Path, string FullName, long Size, bool IsProgram);
