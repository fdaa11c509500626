using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a distribution writes down who asked.</summary>
internal sealed class DistributionLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG014";

    /// <inheritdoc/>
    public override string Title => "A distribution keeps no access log";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Nobody can tell afterwards what was asked for, from where, and what was answered.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set logging_config.bucket, or make an aws_cloudwatch_log_delivery of the distribution.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudFront.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudfront_distribution"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Omits("logging_config")
            && !scope.Referrers(resource, "aws_cloudwatch_log_delivery_source").Any()
            && resource.Flag("enabled", absent: true) != false
        )
        {
            yield return Found(
                scope,
                resource,
                "Requests at the edge are not written down.",
                "Set logging_config.bucket to a bucket for logs.",
                resource.Breaks("logging_config")
            );
        }
    }
}
