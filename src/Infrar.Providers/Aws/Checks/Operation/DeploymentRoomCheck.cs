using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static System.FormattableString;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a service can be replaced while it goes on serving.</summary>
internal sealed class DeploymentRoomCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS011";

    /// <inheritdoc/>
    public override string Title => "A deployment has no room";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "A rolling update stops copies and starts others between two bounds. Where neither is allowed it never ends; where all may stop first, nobody answers meanwhile.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set deployment_maximum_percent to 200, or deployment_minimum_healthy_percent low enough for one copy to stop.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_service"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var scaling = scope.Referrers(resource, "aws_appautoscaling_target").FirstOrDefault();
        var copies = scaling is null ? resource.Number("desired_count", absent: 0) : scaling.Number("min_capacity");
        if (
            copies is not >= 1
            || resource.Text("scheduling_strategy", absent: "REPLICA") != "REPLICA"
            || resource.Number("deployment_minimum_healthy_percent", absent: 100) is not { } least
            || resource.Number("deployment_maximum_percent", absent: 200) is not { } most
            || resource.Text("deployment_controller.type", absent: "ECS") != "ECS"
        )
        {
            yield break;
        }

        var mustRun = Math.Ceiling(copies.Value * least / 100);
        var mayRun = Math.Floor(copies.Value * most / 100);
        var stuck = mustRun >= copies && mayRun <= copies;
        if (stuck || (mustRun == 0 && mayRun <= copies && !resource.Omits("load_balancer")))
        {
            yield return Found(
                scope,
                resource,
                stuck
                    ? Invariant(
                        $"Of {copies} copies {mustRun} must run and {mayRun} may: none can stop and none can start, so a deployment never ends."
                    )
                    : Invariant(
                        $"Of {copies} copies none must run and {mayRun} may: all are stopped before others start, and nobody answers meanwhile."
                    ),
                "Set deployment_minimum_healthy_percent to 100 and deployment_maximum_percent to 200.",
                scaling?.Shows("min_capacity") ?? resource.Shows("desired_count"),
                resource.Shows("deployment_minimum_healthy_percent"),
                resource.Breaks("deployment_maximum_percent")
            ) with
            {
                Severity = stuck ? Severity : Severity.Medium,
            };
        }
    }
}
