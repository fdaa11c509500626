using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a topic that alarms go to has somebody who listens.</summary>
internal sealed class DeafTopicCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG013";

    /// <inheritdoc/>
    public override string Title => "Alarms go to a topic without listeners";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale => "The alarm goes off, the topic takes it, and it ends there.";

    /// <inheritdoc/>
    public override string Mend => "Subscribe an address or a queue to the topic.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_sns_topic", "aws_sns_topic_subscription"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type == "aws_sns_topic"
            && scope.Referrers(resource, "aws_cloudwatch_metric_alarm").Any()
            && !scope.Referrers(resource, "aws_sns_topic_subscription").Any()
            // A topic's name given to something else (a chat bot, a function's trigger) may be how it is heard.
            && scope
                .Graph.ReferrersOf(resource.Address)
                .All(r => r.Type is "aws_cloudwatch_metric_alarm" or "aws_sns_topic_policy")
        )
        {
            yield return Found(
                scope,
                resource,
                "Alarms go to this topic, and nobody is subscribed to it.",
                "Make an aws_sns_topic_subscription with topic_arn of this topic.",
                new ProofStep(resource.Address, "Alarms refer to it, and no subscription does.", Breaks: true)
            );
        }
    }
}
