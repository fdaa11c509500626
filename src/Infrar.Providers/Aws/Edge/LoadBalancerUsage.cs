using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Edge;

/// <summary>How traffic of services becomes what a load balancer is measured by.</summary>
internal static class LoadBalancerUsage
{
    private const decimal SecondsPerMonth = Meter.HoursPerMonth * 3600m;

    /// <summary>Mean requests a second.</summary>
    public static UsageRange? RequestsPerSecond(UsageProfile profile, Service service) =>
        profile.Of(service.Name, "requests")?.Times(1m / SecondsPerMonth);

    /// <summary>Mean new connections a second: as stated, else one for each request.</summary>
    public static UsageRange? NewConnections(UsageProfile profile, Service service) =>
        profile.Of(service.Name, "newConnectionsPerSecond") ?? RequestsPerSecond(profile, service);

    /// <summary>Mean connections that are open: as stated, else each new one for a second.</summary>
    public static UsageRange? ActiveConnections(UsageProfile profile, Service service) =>
        profile.Of(service.Name, "activeConnections") ?? NewConnections(profile, service);

    /// <summary>The sum over services, null when it is not known of one of them.</summary>
    public static UsageRange? Sum(ImmutableArray<Service> services, Func<Service, UsageRange?> quantity) =>
        services.Aggregate<Service, UsageRange?>(
            Quantities.Zero,
            (sum, s) => quantity(s) is { } one ? sum?.Plus(one) : null
        );
}
