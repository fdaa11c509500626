using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Local.ComposeResources;

namespace Infrar.Providers.Local;

/// <summary>Databases, caches and registries as services of the Compose file.</summary>
internal static class DataServices
{
    internal static void AddPostgreSql(PostgreSql database, Site site)
    {
        var options = LocalOptions.Of(database, site);
        var (name, user) = (DatabaseOf(database, site), UserOf(database, site));
        AddService(
            site,
            database,
            $"{database.Title}: from this computer at localhost:{HostPorts.Of(site)[database.Name]}.",
            Map(
                ("image", options.Image is "" ? $"postgres:{database.Version}" : options.Image),
                ("command", Command(options)),
                (
                    "environment",
                    Map([
                        ("POSTGRES_DB", name),
                        ("POSTGRES_USER", user),
                        ("POSTGRES_PASSWORD", DevelopmentSecrets.PasswordValue(database, site)),
                        .. Added(options),
                    ])
                ),
                ("ports", Publish(HostPorts.Of(site)[database.Name], 5432)),
                ("volumes", Data(site, database, options, "/var/lib/postgresql/data")),
                ("healthcheck", Health($"pg_isready -U {user} -d {name}", 5, 5, 10, 5))
            )
        );
    }

    internal static void AddRedis(Redis cache, Site site)
    {
        var options = LocalOptions.Of(cache, site);
        AddService(
            site,
            cache,
            $"{cache.Title}: from this computer at localhost:{HostPorts.Of(site)[cache.Name]}.",
            Map(
                ("image", options.Image is "" ? $"redis:{cache.Version}-alpine" : options.Image),
                ("command", Command(options)),
                ("environment", Environment(options)),
                ("ports", Publish(HostPorts.Of(site)[cache.Name], 6379)),
                // Kept between starts only when somebody asks for it: a development cache should be thrown away.
                ("volumes", options.Volume is "" ? Value.None : Data(site, cache, options, "/data")),
                ("healthcheck", Health("redis-cli ping | grep PONG", 5, 3, 10, 0))
            )
        );
    }

    internal static void AddRegistry(ContainerRegistry registry, Site site)
    {
        var options = LocalOptions.Of(registry, site);
        AddService(
            site,
            registry,
            $"{registry.Title}: push to localhost:{HostPorts.Of(site)[registry.Name]}.",
            Map(
                ("image", options.Image is "" ? "registry:2" : options.Image),
                ("command", Command(options)),
                ("environment", Environment(options)),
                ("ports", Publish(HostPorts.Of(site)[registry.Name], 5000)),
                ("volumes", Data(site, registry, options, "/var/lib/registry")),
                ("healthcheck", Health("wget -qO- http://127.0.0.1:5000/v2/ > /dev/null", 5, 3, 10, 0))
            )
        );
    }

    internal static string DatabaseOf(PostgreSql database, Site site) =>
        database.Database is "" ? site.System.Name.Replace('-', '_') : database.Database;

    internal static string UserOf(PostgreSql database, Site site) =>
        database.User is "" ? site.System.Name.Replace('-', '_') : database.User;

    private static Value Command(LocalOptions options) => options.Command.IsEmpty ? Value.None : List(options.Command);

    private static Value Environment(LocalOptions options) =>
        options.Environment.IsEmpty ? Value.None : Map(Added(options));

    private static IEnumerable<(string, Value)> Added(LocalOptions options) =>
        options.Environment.Select(e => (e.Name, (Value)e.Value));

    private static Value.ListOf Data(Site site, Component component, LocalOptions options, string path)
    {
        var volume = options.Volume is "" ? $"{component.Name.Replace('-', '_')}_data" : options.Volume;
        AddVolume(site, component, volume);
        return List([$"{volume}:{path}"]);
    }
}
