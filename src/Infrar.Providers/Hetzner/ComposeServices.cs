using System.Globalization;
using Infrar.Core.Compose;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Hetzner;

/// <summary>The containers of one server, as services of its Compose file.</summary>
internal sealed class ComposeServices(ServerGroup group, Site site)
{
    internal const int RegistryPort = 5000;

    // The registry's data grows with every image; this is where it starts, and a volume can be enlarged.
    private const int RegistryVolumeGiB = 20;

    // Hetzner sells no smaller volume.
    private const int SmallestVolumeGiB = 10;

    /// <summary>Values that Compose reads from the file <c>.env</c>.</summary>
    internal ServerVariables Variables { get; } = new();

    /// <summary>Components whose secrets must be on the server before it starts them.</summary>
    internal IEnumerable<string> NeedSecrets =>
        group.Components.Where(c => c is PostgreSql or Workload { Secrets.IsEmpty: false }).Select(c => c.Name);

    /// <summary>Port that a component listens on; 0 for none.</summary>
    internal static int PortOf(Component component) =>
        component switch
        {
            Workload workload => workload.Port,
            PostgreSql => 5432,
            Redis => 6379,
            ContainerRegistry => RegistryPort,
            _ => 0,
        };

    /// <summary>Size of the volume that a component's data lies on, GiB; 0 for one that keeps none.</summary>
    internal static int VolumeGiBOf(Component component) =>
        component switch
        {
            PostgreSql database => Math.Max(database.Storage.SizeGiB, SmallestVolumeGiB),
            ContainerRegistry => RegistryVolumeGiB,
            _ => 0,
        };

    /// <summary>The Compose file, with a proxy where the load balancer's requests arrive.</summary>
    internal string Write(bool hasProxy)
    {
        var services = group.Components.SelectMany(Service);
        var all = hasProxy ? services.Append(Proxy()) : services;
        return ComposeWriter.Write(
            new ResourceGraph([.. all]),
            $"What runs on the server {site.NameAtProvider()}-{group.Name}: written by infrar generate from the manifest."
        );
    }

    private IEnumerable<Resource> Service(Component component) =>
        component switch
        {
            Workload workload => [OfWorkload(workload)],
            PostgreSql database => [OfDatabase(database)],
            Redis cache => [OfCache(cache)],
            ContainerRegistry registry => [OfRegistry(registry)],
            _ => [],
        };

    private Resource OfWorkload(Workload workload)
    {
        var job = workload as ScheduledJob;
        var copies = ServerGroup.Copies(workload, site);
        return Make(
            workload.Name,
            ("image", ImageOf(workload)),
            ("command", workload.Command.Length > 0 ? List(workload.Command) : Value.None),
            ("restart", job is null ? "unless-stopped" : "no"),
            ("environment", EnvironmentOf(workload)),
            ("env_file", workload.Secrets.IsEmpty ? Value.None : List(SecretFile(workload))),
            ("ports", Published(workload)),
            ("volumes", workload.NeedsContainerEngine ? List("/var/run/docker.sock:/var/run/docker.sock") : Value.None),
            ("depends_on", DependenciesOf(workload)),
            ("healthcheck", HealthOf(workload)),
            ("deploy", Deploy(workload.Cpu, workload.MemoryMiB, copies)),
            ("profiles", job is null ? Value.None : List("scheduled"))
        );
    }

    private Resource OfDatabase(PostgreSql database) =>
        Make(
            database.Name,
            ("image", $"postgres:{database.Version}"),
            ("restart", "unless-stopped"),
            (
                "environment",
                Map(
                    // The volume's own lost+found keeps its root from being a data directory.
                    ("PGDATA", "/var/lib/postgresql/data/pgdata"),
                    ("POSTGRES_DB", database.Database.Length > 0 ? database.Database : Value.None),
                    ("POSTGRES_USER", database.User.Length > 0 ? database.User : Value.None)
                )
            ),
            ("env_file", List(SecretFile(database))),
            ("ports", Published(database)),
            ("volumes", List($"/srv/infrar/{database.Name}:/var/lib/postgresql/data")),
            ("deploy", Deploy(database.Cpu, database.MemoryMiB, 1))
        );

