using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Railway;

/// <summary>A static site on Railway: a web server in a service, since Railway has no content network.</summary>
internal sealed class RailwayStaticSite : Offering
{
    // Enough for a web server of files; Railway sells no static hosting whose size it would choose itself.
    private const decimal DefaultCpu = 0.25m;
    private const int DefaultMemoryMiB = 256;

    /// <inheritdoc/>
    public override string Id => "railway/static-site";

    /// <inheritdoc/>
    public override string Title => "Railway service with a web server";

    /// <inheritdoc/>
    // The web server runs in a service, as the image that one chooses and updates.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.railway.com",
            Elasticity = Elasticity.ByHand,
            DutiesLeft = [Duty.SoftwareUpgrades],
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Previews,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Control = [ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.StaticSite];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override ObjectShape Options { get; } =
        new(
            new Field(
                "cpu",
                new NumberShape(0.1m, 32, Whole: false)
                {
                    Description = "Virtual processors of the web server. Default 0.25.",
                }
            ),
            new Field(
                "memoryMiB",
                new NumberShape(64, 32768, Whole: true) { Description = "Memory of the web server, MiB. Default 256." }
            )
        );

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var host = component is StaticSite { Domains: [var first, ..] } ? first : $"{component.Name}.up.railway.app";
        return attribute switch
        {
            "host" => host,
            "url" => $"https://{host}",
            "name" => component.Name,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var options = site.AssignmentOf(component).Options;
        var service = site.Add(
            RailwayService.Make("railway_service", component, site) with
            {
                Attributes = Map(
                    ("name", component.Name),
                    ("cpu", options["cpu"].AsNumber() ?? DefaultCpu),
                    ("memory_mib", options["memoryMiB"].AsNumber() ?? DefaultMemoryMiB),
                    ("replicas", 1)
                ),
            }
        );
        site.Use(service.Address, RailwayServicePricing.Copies, _ => UsageRange.Exactly(1));
        site.Use(service.Address, RailwayServicePricing.Egress, Quantities.Egress(component));
        site.Note($"Railway has no content network: {component.Title} is served from one place, by a web server.");
    }
}
