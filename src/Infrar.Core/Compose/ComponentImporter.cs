using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>Describes the services of a Compose file as components, and notes what of them a manifest does not say.</summary>
internal sealed partial class ComponentImporter(ImmutableArray<ComposeService> services)
{
    /// <summary>Keys that are of no matter elsewhere, or that are carried over.</summary>
    private static readonly ImmutableHashSet<string> Understood =
    [
        .. "image build command environment ports expose depends_on links healthcheck deploy cpus mem_limit scale restart".Split(
            ' '
        ),
        .. "container_name hostname stdin_open tty init pull_policy platform profiles logging labels annotations volumes network_mode".Split(
            ' '
        ),
    ];

    private readonly HashSet<string> _names = services.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
    private readonly List<Diagnostic> _faults = [];
    private readonly List<(string Entry, string Description)> _entries = [];
    private string? _store;

    internal IReadOnlyList<Diagnostic> Faults => _faults;

    internal IReadOnlyList<(string Entry, string Description)> SecretEntries => _entries;

    /// <summary>The components of a service: mostly one; a stand-in for several is each of them.</summary>
    internal IEnumerable<ImportedComponent> Components(ComposeService service)
    {
        if (service.Name != service.Service)
        {
            _faults.Add(ComposeFaults.Renamed(service.Service, service.Name, service.Body.Location));
        }

        foreach (
            var entry in service.Body.Entries.Where(e =>
                !Understood.Contains(e.Key) && !e.Key.StartsWith("x-", StringComparison.Ordinal)
            )
        )
        {
            _faults.Add(ComposeFaults.NotCarried(service.Service, entry.Key, entry.KeyLocation));
        }

        return service.Kind switch
        {
            ComponentKind.PostgreSql => [Database(service)],
            ComponentKind.Redis => [Cache(service)],
            ComponentKind.ObjectStore => Stores(service),
            ComponentKind.ContainerRegistry => [Plain(service, "Container images.")],
            ComponentKind.StaticSite => [Site(service)],
            ComponentKind.Service or ComponentKind.Worker or ComponentKind.Sidecar => [Workload(service)],
            ComponentKind.ScheduledJob or ComponentKind.Secrets => throw new InvalidOperationException(
                $"No service of a Compose file becomes a {service.Kind}."
            ),
        };
    }

    /// <summary>The component that keeps what was not copied.</summary>
    internal ImportedComponent SecretStore() =>
        new(
            StoreName(),
            ComponentKind.Secrets,
            "Secrets of the Compose file, by name alone. Their values were not copied; put them in where they are kept.",
            ["entries:", .. _entries.Select(e => $"  {Yaml(e.Entry)}: {{ description: {Yaml(e.Description)} }}")],
            []
        );

    /// <summary>The component that keeps the images which the Compose file builds.</summary>
    internal ImportedComponent Registry() =>
        new(
            ComposeNames.Unique("images", services.Select(s => s.Name).ToHashSet(StringComparer.Ordinal)),
            ComponentKind.ContainerRegistry,
            "Images that the Compose file builds; elsewhere they come from here.",
            [],
            []
        );

    private ImportedComponent Database(ComposeService service)
    {
        var variables = ComposeNodes.Pairs(service.Body["environment"]).ToList();
        string? Of(string key) =>
            variables.Find(v => v.Key == key).Value is { } value && Identifier().IsMatch(ComposeImages.Filled(value))
                ? ComposeImages.Filled(value)
                : null;
        List<string> fields =
        [
            $"version: \"{ComposeImages.MajorOf(service.Image) ?? "15"}\"{(ComposeImages.MajorOf(service.Image) is null ? " # the image states none" : "")}",
            .. Of("POSTGRES_DB") is { } database ? [$"database: {Yaml(database)}"] : Array.Empty<string>(),
            .. Of("POSTGRES_USER") is { } user ? [$"user: {Yaml(user)}"] : Array.Empty<string>(),
            .. Limits(service, "2", 4096, least: 0.1m),
            "storage: { size: 20 GiB } # Compose states none",
            "backups: { retention: 7d } # Compose makes none",
        ];
        foreach (var (key, value, node) in variables.Where(v => SecretLooks.IsSecret(v.Key, v.Value ?? "")))
        {
            _faults.Add(ComposeFaults.SecretNotCopied(service.Service, key, node.Location));
        }

        return new(
            service.Name,
            service.Kind,
            "The platform makes the password; on this computer it comes from .env.",
            [.. fields],
            LocalImage(service, "postgres")
        );
    }

