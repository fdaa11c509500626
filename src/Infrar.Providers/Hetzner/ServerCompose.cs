using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Hetzner;

/// <summary>Hetzner Cloud servers on which Docker Compose runs whatever is placed there.</summary>
internal sealed class ServerCompose : Offering
{
    /// <inheritdoc/>
    public override string Id => "hetzner/server-compose";

    /// <inheritdoc/>
    public override string Title => "Hetzner server with Docker Compose";

    /// <inheritdoc/>
    // A component lives on one server, which a change of type makes larger; dumps of the database stay on that server.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.hetzner.com/cloud; what runs on the server is written by us",
            Elasticity = Elasticity.ByHand,
            MaxCopies = 1,
            DutiesLeft = [Duty.HostPatching, Duty.FailureRecovery, Duty.SoftwareUpgrades, Duty.Backups],
            Control =
            [
                ControlAspect.Network,
                ControlAspect.Software,
                ControlAspect.OperatingSystem,
                ControlAspect.Region,
                ControlAspect.Keys,
            ],
            Isolation = [IsolationAspect.PrivateNetwork],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } =
    [
        ComponentKind.Service,
        ComponentKind.Worker,
        ComponentKind.ScheduledJob,
        ComponentKind.Sidecar,
        ComponentKind.StaticSite,
        ComponentKind.PostgreSql,
        ComponentKind.Redis,
        ComponentKind.Secrets,
        ComponentKind.ContainerRegistry,
    ];

    /// <inheritdoc/>
    public override ObjectShape Options { get; } =
        new(
            new Field(
                "group",
                new TextShape("[a-z][a-z0-9-]{0,19}", "like data")
                {
                    Description =
                        "Name of the server that the component shares with others of the same group. Default main.",
                }
            ),
            Demands.SingleServer
        );

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var group = ServerGroup.Of(component, site);
        var home = site.SettingsOf("hetzner").Region;
        if (site.RegionOf(component) != home)
        {
            yield return $"Servers stand in one location: '{site.RegionOf(component)}' is not the provider's '{home}'. Leave the "
                + "component's region out.";
        }

        if (group.Components[0] == component && group.Type(site) is null)
        {
            yield return NoType(group, home, site);
        }

        foreach (var obstacle in Demands.OnOneServer(component, site, "A Hetzner server"))
        {
            yield return obstacle;
        }

        if (
            component is Workload { Port: > 0 } called
            && ServerGroup.Copies(called, site) > 1
            && ServerGroup.IsCalledFromElsewhere(called, site)
        )
        {
            yield return $"Copies of one server share its port: '{called.Name}' has several, and a component of another group calls "
                + "it. Place both in one group.";
        }

        if (component is ScheduledJob job && group.TimeZone is { } zone && job.TimeZone != zone)
        {
            yield return $"A server has one time zone: '{job.TimeZone}' is not the '{zone}' of group '{group.Name}'. Place the "
                + "job in another group.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var isAlone = ServerGroup.Of(site).Length == 1;
        var host = isAlone ? component.Name : PrivateNetwork.AddressOf(ServerGroup.Of(component, site), site);
        var domain = component switch
        {
            StaticSite { Domains: [var first, ..] } => first,
            Service { Public: true, Domains: [var first, ..] } => first,
            _ => "",
        };
        var port = ComposeServices.PortOf(component);
        return (component, attribute) switch
        {
            (_, "host") when domain.Length > 0 => domain,
            (_, "url") when domain.Length > 0 => $"https://{domain}",
            // The container engine itself pulls from here, and takes a registry without TLS only on its own machine.
            (ContainerRegistry, "host" or "url") => $"localhost:{ComposeServices.RegistryPort}",
            (SecretStore, _) => Value.None,
            (_, "host") => host,
            (_, "port") => port,
            (PostgreSql { Database: var database }, "url") => FormattableString.Invariant(
                $"postgres://{host}:{port}/{database}"
            ),
            (Redis, "url") => FormattableString.Invariant($"redis://{host}:{port}"),
            (_, "url") => FormattableString.Invariant($"http://{host}:{port}"),
            (PostgreSql { Database.Length: > 0 } database, "name") => database.Database,
            (PostgreSql { User.Length: > 0 } database, "user") => database.User,
            (_, "name") => component.Name,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    /// <remarks>Servers and their files are made when all components are known: <see cref="Servers"/>.</remarks>
    public override void Place(Component component, Site site)
    {
        var group = ServerGroup.Of(component, site);
        if (ComposeServices.VolumeGiBOf(component) is > 0 and var size)
        {
            Servers.PlaceVolume(component, size, group, site);
        }

        ServerNotes.Of(component, site);
    }

    private static string NoType(ServerGroup group, string home, Site site)
    {
        var inEurope = Locations.IsEuropean(home);
        return group.ChosenSize(site) is { Length: > 0 } chosen
            ? $"Hetzner has no server type '{chosen}' in '{home}'. Name one of: {string.Join(", ", ServerTypes.Names(inEurope))}."
            : FormattableString.Invariant(
                $"No Hetzner server in '{home}' has the {group.Cpu(site):0.##} vCPU and {group.MemoryMiB(site)} MiB of group '{group.Name}': spread its components over groups."
            );
    }
}
