using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Edge;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>Services and workers as ECS services on Fargate; sidecars as further containers of their tasks.</summary>
internal sealed class EcsFargate : Offering, IGrantsAccess
{
    /// <inheritdoc/>
    public override string Id => "aws/ecs-fargate";

    /// <inheritdoc/>
    public override string Title => "Amazon ECS on Fargate";

    /// <inheritdoc/>
    // AWS patches and replaces the machines below Fargate; 5,000 tasks a service is the quota; earlier revisions
    // stay for a rollback.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonECS/latest/developerguide",
            Elasticity = Elasticity.Automatic,
            MaxCopies = 5_000,
            Developer = [DeveloperFeature.Rollback, DeveloperFeature.Console],
            Control = [ControlAspect.Network, ControlAspect.Software, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } =
    [ComponentKind.Service, ComponentKind.Worker, ComponentKind.Sidecar];

    /// <inheritdoc/>
    public override ObjectShape Options => FargateOptions.Shape;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        component switch
        {
            Sidecar sidecar => SidecarObstacles(sidecar, site),
            Workload workload =>
            [
                .. TaskNetwork.Obstacles(workload, site),
                .. TaskDefinition.Obstacles(workload, site),
                .. TaskDefinition.ContainerObstacles(workload, site),
                .. workload is Service service ? ServiceObstacles.Of(service, site) : [],
            ],
            _ => [],
        };

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        component switch
        {
            Sidecar sidecar => SidecarEndpoint(sidecar, attribute),
            Service { Public: true } service => PublicEndpoint(service, attribute, site),
            Service service => PrivateNames.Endpoint(service, attribute, site),
            Workload workload => TaskEndpoint.Of(workload, attribute, site),
            _ => Value.None,
        };

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        // A sidecar runs in the task of the workload that it accompanies and has no resources of its own.
        if (component is Sidecar || component is not Workload workload)
        {
            return;
        }

        TaskDefinition.Add(workload, site);
        if (workload is Service { Public: true } published)
        {
            TargetGroup.Add(published, site);
        }

        EcsService.Add(workload, site);
        Autoscaling.Add(workload, site);
    }

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site) =>
        target is Worker worker ? RunTaskGrant.For(worker, site) : [];

    private static IEnumerable<string> SidecarObstacles(Sidecar sidecar, Site site)
    {
        var owner = site.System[sidecar.Of];
        if (site.OfferingOf(owner) is not (EcsFargate or EcsScheduledTask))
        {
            yield return $"{sidecar.Name} accompanies {sidecar.Of}, which is not placed on ECS; place both on the same offering.";
        }

        foreach (var obstacle in TaskDefinition.ContainerObstacles(sidecar, site))
        {
            yield return obstacle;
        }
    }

    // Containers of a task share its network interface.
    private static Value SidecarEndpoint(Sidecar sidecar, string attribute) =>
        attribute switch
        {
            "host" => "localhost",
            "port" when sidecar.Port > 0 => sidecar.Port,
            "url" when sidecar.Port > 0 => Template($"http://localhost:{sidecar.Port}"),
            "name" => sidecar.Name,
            _ => Value.None,
        };

    private static Value PublicEndpoint(Service service, string attribute, Site site)
    {
        Value host = service.Domains is [var domain, ..] ? domain : Ref(LoadBalancer.Address, "dns_name");
        return attribute switch
        {
            "host" => host,
            "port" => 443,
            "url" => Template("https://", host),
            _ => TaskEndpoint.Of(service, attribute, site),
        };
    }
}
