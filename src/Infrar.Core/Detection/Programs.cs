using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>The programs of a tree as recognition gathers them, and what it has to say beside.</summary>
internal sealed class Programs(SourceTree tree, string system)
{
    private readonly List<Draft> _all = [];

    internal SourceTree Tree { get; } = tree;

    internal IReadOnlyList<Draft> All => _all;

    internal List<Diagnostic> Notes { get; } = [];

    internal List<Dependency> Dependencies { get; } =
    [.. tree.Texts.SelectMany(p => Detection.Dependencies.Of(tree, p)).Take(20_000)];

    internal Draft Add(Draft draft)
    {
        _all.Add(draft);
        return draft;
    }

    internal void Remove(Predicate<Draft> isGone) => _all.RemoveAll(isGone);

    /// <summary>Whether a program of the kind is known in exactly that folder.</summary>
    internal Draft? In(string folder, ComponentKind kind) => _all.Find(d => d.Folder == folder && d.Kind == kind);

    /// <summary>The folder's own name; the system's for the root.</summary>
    internal string NameFor(string folder) => folder is "" ? system : SourceTree.NameOf(folder);

    /// <summary>What a file asks for, by name; the first place of each.</summary>
    internal Dictionary<string, Dependency> AskedBy(params IEnumerable<string> files)
    {
        var names = files.ToHashSet(StringComparer.Ordinal);
        return Dependencies
            .Where(d => names.Contains(d.File))
            .GroupBy(d => d.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    /// <summary>Adds a program for the first framework that is asked for.</summary>
    internal Draft? AddService(
        string folder,
        Dictionary<string, Dependency> asked,
        ReadOnlySpan<(string Library, int Port)> frameworks,
        int memoryMiB = 1024
    )
    {
        foreach (var (library, port) in frameworks)
        {
            if (asked.TryGetValue(library, out var seen) && !seen.IsForDevelopment)
            {
                return Add(new Draft(folder, NameFor(folder), ComponentKind.Service) { MemoryMiB = memoryMiB })
                    .Saw(seen.File, seen.Line, $"{library} serves requests", Sureness.Likely)
                    .On(port, Sureness.Guess);
            }
        }

        return null;
    }

    /// <summary>Adds a worker for the first job library that is asked for.</summary>
    internal void AddWorker(
        string folder,
        Dictionary<string, Dependency> asked,
        params ReadOnlySpan<(string Library, string Command)> libraries
    )
    {
        foreach (var (library, command) in libraries)
        {
            if (asked.TryGetValue(library, out var seen))
            {
                Add(
                        new Draft(folder, $"{NameFor(folder)}-worker", ComponentKind.Worker)
                        {
                            Command = command.Split(' '),
                        }
                    )
                    .Saw(seen.File, seen.Line, $"{library} runs jobs", Sureness.Likely);
                return;
            }
        }
    }
}
