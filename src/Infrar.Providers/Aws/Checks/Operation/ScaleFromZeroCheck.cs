using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a service that may run no copy can come back from there.</summary>
internal sealed class ScaleFromZeroCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS017";

    /// <inheritdoc/>
    public override string Title => "A service at zero never starts again";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Without a copy there is no processor use, and without a measurement a target-tracking policy does nothing: at zero copies the service stays there.";

    /// <inheritdoc/>
    public override string Mend =>
        "Keep one copy at least, or scale by what waits for the service (a queue's length) and not by its own load.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_appautoscaling_target", "aws_appautoscaling_policy"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "aws_appautoscaling_target" || resource.Number("min_capacity") != 0)
        {
            yield break;
        }

        var policies = scope.Referrers(resource, "aws_appautoscaling_policy").ToList();
        var service = scope.Graph.Follow(resource["resource_id"]);
        if (
            policies.Count == 0
            || !policies.TrueForAll(MeasuresItself)
            || service?.Type != "aws_ecs_service"
            || scope.Graph.OfType("aws_appautoscaling_scheduled_action").Any()
            || StartsOtherwise(scope, service)
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            $"{service.Address} may run no copy, and scales by its own load, which nothing measures while none runs: once at zero it stays there.",
            "Set min_capacity to 1, or scale by the length of the queue that it works off.",
            policies[0]
                .Shows(
                    "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type"
                ),
            resource.Breaks("min_capacity")
        );
    }

    private static bool MeasuresItself(Resource policy) =>
        policy.Text(
            "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type"
        )
            is "ECSServiceAverageCPUUtilization"
                or "ECSServiceAverageMemoryUtilization";

    // Somebody who may start the task by itself does not need the service.
    private static bool StartsOtherwise(CheckScope scope, Resource service) =>
        scope.Graph.Follow(service["task_definition"]) is { } task
        && scope
            .Graph.ReferrersOf(task.Address)
            .Any(r => r.Type is "aws_iam_role_policy" or "aws_iam_policy" or "aws_scheduler_schedule");
}