    private Resource OfCache(Redis cache) =>
        Make(
            cache.Name,
            ("image", $"redis:{cache.Version}-alpine"),
            // A tenth is left to Redis itself, so that the container stays within its memory.
            (
                "command",
                List(
                    "redis-server",
                    "--maxmemory",
                    string.Create(CultureInfo.InvariantCulture, $"{cache.MemoryMiB * 9 / 10}mb")
                )
            ),
            ("restart", "unless-stopped"),
            ("ports", Published(cache)),
            ("deploy", Deploy(0, cache.MemoryMiB, 1))
        );

    private static Resource OfRegistry(ContainerRegistry registry) =>
        Make(
            registry.Name,
            ("image", "registry:3"),
            ("restart", "unless-stopped"),
            ("ports", List(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{RegistryPort}:{RegistryPort}"))),
            ("volumes", List($"/srv/infrar/{registry.Name}:/var/lib/registry"))
        );

    private Resource Proxy() =>
        Make(
            "infrar-proxy",
            ("image", "caddy:2"),
            ("restart", "unless-stopped"),
            ("ports", List($"{PrivateNetwork.AddressOf(group, site)}:80:80")),
            (
                "volumes",
                List([
                    "/opt/infrar/Caddyfile:/etc/caddy/Caddyfile:ro",
                    .. group
                        .Components.OfType<StaticSite>()
                        .Select(s => (Value)$"/srv/infrar/{s.Name}:/srv/{s.Name}:ro"),
                ])
            )
        );

    private Value ImageOf(Workload workload)
    {
        if (workload.BuiltImage.Length > 0)
        {
            return workload.BuiltImage;
        }

        if (workload.Image.Length > 0)
        {
            return workload.Image;
        }

        var registry = site.System.Components.FirstOrDefault(c => c is ContainerRegistry);
        var host = registry is null ? Value.None : site.Endpoint(registry.Name, "host");
        return host is Value.Null
            ? $"{site.System.Name}/{workload.Name}:latest"
            : Variables.Of($"{workload.Name}_image", Joined(host, $"/{workload.Name}:latest"));
    }

    private static Value Joined(Value host, string path) =>
        host.AsText() is { } known ? $"{known}{path}" : Template(host, path);

    private Value EnvironmentOf(Workload workload) =>
        workload.Environment.IsEmpty
            ? Value.None
            : Map(
                workload.Environment.Select(e =>
                    (e.Key, Variables.Of($"{workload.Name}_{e.Key}", Interpolation.Resolve(e.Value, site)))
                )
            );

    /// <summary>What other servers call is open on the private network.</summary>
    private Value Published(Component component) =>
        ServerGroup.IsCalledFromElsewhere(component, site) && PortOf(component) is > 0 and var port
            ? List(
                string.Create(CultureInfo.InvariantCulture, $"{PrivateNetwork.AddressOf(group, site)}:{port}:{port}")
            )
            : Value.None;

    private Value DependenciesOf(Workload workload)
    {
        var names = workload
            .Uses.Where(u => group.Components.Any(c => c.Name == u && c is Workload or PostgreSql or Redis))
            .Where(u => site.System[u] is not ScheduledJob)
            .ToList();
        return names.Count == 0 ? Value.None : List(names);
    }

    private static Value HealthOf(Workload workload) =>
        workload.Health is { Command.Length: > 0 } health
            ? Map(
                ("test", List("CMD-SHELL", health.Command)),
                ("interval", Seconds(health.Interval)),
                ("timeout", Seconds(health.Timeout)),
                ("retries", health.Retries),
                ("start_period", Seconds(health.StartPeriod))
            )
            : Value.None;

    private static Value.MapOf Deploy(decimal cpu, int memoryMiB, int copies) =>
        Map(
            ("replicas", copies > 1 ? copies : Value.None),
            (
                "resources",
                Map(
                    (
                        "limits",
                        Map(
                            (
                                "cpus",
                                cpu > 0 ? string.Create(CultureInfo.InvariantCulture, $"{cpu:0.###}") : Value.None
                            ),
                            ("memory", string.Create(CultureInfo.InvariantCulture, $"{memoryMiB}M"))
                        )
                    )
                )
            )
        );

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds}s");

    private static string SecretFile(Component component) => $"/etc/infrar/{component.Name}.env";

    private static Resource Make(string container, params (string Name, Value Value)[] attributes) =>
        new()
        {
            Type = ComposeWriter.ServiceType,
            Name = TofuNames.TofuName(container),
            Provider = "",
            Attributes = Map([("container", container), .. attributes]),
        };
}
