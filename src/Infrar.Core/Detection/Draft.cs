using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>A program while its evidence is being gathered.</summary>
internal sealed class Draft(string folder, string name, ComponentKind kind)
{
    private readonly List<Evidence> _evidence = [];

    internal string Folder { get; } = folder;

    /// <summary>Proposed name; made unique and normal when it is written.</summary>
    internal string Name { get; } = name;

    internal ComponentKind Kind { get; } = kind;

    /// <summary>Port and how sure it is; the surest stated wins.</summary>
    internal (int Number, Sureness Sureness) Port { get; private set; }

    internal string Health { get; set; } = "";

    /// <summary>Dockerfile that builds it; empty for none.</summary>
    internal string Dockerfile { get; set; } = "";

    internal int MemoryMiB { get; init; } = 1024;

    internal string[] Command { get; init; } = [];

    /// <summary>Framework, command and output folder of a site; null when its files lie ready-made.</summary>
    internal (string Framework, string Command, string Output)? Build { get; init; }

    /// <summary>Folder of the finished files below the site's own.</summary>
    internal string Output { get; init; } = "";

    internal bool IsWorkload => Kind is ComponentKind.Service or ComponentKind.Worker;

    internal IEnumerable<Evidence> Evidence =>
        _evidence
            .Distinct()
            .OrderByDescending(e => e.Sureness)
            .ThenBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line)
            .ThenBy(e => e.Saw, StringComparer.Ordinal);

    internal Draft Saw(string file, int line, string saw, Sureness sureness)
    {
        _evidence.Add(new(file, line, saw, sureness));
        return this;
    }

    internal Draft On(int port, Sureness sureness)
    {
        if (port is > 0 and <= 65535 && (Port.Number == 0 || sureness > Port.Sureness))
        {
            Port = (port, sureness);
        }

        return this;
    }
}
