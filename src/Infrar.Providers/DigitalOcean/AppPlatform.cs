using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean App Platform: containers and static sites as components of one app.</summary>
internal sealed class AppPlatform : Offering
{
    // App spec reference: names of components have 2–32 characters.
    private const int LongestName = 32;

    /// <inheritdoc/>
    public override string Id => "digitalocean/app";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean App Platform";

    /// <inheritdoc/>
    // 250 containers of a component are the limit; only sizes with dedicated processors scale by load, and those
    // are chosen then.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.digitalocean.com/products/app-platform",
            Elasticity = Elasticity.Automatic,
            MaxCopies = 250,
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Control = [ControlAspect.Software, ControlAspect.Region],
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
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        if (component.Name.Length is < 2 or > LongestName)
        {
            yield return $"App Platform's names have 2–{LongestName} characters; '{component.Name}' has {component.Name.Length}.";
        }

        if (site.RegionOf(component) != site.SettingsOf("digitalocean").Region)
        {
            yield return $"One app has one region: '{site.RegionOf(component)}' is not the provider's "
                + $"'{site.SettingsOf("digitalocean").Region}'. Leave the component's region out.";
        }

        var own = component switch
        {
            StaticSite web => OfSite(web),
            Workload workload => OfWorkload(workload, site),
            _ => [],
        };
        foreach (var obstacle in own)
        {
            yield return obstacle;
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var domains = component switch
        {
            StaticSite web => web.Domains,
            Service { Public: true } service => service.Domains,
            _ => [],
        };
        var isPublic = component is StaticSite or Service { Public: true };
        var port = (component as Workload)?.Port ?? 443;
        return attribute switch
        {
            "host" when domains is [var first, ..] => first,
            "host" => component.Name,
            "port" => port,
            "url" when domains is [var first, ..] => $"https://{first}",
            "url" when isPublic => Ref(AppSpec.Address, "live_url"),
            "url" => FormattableString.Invariant($"http://{component.Name}:{port}"),
            "name" => component.Name,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    /// <remarks>The app itself is made when all its components are known: <see cref="AppSpec"/>.</remarks>
    public override void Place(Component component, Site site)
    {
        if (component is not Workload workload)
        {
            return;
        }

        if (Sidecars.ScalingOf(workload, site).IsElastic)
        {
            site.Use(
                AppSpec.Address,
                AppPricing.CopiesKey(workload.Name),
                Quantities.Copies(Sidecars.Companion(workload, site), 1)
            );
        }

        Demands.NoteUnmet(workload, site, "App Platform");
        if (workload is Sidecar)
        {
            site.Note(
                $"App Platform has no sidecars: {workload.Title} runs as an internal service, reached as {workload.Name} and "
                    + "not as localhost."
            );
        }

        if (workload is ScheduledJob)
        {
            site.Note(
                $"App Platform has no scheduled jobs: {workload.Title} runs all the time as a worker and must keep its schedule "
                    + "itself, which it finds in SCHEDULE and TZ."
            );
        }

        site.Note("App Platform keeps logs for a short time only; the period that monitoring asks for is not met.");
    }

    private static IEnumerable<string> OfSite(StaticSite web)
    {
        if (web.Build is not { Repository.Length: > 0 })
        {
            yield return "App Platform builds static sites from a Git repository: state 'build.repository'.";
        }
    }

    private static IEnumerable<string> OfWorkload(Workload workload, Site site) =>
        [
            .. workload.Architecture is "x86-64"
                ? Array.Empty<string>()
                : ["App Platform runs x86-64 images only; build the image for 'architecture: x86-64'."],
            .. Demands.WithoutContainerEngine(workload, "App Platform"),
            .. AppSizes.Obstacles(workload, site),
        ];
}
