using System.Collections.Immutable;
using Infrar.Core.Compose;
using Infrar.Core.Manifests;

namespace Infrar.Core.Detection;

/// <summary>Writes what was recognised as the components of a manifest.</summary>
internal sealed class Proposal(Programs programs, Needs needs)
{
    /// <summary>Most programs of a manifest; those nearest to the root are kept.</summary>
    private const int MaxPrograms = 40;

    private const int MaxEntries = 100;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>A component as it is written, and as it is answered.</summary>
    private readonly List<(ImportedComponent Written, DetectedComponent Answered)> _all = [];

    internal SourceDetection Write(string system)
    {
        var drafts = programs
            .All.OrderBy(d => d.Folder is "" ? 0 : d.Folder.AsSpan().Count('/') + 1)
            .ThenBy(d => d.Folder, StringComparer.Ordinal)
            .ThenBy(d => d.Kind)
            .ThenBy(d => d.Name, StringComparer.Ordinal)
            .ToList();
        if (drafts.Count > MaxPrograms)
        {
            programs.Notes.Add(DetectionNotes.Cut("programs"));
            drafts = drafts[..MaxPrograms];
        }

        // Data components are called the same in every proposal, so their names are taken first.
        var kinds = drafts.Exists(d => d.IsWorkload) ? needs.Kinds.ToList() : [];
        var names = kinds.ToDictionary(k => k, NameOf);
        _taken.UnionWith(names.Values.Concat(["secrets", "images"]).Concat(ComponentKindWords.All));
        foreach (var draft in drafts)
        {
            AddProgram(draft, names);
        }

        foreach (var kind in kinds)
        {
            Add(new(names[kind], kind, Remark(needs.EvidenceOf(kind)), Data(kind), []), "", [], needs.EvidenceOf(kind));
        }

        AddShared();
        var notes = (drafts.Count == 0 ? programs.Notes.Append(DetectionNotes.NothingFound()) : programs.Notes)
            .Distinct()
            .OrderBy(n => n.Location.File, StringComparer.Ordinal)
            .ThenBy(n => n.Location.Line)
            .ThenBy(n => n.Code, StringComparer.Ordinal)
            .ThenBy(n => n.Message, StringComparer.Ordinal)
            .Take(200)
            .ToImmutableArray();
        return new(
            system,
            [.. _all.Select(a => a.Answered)],
            notes,
            programs.Tree.Paths.Count,
            _all.Count == 0 ? "" : ImportedManifest.Write(system, "the sources", [.. _all.Select(a => a.Written)], [])
        );
    }

