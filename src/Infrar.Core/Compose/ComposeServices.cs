using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>A service of a Compose file, with what it turned out to be.</summary>
/// <param name="Service">Its name in the file.</param>
/// <param name="Name">Its component's name.</param>
/// <param name="Kind">Its component's kind.</param>
/// <param name="Image">Image with variables replaced by their defaults; empty when it is built.</param>
/// <param name="Body">Its keys.</param>
internal sealed record ComposeService(string Service, string Name, ComponentKind Kind, string Image, YamlMap Body)
{
    /// <summary>Last part of the image's path, without tag: <c>postgres</c>.</summary>
    internal string Product => ComposeImages.ProductOf(Image);

    /// <summary>Workload whose network it shares; empty for none.</summary>
    internal string Beside { get; init; } = "";
}

/// <summary>Says what the services of a file are.</summary>
internal static class ComposeServices
{
    private const string BesideService = "service:";

    internal static ImmutableArray<ComposeService> Of(YamlMap stated)
    {
        // The stand-in's own names cannot be a component's where Compose runs it.
        var taken = new HashSet<string>(StringComparer.Ordinal) { "system", "localstack", "localstack-setup" };
        var services = new List<ComposeService>();
        foreach (var entry in stated.Entries)
        {
            if (ComposeNodes.Resolve(entry.Value) is { } body)
            {
                var image = ComposeImages.Filled(ComposeNodes.Text(body["image"]) ?? "");
                var kind = KindOf(ComposeImages.ProductOf(image), body);
                var name = ComposeNames.Normal(entry.Key, "service");

                // Under `place`, a name that is a kind's word would stand for all of that kind.
                name = ComponentKindWords.Parse(name) is { } word && word != kind ? $"{name}-app" : name;
                services.Add(new(entry.Key, ComposeNames.Unique(name, taken), kind, image, body));
            }
        }

        return [.. services.Select(s => AsSidecar(s, services))];
    }

    private static ComponentKind KindOf(string product, YamlMap body) =>
        product switch
        {
            "postgres" or "postgresql" or "postgis" or "pgvector" or "timescaledb" or "timescaledb-ha" =>
                ComponentKind.PostgreSql,
            "redis" or "valkey" or "redis-stack" or "redis-stack-server" or "keydb" => ComponentKind.Redis,
            "minio" or "localstack" or "localstack-pro" => ComponentKind.ObjectStore,
            "registry" => ComponentKind.ContainerRegistry,
            "nginx" or "caddy" or "httpd" when ServesFilesOnly(body) => ComponentKind.StaticSite,
            _ when ComposePorts.Of(body).Any(p => p.IsPublished) => ComponentKind.Service,
            _ => ComponentKind.Worker,
        };

    /// <summary>A web server with nothing but a folder of files mounted; one with a configuration of its own may do anything.</summary>
    private static bool ServesFilesOnly(YamlMap body)
    {
        var targets = ComposeVolumes.Of(body).ToList();
        return body["build"] is null
            && targets.Count > 0
            && targets.TrueForAll(v =>
                v.Target.Contains("/html", StringComparison.Ordinal)
                || v.Target.Contains("/htdocs", StringComparison.Ordinal)
                || v.Target.StartsWith("/srv", StringComparison.Ordinal)
            );
    }

    private static ComposeService AsSidecar(ComposeService service, List<ComposeService> all)
    {
        var mode = ComposeNodes.Text(service.Body["network_mode"]) ?? "";
        if (
            service.Kind is not (ComponentKind.Service or ComponentKind.Worker)
            || !mode.StartsWith(BesideService, StringComparison.Ordinal)
        )
        {
            return service;
        }

        var host = all.Find(s => s.Service == mode[BesideService.Length..]);
        return
            host is { Kind: ComponentKind.Service or ComponentKind.Worker } && host != service && !SharesNetwork(host)
            ? service with
            {
                Kind = ComponentKind.Sidecar,
                Beside = host.Name,
            }
            : service;
    }

    private static bool SharesNetwork(ComposeService service) =>
        (ComposeNodes.Text(service.Body["network_mode"]) ?? "").StartsWith(BesideService, StringComparison.Ordinal);
}