    private static ImportedComponent Cache(ComposeService service)
    {
        var major = service.Product is "redis" ? ComposeImages.MajorOf(service.Image) : null;
        var limit = ComposeTexts.Mebibytes(MemoryOf(service));
        return new(
            service.Name,
            service.Kind,
            "",
            [
                $"version: \"{major ?? "7"}\"{(major is null ? " # the image states no version of Redis" : "")}",
                string.Create(null, $"memory: {limit ?? 512} MiB{(limit is null ? " # Compose states none" : "")}"),
            ],
            LocalImage(service, "redis")
        );
    }

    private IEnumerable<ImportedComponent> Stores(ComposeService service)
    {
        if (service.Product is "minio")
        {
            yield return Plain(service, $"{service.Image} stands in for it here.");
            yield break;
        }

        var asked =
            ComposeNodes.Pairs(service.Body["environment"]).FirstOrDefault(v => v.Key == "SERVICES").Value ?? "";
        var parts = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts.Contains("s3"))
        {
            yield return Plain(service, "LocalStack stands in for it here.");
        }

        if (parts.Contains("secretsmanager"))
        {
            yield return _entries.Count == 0 && _store is null && !parts.Contains("s3")
                ? new(_store = service.Name, ComponentKind.Secrets, "LocalStack stands in for it here.", [], [])
                : Plain(
                    service with
                    {
                        Name = Free("vault"),
                        Kind = ComponentKind.Secrets,
                    },
                    "LocalStack stands in for it here."
                );
        }

        foreach (var other in parts.Where(p => p is not ("s3" or "secretsmanager")))
        {
            _faults.Add(ComposeFaults.NoKind(service.Service, $"LocalStack's {other}", service.Body.Location));
        }
    }

    private ImportedComponent Site(ComposeService service)
    {
        var folder = ComposeVolumes.Of(service.Body).First().Source;
        return new(
            service.Name,
            service.Kind,
            $"{service.Image} served its files; a static site needs no server of its own.",
            [.. Uses(service, [])],
            folder is "" ? [] : [$"folder: {Yaml(ComposeTexts.Kept(folder))}"]
        );
    }

    private static ImportedComponent Plain(ComposeService service, string comment) =>
        new(service.Name, service.Kind, comment, [], []);

    private ImportedComponent Workload(ComposeService service)
    {
        if (ComposeImages.KeepsData(service.Product))
        {
            _faults.Add(ComposeFaults.NoKind(service.Service, service.Image, service.Body.Location));
        }

        var port = ComposePorts.Of(service.Body).FirstOrDefault();
        var environment = new EnvironmentImport(service, services);
        foreach (var fault in environment.Faults)
        {
            _faults.Add(fault);
        }

        List<string> fields = [];
        if (service.Kind is ComponentKind.Sidecar)
        {
            fields.Add($"of: {service.Beside}");
        }

        if (service.Body["build"] is null && Word().IsMatch(service.Image))
        {
            fields.Add($"image: {Yaml(service.Image)}");
        }

        fields.AddRange(Limits(service, "0.5", 1024, least: 0.01m));
        if (port is not null)
        {
            fields.Add(string.Create(null, $"port: {port.Container}"));
        }

        if (service.Kind is ComponentKind.Service)
        {
            fields.Add(
                port is { IsOpen: true }
                    ? "public: true # it publishes a port"
                    : "public: false # its port is this computer's alone"
            );
            if (port is { IsOpen: true })
            {
                fields.Add($"domains: [{service.Name}.example.com] # state your own");
            }
        }

        var health = new HealthImport(service);
        fields.AddRange(health.Fields);
        _faults.AddRange(health.Faults);
        fields.AddRange(Scaling(service));
        fields.AddRange(Command(service));
        if (
            ComposeNodes.Text(service.Body["platform"]) is { } platform
            && platform.Contains("arm64", StringComparison.Ordinal)
        )
        {
            fields.Add("architecture: arm64");
        }

        fields.AddRange(Volumes(service));
        fields.AddRange(environment.Fields);
        if (environment.Secrets.Count > 0)
        {
            fields.Add("secrets: # their values were not copied");
            foreach (var variable in environment.Secrets)
            {
                var entry = $"{service.Name}/{ComposeNames.Normal(variable, "secret")}";
                if (!_entries.Exists(e => e.Entry == entry))
                {
                    _entries.Add((entry, $"{variable} of {service.Service}"));
                }

                fields.Add($"  {variable}: {StoreName()}/{entry}");
            }
        }

        fields.AddRange(
            Uses(
                service,
                [.. environment.Uses, .. environment.Secrets.Count > 0 ? [StoreName()] : Array.Empty<string>()]
            )
        );
        return new(service.Name, service.Kind, "", [.. fields], Build(service));
    }

