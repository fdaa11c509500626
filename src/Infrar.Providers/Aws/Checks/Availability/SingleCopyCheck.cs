using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Checks;

namespace Infrar.Providers.Aws.Checks.Availability;

/// <summary>Whether a service behind a load balancer goes on when one copy stops.</summary>
internal sealed class SingleCopyCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "AVA006";

    /// <inheritdoc/>
    public override string Title => "One copy answers for a service";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Availability;

    /// <inheritdoc/>
    public override string Rationale =>
        "When the copy or its machine fails, nobody answers until another has started and passed its health checks, which takes minutes.";

    /// <inheritdoc/>
    public override string Mend => "Run two copies at least: desired_count, and min_capacity where it scales.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service", "aws_appautoscaling_target"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "aws_ecs_service"
            || resource.Omits("load_balancer")
            || resource.Text("scheduling_strategy", absent: "REPLICA") != "REPLICA"
        )
        {
            yield break;
        }

        var scaling = scope.Referrers(resource, "aws_appautoscaling_target").FirstOrDefault();
        var least = scaling is null ? resource.Number("desired_count", absent: 0) : scaling.Number("min_capacity");
        if (least == 1 && AvailabilityNeed.Gravity(scope, promised: 99) is { } gravity)
        {
            yield return Found(
                scope,
                resource,
                "One copy answers for the service: when it or its machine fails, nobody does for minutes.",
                scaling is null ? "Set desired_count to 2." : $"Set min_capacity of {scaling.Address} to 2.",
                AvailabilityNeed.Proof(scope),
                scaling?.Breaks("min_capacity") ?? resource.Breaks("desired_count")
            ) with
            {
                Severity = gravity,
            };
        }
    }
}
