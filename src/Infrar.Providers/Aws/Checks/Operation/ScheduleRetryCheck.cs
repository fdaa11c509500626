using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a start that fails is tried again or told.</summary>
internal sealed class ScheduleRetryCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS012";

    /// <inheritdoc/>
    public override string Title => "A scheduled start that fails is lost";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "One throttled call at two in the morning, and the job does not run until the next day; nothing says so.";

    /// <inheritdoc/>
    public override string Mend => "Leave maximum_retry_attempts above 0, or name a dead_letter_config.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_scheduler_schedule", "aws_cloudwatch_event_target"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var target = resource.Type == "aws_scheduler_schedule" ? "target." : "";
        // Left out, both sorts try for a day.
        if (
            resource.Number($"{target}retry_policy.maximum_retry_attempts", absent: 185) == 0
            && resource.Omits($"{target}dead_letter_config")
        )
        {
            yield return Found(
                scope,
                resource,
                "A start that fails is neither tried again nor kept; the job does not run, and nothing says so.",
                $"Raise {target}retry_policy.maximum_retry_attempts, or set {target}dead_letter_config.",
                resource.Breaks($"{target}retry_policy.maximum_retry_attempts"),
                resource.Shows($"{target}dead_letter_config")
            );
        }
    }
}
