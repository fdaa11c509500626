using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a service keeps copies that AWS does not take back.</summary>
internal sealed class SpotServiceCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA012";

    /// <inheritdoc/>
    public override string Title => "A service runs on spare capacity alone";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "AWS takes Spot capacity back with two minutes' notice, all copies at once when it is short.";

    /// <inheritdoc/>
    public override string Mend => "Add a capacity_provider_strategy of FARGATE with base 1 or more.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var providers = resource["capacity_provider_strategy"]
            .Items()
            .Select(s => s.At("capacity_provider").AsText())
            .ToList();
        if (providers.Count > 0 && providers.TrueForAll(p => p == "FARGATE_SPOT") && !resource.Omits("load_balancer"))
        {
            yield return Found(
                scope,
                resource,
                "Every copy behind the load balancer runs on Spot capacity, which AWS takes back with two minutes' notice.",
                "Add a capacity_provider_strategy with capacity_provider FARGATE and base 1.",
                new ProofStep(resource.Address, "capacity_provider_strategy names FARGATE_SPOT alone.", Breaks: true)
            ) with
            {
                Severity = scope.Weighed(Severity),
            };
        }
    }
}
