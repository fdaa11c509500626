using System.Text.RegularExpressions;
using Infrar.Core.Compose;

namespace Infrar.Core.Detection;

/// <summary>Proposes a manifest from somebody's sources: a pure function that runs nothing and resolves nothing.</summary>
/// <remarks>
/// 1. Recognise programs by the files of their package managers, then by how they start.
/// 2. Read where they listen, and which image is theirs.
/// 3. Read the client libraries and variables that ask for databases, caches and stores.
/// 4. Write the components that follow as a manifest.
/// </remarks>
public static partial class Detector
{
    /// <summary>Largest file that is read, bytes.</summary>
    public const long MaxBytes = 512 << 10;

    /// <summary>Deepest folder that is read; programs lie near the root.</summary>
    private const int MaxDepth = 8;

    /// <summary>Whether detection reads a file: by its path from the root, and its size in bytes.</summary>
    public static bool Wants(string path, long size)
    {
        var name = SourceTree.NameOf(path);
        return size <= MaxBytes
            && path.AsSpan().Count('/') <= MaxDepth
            && !IgnoredFolders.Hold(path)
            && (
                Dependencies.AreIn(path)
                || Containers.IsDockerfile(name)
                || name is "Procfile"
                || IsEntry(name)
                || Settings().IsMatch(name)
                || Variables.AreIn(name)
            );
    }

    /// <summary>Whether detection looks into a folder, by its path from the root.</summary>
    public static bool LooksInto(string folder) => !IgnoredFolders.Hold($"{folder}/-");

    /// <summary>Proposes a manifest.</summary>
    /// <param name="tree">The sources; treated as hostile.</param>
    /// <param name="name">What the system is called, such as its folder; made to fit where it does not.</param>
    public static SourceDetection Detect(SourceTree tree, string name)
    {
        // 1.
        var system = ComposeNames.Normal(name, "my-system");
        var programs = new Programs(tree, system);
        NodePrograms.Find(programs);
        DotNetPrograms.Find(programs);
        ScriptedPrograms.Find(programs);
        CompiledPrograms.Find(programs);
        Containers.FindProcesses(programs);

        // 2.
        Containers.FindImages(programs);
        StaticPages.Find(programs);
        Containers.ReadEntries(programs);

        // 3.
        var needs = new Needs(programs);
        needs.ReadComposeFiles();
        needs.ReadLibraries();
        needs.ReadVariables();

        // 4.
        if (tree.IsCut)
        {
            programs.Notes.Add(DetectionNotes.Cut("files"));
        }

        return new Proposal(programs, needs).Write(system);
    }

    /// <summary>Whether a file of that name is where programs mostly begin.</summary>
    internal static bool IsEntry(string name) => Entry().IsMatch(name);

    internal static bool IsCompose(string name) => ComposeFile().IsMatch(name);

    [GeneratedRegex(
        @"^(?:(?:server|index|app|main|routes)\.(?:js|cjs|mjs|ts|py|rb|go|rs)|Program\.cs|Startup\.cs|urls\.py)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Entry();

    [GeneratedRegex(
        @"^next\.config\.(?:js|mjs|cjs|ts)$|^(?:hugo|config)\.toml$|^mkdocs\.yml$|^(?:docker-)?compose\.ya?ml$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Settings();

    [GeneratedRegex(@"^(?:docker-)?compose\.ya?ml$", RegexOptions.CultureInvariant)]
    private static partial Regex ComposeFile();
}
