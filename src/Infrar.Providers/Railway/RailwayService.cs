using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Railway;

/// <summary>A Railway service: any container, always on or on a schedule.</summary>
internal sealed class RailwayService : Offering
{
    // Railway's Pro plan gives one copy at most 32 vCPU and 32 GB.
    private const decimal MostCpu = 32;
    private const int MostMemoryMiB = 32 * 1024;

    /// <inheritdoc/>
    public override string Id => "railway/service";

    /// <inheritdoc/>
    public override string Title => "Railway service";

    /// <inheritdoc/>
    // A copy takes what its limits allow by itself; the number of copies is set by hand, and no limit of it is
    // documented.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.railway.com",
            Elasticity = Elasticity.ByHand,
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Previews,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Control = [ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork, IsolationAspect.AuditLog],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } =
    [ComponentKind.Service, ComponentKind.Worker, ComponentKind.ScheduledJob, ComponentKind.Sidecar];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var workload = (Workload)component;
        foreach (var obstacle in Demands.WithoutContainerEngine(workload, "Railway"))
        {
            yield return obstacle;
        }

        if (workload.Cpu > MostCpu || workload.MemoryMiB > MostMemoryMiB)
        {
            yield return "Railway gives one copy at most 32 vCPU and 32 GiB; lower 'cpu' or 'memory'.";
        }

        if (workload.Architecture is not "x86-64")
        {
            yield return "Railway runs x86-64 images only; build the image for 'architecture: x86-64'.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        Host(
            component,
            attribute,
            ((Workload)component).Port,
            component is Service { Public: true } service ? service : null
        );

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var workload = (Workload)component;
        var service = site.Add(
            Make("railway_service", workload, site) with
            {
                Attributes = Map(
                    ("name", workload.Name),
                    (
                        "image",
                        workload.BuiltImage.Length > 0 ? workload.BuiltImage
                        : workload.Image.Length > 0 ? workload.Image
                        : Value.None
                    ),
                    ("cpu", workload.Cpu),
                    ("memory_mib", workload.MemoryMiB),
                    ("replicas", Math.Max(Sidecars.Companion(workload, site).Scaling.Min, 1)),
                    ("cron_schedule", workload is ScheduledJob job ? job.Schedule : Value.None)
                ),
            }
        );
        if (workload is ScheduledJob scheduled)
        {
            site.Use(service.Address, RailwayServicePricing.JobHours, Quantities.JobHours(scheduled));
        }
        else
        {
            site.Use(
                service.Address,
                RailwayServicePricing.Copies,
                Quantities.Copies(Sidecars.Companion(workload, site), 1)
            );
            Demands.NoteUnmet(workload, site, "Railway");
        }

        site.Use(service.Address, RailwayServicePricing.Egress, Quantities.Egress(workload));
        if (workload is Sidecar)
        {
            site.Note(
                $"Railway has no sidecars: {workload.Title} runs as a service of its own, reached over the private network."
            );
        }

        if (workload.Scaling.IsElastic)
        {
            site.Note(
                $"Railway keeps the number of copies that is set: somebody changes that of {workload.Title} by hand."
            );
        }
    }

    /// <summary>A resource of Railway, in the words of this provider: no OpenTofu provider of ours makes it.</summary>
    internal static Resource Make(string type, Component component, Site site) =>
        new()
        {
            Type = type,
            Name = component.TofuName(),
            Provider = "railway",
            Region = site.RegionOf(component),
            Component = component.Name,
            Attributes = Value.MapOf.Empty,
        };

    /// <summary>How others reach a service: by its domain when public, else over the private network.</summary>
    internal static Value Host(Component component, string attribute, int port, Service? open = null)
    {
        var inside = $"{component.Name}.railway.internal";
        var host = open is { Domains: [var first, ..] } ? first : inside;
        return attribute switch
        {
            "host" => host,
            "port" => port,
            "url" when open is { Domains.Length: > 0 } => $"https://{host}",
            "url" => FormattableString.Invariant($"http://{inside}:{port}"),
            "name" => component.Name,
            _ => Value.None,
        };
    }
}
