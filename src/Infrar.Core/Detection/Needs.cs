using Infrar.Core.Compose;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>The data components that programs ask for, and the variables that they are told by.</summary>
internal sealed class Needs(Programs programs)
{
    private readonly SortedDictionary<ComponentKind, List<Evidence>> _evidence = [];
    private readonly List<(Draft Draft, ComponentKind Kind)> _uses = [];

    internal IEnumerable<ComponentKind> Kinds => _evidence.Keys;

    /// <summary>Variables by the program that reads them.</summary>
    internal List<(Draft Draft, Variable Variable)> Told { get; } = [];

    internal IEnumerable<Evidence> EvidenceOf(ComponentKind kind) => _evidence[kind];

    internal bool IsUsed(Draft draft, ComponentKind kind) => _uses.Contains((draft, kind));

    /// <summary>The databases, caches and stores of Compose files, and the services that they build which nothing else told of.</summary>
    internal void ReadComposeFiles()
    {
        foreach (var file in programs.Tree.Texts.Where(t => Detector.IsCompose(SourceTree.NameOf(t))).ToList())
        {
            var imported = ComposeImport.Components(programs.Tree.Text(file), file);
            foreach (var component in imported)
            {
                var line = programs.Tree.LineWith(file, $"{component.Service}:");
                if (component.Kind is ComponentKind.PostgreSql or ComponentKind.Redis or ComponentKind.ObjectStore)
                {
                    Add(
                        component.Kind,
                        new(file, line, $"the service {component.Service}", Sureness.Certain),
                        SourceTree.FolderOf(file)
                    );
                }
                else if (component.IsUnmet)
                {
                    programs.Notes.Add(
                        DetectionNotes.Unmet(component.Product, $"The service {component.Service}", file, line)
                    );
                }
            }
        }
    }

    internal void ReadLibraries()
    {
        var unmet = new HashSet<string>(StringComparer.Ordinal);
        foreach (var library in programs.Dependencies.Where(d => !d.IsForDevelopment))
        {
            if (programs.All.All(d => !d.IsWorkload))
            {
                return;
            }

            if (Products.Needed(library.Name) is { } kind)
            {
                Add(
                    kind,
                    new(library.File, library.Line, $"the client library {library.Name}", Sureness.Likely),
                    SourceTree.FolderOf(library.File)
                );
            }
            else if (Products.UnmetBy(library.Name) is { } product && unmet.Add(product))
            {
                programs.Notes.Add(
                    DetectionNotes.Unmet(product, $"The client library {library.Name}", library.File, library.Line)
                );
            }
        }
    }

    internal void ReadVariables()
    {
        foreach (var file in programs.Tree.Texts.Where(t => Variables.AreIn(SourceTree.NameOf(t))))
        {
            var drafts = For(SourceTree.FolderOf(file)).ToList();
            List<string> others = [];
            foreach (var variable in Variables.Of(programs.Tree, file).DistinctBy(v => v.Name))
            {
                var kind =
                    variable.Scheme is "postgres" or "postgresql" ? ComponentKind.PostgreSql
                    : variable.Scheme is "redis" or "rediss" ? ComponentKind.Redis
                    : Products.NeededBy(variable.Name);
                if (kind is { } needed && drafts.Count > 0)
                {
                    Add(
                        needed,
                        new(file, variable.Line, $"the variable {variable.Name}", Sureness.Likely),
                        SourceTree.FolderOf(file)
                    );
                }

                if (variable.IsSecret || kind is not null)
                {
                    Told.AddRange(drafts.Take(20).Select(d => (d, variable)));
                }
                else
                {
                    others.Add(variable.Name);
                }
            }

            if (others.Count > 0)
            {
                programs.Notes.Add(
                    DetectionNotes.Variables(
                        file,
                        1,
                        string.Join(", ", others.Take(20)) + (others.Count > 20 ? " and more" : "")
                    )
                );
            }
        }
    }

    private void Add(ComponentKind kind, Evidence evidence, string folder)
    {
        if (!_evidence.TryGetValue(kind, out var all))
        {
            _evidence[kind] = all = [];
        }

        all.Add(evidence);
        _uses.AddRange(For(folder).Select(d => (d, kind)).Where(u => !_uses.Contains(u)));
    }

    /// <summary>Programs that a file in the folder speaks to: the nearest at or above it; those below it; else every one.</summary>
    private IEnumerable<Draft> For(string folder)
    {
        var workloads = programs.All.Where(d => d.IsWorkload).ToList();
        var above = workloads.Where(d => SourceTree.IsIn(folder, d.Folder)).Select(d => d.Folder).MaxBy(f => f.Length);
        if (above is not null)
        {
            return workloads.Where(d =>
                d.Folder == above || (folder == above && SourceTree.IsIn(d.Folder, folder) && d.Dockerfile is "")
            );
        }

        var below = workloads.Where(d => SourceTree.IsIn(d.Folder, folder)).ToList();
        return below.Count > 0 ? below : workloads;
    }
}
