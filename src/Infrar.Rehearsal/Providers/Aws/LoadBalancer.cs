using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>A load balancer: the application kind wants two zones, and a protected one stays.</summary>
internal sealed class LoadBalancer() : ZoneSpread("subnets")
{
    public override IEnumerable<Diagnostic> RefuseChange(
        ResourceScope scope,
        Cloud cloud,
        CloudKey? existing,
        Value planned
    ) =>
        planned["load_balancer_type"].AsText is null or "application"
            ? base.RefuseChange(scope, cloud, existing, planned)
            : [];

    public override IEnumerable<Diagnostic> RefuseDelete(
        ResourceScope scope,
        Cloud cloud,
        CloudKey existing,
        Value prior
    ) =>
        prior["enable_deletion_protection"].AsBool is true
            ?
            [
                new Diagnostic(
                    "Load balancer is protected",
                    $"{existing.Id} has enable_deletion_protection. Turn it off first."
                ),
            ]
            : [];
}
