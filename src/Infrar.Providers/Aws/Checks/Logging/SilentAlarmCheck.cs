using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether somebody hears of an alarm.</summary>
internal sealed class SilentAlarmCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG012";

    /// <inheritdoc/>
    public override string Title => "An alarm tells nobody";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale => "It turns red in a console that nobody looks at when it matters.";

    /// <inheritdoc/>
    public override string Mend => "Name a topic with subscribers in alarm_actions.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudWatch.15"), Fsbp("CloudWatch.17")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudwatch_metric_alarm"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var off = resource.Flag("actions_enabled", absent: true) == false;
        if (!off && (!resource.Omits("alarm_actions") || IsPart(scope, resource)))
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            off
                ? "The alarm's actions are turned off, so that nobody hears of it."
                : "The alarm does nothing when it goes off; nobody hears of it.",
            off ? "Remove actions_enabled."
                : scope.System is null ? "Set alarm_actions to a topic with subscribers."
                : "State an address in monitoring.notify.",
            resource.Breaks(off ? "actions_enabled" : "alarm_actions")
        );
    }

    // One that only feeds an alarm made of several, or scales something, need not speak itself.
    private static bool IsPart(CheckScope scope, Resource alarm) =>
        scope.Referrers(alarm, "aws_cloudwatch_composite_alarm").Any()
        || !alarm.Omits("ok_actions")
        || !alarm.Omits("insufficient_data_actions")
        || scope.Graph.OfType("aws_cloudwatch_composite_alarm").Any(c => c["alarm_rule"] is not Value.Text);
}
