using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Local;

/// <summary>A container of a Compose file on one's own computer; buckets and secrets live in a shared stand-in.</summary>
public sealed class ComposeOffering : Offering
{
    /// <inheritdoc/>
    public override string Id => "local/compose";

    /// <inheritdoc/>
    public override string Title => "Docker Compose";

    /// <inheritdoc/>
    // One's own computer: all is the team's, and there is no second one.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "what runs is written by us",
            Elasticity = Elasticity.Fixed,
            MaxCopies = 1,
            DutiesLeft = [Duty.HostPatching, Duty.FailureRecovery, Duty.SoftwareUpgrades, Duty.Backups],
            Developer = [DeveloperFeature.BuildsFromSource, DeveloperFeature.Console],
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
    public override ImmutableArray<ComponentKind> Kinds { get; } = [.. Enum.GetValues<ComponentKind>()];

    /// <inheritdoc/>
    public override ObjectShape Options => LocalOptions.Shape;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (component.Name is StandIn.Host or StandIn.Setup)
        {
            yield return $"The name '{component.Name}' is kept for the stand-in of S3 and Secrets Manager. Give the component another.";
        }

        if (component is Sidecar sidecar && site.OfferingOf(site.System[sidecar.Of]) is not ComposeOffering)
        {
            yield return $"It accompanies {sidecar.Of}, which does not run on this computer. Place both with local/compose.";
        }

        if (LocalOptions.Of(component, site).Port is not { } port)
        {
            yield break;
        }

        var rival = site.ComponentsOn("local")
            .TakeWhile(c => c.Name != component.Name)
            .FirstOrDefault(c => LocalOptions.Of(c, site).Port == port);
        if (rival is not null || port == StandIn.PortOf(site))
        {
            yield return $"Its port {port} on this computer is taken by {rival?.Name ?? StandIn.Host}. State another under options.port.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute switch
        {
            "name" => component.Name,
            "host" => component switch
            {
                ObjectStore or SecretStore => StandIn.Host,
                Sidecar => "localhost",
                _ => component.Name,
            },
            "port" => PortOf(component) is > 0 and var port ? port : Value.None,
            "url" => PublicUrl(component, site),
            "database" when component is PostgreSql d => DataServices.DatabaseOf(d, site),
            "user" when component is PostgreSql d => DataServices.UserOf(d, site),
            "bucket" when component is ObjectStore s => StandIn.BucketOf(s, site),
            "folder" when component is ObjectStore s => FolderOf(s),
            "region" when component is ObjectStore or SecretStore => StandIn.RegionOf(site),
            "prefix" when component is SecretStore s => StandIn.PrefixOf(s, site),
            _ => Value.None,
        };

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        switch (component)
        {
            case StaticSite page:
                WorkloadServices.AddStaticSite(page, site);
                break;
            case Workload workload:
                WorkloadServices.AddWorkload(workload, site);
                break;
            case PostgreSql database:
                DataServices.AddPostgreSql(database, site);
                break;
            case Redis cache:
                DataServices.AddRedis(cache, site);
                break;
            case ContainerRegistry registry:
                DataServices.AddRegistry(registry, site);
                break;
            case ObjectStore or SecretStore:
                // The stand-in is made once, after all of its users are known.
                break;
            default:
                throw new InvalidOperationException($"No service is known for a {component.Kind}.");
        }
    }

    /// <summary>Where a store's folder is mounted in the containers that use it.</summary>
    internal static string FolderOf(ObjectStore store) => $"/data/{store.Name}";

    /// <summary>The address at which containers of the file reach a component.</summary>
    internal static string? InternalUrl(Component component, Site site)
    {
        var port = PortOf(component).ToString(CultureInfo.InvariantCulture);
        return component switch
        {
            PostgreSql d =>
                $"postgres://{DataServices.UserOf(d, site)}@{d.Name}:{port}/{DataServices.DatabaseOf(d, site)}",
            Redis => $"redis://{component.Name}:{port}",
            ObjectStore or SecretStore => StandIn.Url,
            Sidecar => $"http://localhost:{port}",
            _ when port is not "0" => $"http://{component.Name}:{port}",
            _ => null,
        };
    }

    /// <summary>What people and browsers open goes by its published port; the rest is reached inside the file's network.</summary>
    private static Value PublicUrl(Component component, Site site) =>
        component is StaticSite or Service { Public: true }
            ? string.Create(null, $"http://localhost:{HostPorts.Of(site).GetValueOrDefault(component.Name)}")
        : InternalUrl(component, site) is { } url ? url
        : Value.None;

    private static int PortOf(Component component) =>
        component switch
        {
            ObjectStore or SecretStore => 4566,
            Workload w => w.Port,
            _ => HostPorts.ContainerPort(component),
        };
}