    private void AddProgram(Draft draft, Dictionary<ComponentKind, string> names)
    {
        var name = ComposeNames.Unique(ComposeNames.Normal(draft.Name, "app"), _taken);
        if (!draft.IsWorkload)
        {
            var at = SourceTree.In(draft.Folder, draft.Output);
            Add(
                new(
                    name,
                    draft.Kind,
                    Remark(draft.Evidence),
                    Site(draft),
                    at is "" ? [] : [$"folder: {Yaml($"./{at}")}"]
                ),
                draft.Folder,
                [],
                draft.Evidence,
                draft
            );
            return;
        }

        var secrets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var plain = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, variable) in needs.Told.Where(t => t.Draft == draft))
        {
            Tell(name, variable, names, secrets, plain);
        }

        ImmutableArray<string> uses =
        [
            .. names
                .Where(n => needs.IsUsed(draft, n.Key))
                .Select(n => n.Value)
                .Concat(secrets.Count > 0 ? ["secrets"] : []),
        ];
        List<string> fields = ["cpu: 0.5", string.Create(null, $"memory: {draft.MemoryMiB} MiB")];
        if (draft.Kind is ComponentKind.Service)
        {
            var (port, sureness) = draft.Port.Number == 0 ? (8080, Sureness.Guess) : draft.Port;
            fields.Add(string.Create(null, $"port: {port}{(sureness is Sureness.Guess ? " # a guess" : "")}"));
            fields.Add("public: true # a guess");
            fields.Add($"domains: [{name}.example.com] # state your own");
            fields.AddRange(draft.Health is "" ? [] : [$"health: {{ path: {Yaml(draft.Health)} }}"]);
        }

        fields.AddRange(draft.Command.Length == 0 ? [] : ["command:", .. draft.Command.Select(w => $"  - {Yaml(w)}")]);
        fields.AddRange(Map("environment:", plain));
        fields.AddRange(Map("secrets: # their values were not copied", secrets));
        fields.AddRange(uses.IsEmpty ? [] : [$"uses: [{string.Join(", ", uses)}]"]);
        var folder = draft.Dockerfile is "" ? draft.Folder : SourceTree.FolderOf(draft.Dockerfile);
        Add(
            new(name, draft.Kind, Remark(draft.Evidence), [.. fields], [$"build: {Yaml($"./{folder}")}"]),
            draft.Folder,
            uses,
            draft.Evidence,
            draft
        );
        if (draft.Dockerfile is "")
        {
            programs.Notes.Add(DetectionNotes.NoImage(name, draft.Evidence.First().File));
        }
    }

    /// <summary>Says how a program is told a variable: as a secret, or as a fact about another component.</summary>
    private void Tell(
        string name,
        Variable variable,
        Dictionary<ComponentKind, string> names,
        SortedDictionary<string, string> secrets,
        SortedDictionary<string, string> plain
    )
    {
        string? Of(ComponentKind kind) => names.GetValueOrDefault(kind);
        var fact = variable.Name switch
        {
            "POSTGRES_HOST" or "PGHOST" or "POSTGRES_SERVER" => Of(ComponentKind.PostgreSql) is { } d
                ? $"${{{d}.host}}"
                : null,
            "REDIS_HOST" => Of(ComponentKind.Redis) is { } c ? $"${{{c}.host}}" : null,
            "REDIS_URL" => Of(ComponentKind.Redis) is { } c ? $"redis://${{{c}.host}}:6379" : null,
            _ => null,
        };
        if (fact is not null)
        {
            plain[variable.Name] = fact;
        }
        else if (variable.IsSecret && (secrets.ContainsKey(variable.Name) || _entries.Count < MaxEntries))
        {
            var entry = $"{name}/{ComposeNames.Normal(variable.Name, "secret")}";
            _entries[entry] = $"{variable.Name} of {name}";
            secrets[variable.Name] = $"secrets/{entry}";
        }
    }

    private void AddShared()
    {
        if (_entries.Count > 0)
        {
            var seen = needs
                .Told.Select(t => t.Variable)
                .Where(v => v.IsSecret)
                .Select(v => new Evidence(v.File, v.Line, $"the variable {v.Name}", Sureness.Likely))
                .Distinct()
                .ToList();
            Add(
                new(
                    "secrets",
                    ComponentKind.Secrets,
                    "Secrets by name alone. Put their values in where they are kept.",
                    ["entries:", .. _entries.Select(e => $"  {Yaml(e.Key)}: {{ description: {Yaml(e.Value)} }}")],
                    []
                ),
                "",
                [],
                seen
            );
        }

        if (_all.Exists(a => a.Written.BuildsImage))
        {
            Add(
                new("images", ComponentKind.ContainerRegistry, "Images that are built from the sources.", [], []),
                "",
                [],
                _all.Where(a => a.Written.BuildsImage).SelectMany(a => a.Answered.Evidence).Take(1)
            );
        }
    }

    private void Add(
        ImportedComponent written,
        string folder,
        ImmutableArray<string> uses,
        IEnumerable<Evidence> evidence,
        Draft? draft = null
    ) =>
        _all.Add(
            (
                written,
                new(
                    written.Name,
                    written.Kind,
                    folder,
                    uses,
                    [
                        .. evidence
                            .OrderByDescending(e => e.Sureness)
                            .ThenBy(e => e.File, StringComparer.Ordinal)
                            .ThenBy(e => e.Line)
                            .Distinct()
                            .Take(20),
                    ]
                )
                {
                    Program = draft is null
                        ? null
                        : new(
                            draft.Dockerfile,
                            draft.Port.Number,
                            draft.Health,
                            draft.Build?.Command ?? "",
                            draft.Build?.Output ?? draft.Output
                        ),
                }
            )
        );

    private static string Remark(IEnumerable<Evidence> evidence) =>
        string.Join(
            "; ",
            evidence
                .OrderByDescending(e => e.Sureness)
                .Take(2)
                .Select(e => $"{e.Place}: {e.Saw} ({DetectionJson.Word(e.Sureness)})")
        );

    private static ImmutableArray<string> Site(Draft draft) =>
        draft.Build is not { } build
            ? []
            :
            [
                "build:",
                $"  framework: {Yaml(build.Framework)}",
                $"  command: {Yaml(build.Command)}",
                $"  output: {Yaml(build.Output)}",
                .. draft.Folder is "" ? Array.Empty<string>() : [$"  root: {Yaml(draft.Folder)}"],
            ];

    private static string NameOf(ComponentKind kind) =>
        kind is ComponentKind.PostgreSql ? "database"
        : kind is ComponentKind.Redis ? "cache"
        : "files";

    private static ImmutableArray<string> Data(ComponentKind kind) =>
        kind switch
        {
            ComponentKind.PostgreSql =>
            [
                "cpu: 2 # a guess",
                "memory: 4096 MiB # a guess",
                "storage: { size: 20 GiB } # a guess",
                "backups: { retention: 7d }",
            ],
            ComponentKind.Redis => ["memory: 512 MiB # a guess"],
            _ => [],
        };

    private static IEnumerable<string> Map(string head, SortedDictionary<string, string> entries) =>
        entries.Count == 0 ? [] : [head, .. entries.Select(e => $"  {e.Key}: {Yaml(e.Value)}")];

    private static string Yaml(string text) => ManifestYaml.Scalar(text);
}