    private IEnumerable<string> Uses(ComposeService service, IEnumerable<string> further)
    {
        var stated = ComposeNodes
            .Names(service.Body["depends_on"])
            .Concat(ComposeNodes.Names(service.Body["links"]).Select(l => l.Split(':')[0]))
            .Select(n => services.FirstOrDefault(s => s.Service == n)?.Name)
            .OfType<string>();
        var names = stated
            .Concat(further)
            .Where(n => n != service.Name && n != service.Beside)
            .Distinct(StringComparer.Ordinal);
        var uses = string.Join(", ", names.Where(n => n == _store || services.Any(s => s.Name == n)));
        return uses is "" ? [] : [$"uses: [{uses}]"];
    }

    /// <summary>Limits that Compose states, or figures to begin with.</summary>
    private static IEnumerable<string> Limits(ComposeService service, string cpu, int memoryMiB, decimal least)
    {
        var stated =
            ComposeNodes.Text(ComposeNodes.At(service.Body["deploy"], "resources", "limits", "cpus"))
            ?? ComposeNodes.Text(service.Body["cpus"]);
        yield return decimal.TryParse(
            stated,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var cpus
        )
            ? string.Create(CultureInfo.InvariantCulture, $"cpu: {Math.Clamp(Math.Round(cpus, 3), least, 256):0.###}")
            : $"cpu: {cpu} # Compose states none";
        yield return ComposeTexts.Mebibytes(MemoryOf(service)) is { } memory
            ? string.Create(null, $"memory: {memory} MiB")
            : string.Create(null, $"memory: {memoryMiB} MiB # Compose states none");
    }

    private static string? MemoryOf(ComposeService service) =>
        ComposeNodes.Text(ComposeNodes.At(service.Body["deploy"], "resources", "limits", "memory"))
        ?? ComposeNodes.Text(service.Body["mem_limit"]);

    private static IEnumerable<string> Scaling(ComposeService service)
    {
        var text =
            ComposeNodes.Text(ComposeNodes.At(service.Body["deploy"], "replicas"))
            ?? ComposeNodes.Text(service.Body["scale"]);
        return
            service.Kind is not ComponentKind.Sidecar
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var copies)
            && copies is >= 0 and <= 1000 and not 1
            ? [string.Create(null, $"scaling: {{ min: {copies}, max: {Math.Max(copies, 1)} }}")]
            : [];
    }

    private static IEnumerable<string> Command(ComposeService service)
    {
        var command = service.Body["command"];
        var words =
            command is YamlSequence ? [.. ComposeNodes.Texts(command).Select(t => t.Text)]
            : ComposeNodes.Text(command) is { } line ? ComposeTexts.Words(line)
            : [];
        return words.IsEmpty || words.Length > 100
            ? []
            : ["command:", .. words.Select(w => $"  - {Yaml(ComposeTexts.Kept(w))}")];
    }

    private IEnumerable<string> Volumes(ComposeService service)
    {
        foreach (var volume in ComposeVolumes.Of(service.Body))
        {
            if (volume.Target == ComposeVolumes.EngineSocket)
            {
                yield return "containerEngine: true # it is handed the container engine's socket";
            }
            else if (volume.Target is not "")
            {
                _faults.Add(
                    ComposeFaults.NotCarried(
                        service.Service,
                        $"volume {volume.Target}",
                        service.Body["volumes"]?.Location ?? service.Body.Location
                    )
                );
            }
        }
    }

    private static ImmutableArray<string> Build(ComposeService service)
    {
        var build = service.Body["build"];
        var context = ComposeNodes.Text(build) ?? ComposeNodes.Text(ComposeNodes.At(build, "context"));
        return build is null ? [] : [$"build: {Yaml(ComposeTexts.Kept(context ?? "."))}"];
    }

    /// <summary>The stated image on this computer, where it is more than the usual one: an extension, a variant.</summary>
    private static ImmutableArray<string> LocalImage(ComposeService service, string usual) =>
        service.Image is "" || service.Image == usual ? Build(service) : [$"image: {Yaml(service.Image)}"];

    private string StoreName() => _store ??= Free("secrets");

    private string Free(string name) => ComposeNames.Unique(name, _names);

    internal static string Yaml(string text) => ManifestYaml.Scalar(text);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^\S+$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
