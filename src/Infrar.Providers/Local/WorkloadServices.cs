using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Local.ComposeResources;

namespace Infrar.Providers.Local;

/// <summary>Containers of the system's own code, and its static sites, as services of the Compose file.</summary>
internal static class WorkloadServices
{
    internal static void AddWorkload(Workload workload, Site site)
    {
        var options = LocalOptions.Of(workload, site);
        var command = options.Command.IsEmpty ? workload.Command : options.Command;
        var (image, build) = SourceOf(workload, options);
        AddService(
            site,
            workload,
            CommentOf(workload, site),
            Map(
                ("image", image),
                ("build", build),
                ("command", command.IsEmpty ? Value.None : List(command)),
                ("profiles", Profiles(workload, site)),
                // A sidecar answers on its workload's localhost, as it does beside it in the cloud.
                ("network_mode", workload is Sidecar sidecar ? $"service:{sidecar.Of}" : Value.None),
                ("depends_on", StartOrder.DependsOn(workload, site)),
                ("environment", EnvironmentOf(workload, site)),
                ("ports", PortsOf(workload, site)),
                ("volumes", VolumesOf(workload, site)),
                ("healthcheck", HealthOf(workload))
            )
        );
        if (workload.NeedsContainerEngine)
        {
            site.Note(
                $"{workload.Title} starts containers itself, so compose.yaml hands it this computer's container engine: whoever controls it controls the computer."
            );
        }
    }

    internal static void AddStaticSite(StaticSite page, Site site)
    {
        var options = LocalOptions.Of(page, site);
        var port = HostPorts.Of(site)[page.Name];
        var folder = options.Folder is "" ? $"./{page.Name}" : options.Folder;
        var plain = page.Build is null && options is { Image: "", Build: "", Command.IsEmpty: true };
        var watched = page.Build is not null && options is { Image: "", Build: "" };

        // The files are built on every change by the site's own development server, or served as they are.
        var environment = References.EnvironmentOf(page, site).ToList();
        var volumes = (plain, watched || options.Folder is not "") switch
        {
            (true, _) => List([$"{folder}:/usr/share/nginx/html:ro"]),
            (false, true) => List([$"{folder}:/app"]),
            (false, false) => Value.None,
        };
        var command =
            !options.Command.IsEmpty ? List(options.Command)
            : watched ? List(["sh", "-c", "npm install && npm run dev"])
            : Value.None;
        AddService(
            site,
            page,
            $"{page.Title}: open http://localhost:{port}.",
            Map(
                ("image", Image(options, plain, watched)),
                ("build", options.Build is "" ? Value.None : options.Build),
                ("working_dir", watched ? "/app" : Value.None),
                ("command", command),
                ("profiles", Profiles(page, site)),
                ("depends_on", StartOrder.DependsOn(page, site)),
                ("environment", environment.Count == 0 ? Value.None : Map(environment)),
                ("ports", Publish(port, plain ? 80 : HostPorts.StaticSite)),
                ("volumes", volumes)
            )
        );
    }

    private static Value Image(LocalOptions options, bool plain, bool watched) =>
        options.Image is not "" ? options.Image
        : plain ? "nginx:alpine"
        : watched ? "node:22-alpine"
        : Value.None;

    /// <summary>An image that is stated goes first; what has none is built from its folder.</summary>
    private static (Value Image, Value Build) SourceOf(Workload workload, LocalOptions options) =>
        options switch
        {
            { Build: not "" } => (Value.None, options.Build),
            { Image: not "" } => (options.Image, Value.None),
            _ when workload.BuiltImage is not "" => (workload.BuiltImage, Value.None),
            _ when workload.Image is not "" => (workload.Image, Value.None),
            _ => (Value.None, $"./{workload.Name}"),
        };

    private static Value Profiles(Component component, Site site) =>
        StartOrder.ProfileOf(component, site) is { Length: > 0 } profile ? List([profile]) : Value.None;

    private static Value EnvironmentOf(Workload workload, Site site)
    {
        var environment = StandIn
            .EnvironmentOf(workload, site)
            .Concat(References.EnvironmentOf(workload, site))
            .GroupBy(e => e.Name, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Last().Value))
            .ToList();
        return environment.Count == 0 ? Value.None : Map(environment);
    }

    /// <summary>A workload publishes its own port, and those of the sidecars that share its network.</summary>
    private static Value PortsOf(Workload workload, Site site) =>
        HostPorts.Of(site).TryGetValue(workload.Name, out var port) ? Publish(port, workload.Port) : Value.None;

    private static Value VolumesOf(Workload workload, Site site)
    {
        var folders = workload
            .Uses.Select(name => site.System[name])
            .OfType<ObjectStore>()
            .Where(s => site.OfferingOf(s) is ComposeOffering && LocalOptions.Of(s, site).Folder is not "")
            .Select(s => $"{LocalOptions.Of(s, site).Folder}:{ComposeOffering.FolderOf(s)}");
        List<string> volumes =
        [
            .. folders,
            .. workload.NeedsContainerEngine ? ["/var/run/docker.sock:/var/run/docker.sock"] : (string[])[],
        ];
        return volumes.Count == 0 ? Value.None : List(volumes);
    }

    private static Value HealthOf(Workload workload)
    {
        if (workload.Health is not { } health)
        {
            return Value.None;
        }

        var url = string.Create(null, $"http://localhost:{workload.Port}{health.Path}");
        var shell = health.Command is "" ? $"curl -fsS {url} || wget -qO- {url} || exit 1" : health.Command;
        return Health(
            shell,
            (int)health.Interval.TotalSeconds,
            (int)health.Timeout.TotalSeconds,
            health.Retries,
            (int)health.StartPeriod.TotalSeconds
        );
    }

    private static string CommentOf(Workload workload, Site site) =>
        workload switch
        {
            ScheduledJob job =>
                $"{job.Title}: elsewhere at '{job.Schedule}' ({job.TimeZone}); here when asked, with docker compose run --rm {job.Name}.",
            Sidecar sidecar =>
                $"{sidecar.Title}: shares the network of {sidecar.Of}, which finds it at localhost:{sidecar.Port}.",
            _ when StartOrder.ProfileOf(workload, site) is { Length: > 0 } profile =>
                $"{workload.Title}: started with docker compose --profile {profile} up.",
            _ when HostPorts.Of(site).TryGetValue(workload.Name, out var port) =>
                $"{workload.Title}: open http://localhost:{port}.",
            _ => $"{workload.Title}.",
        };
}
