using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a trail can raise alarms.</summary>
internal sealed class TrailWatchCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG005";

    /// <inheritdoc/>
    public override string Title => "Nothing watches a trail";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Files in a bucket tell afterwards; a log group tells at once when somebody signs in as root or turns recording off.";

    /// <inheritdoc/>
    public override string Mend => "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudTrail.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudtrail"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Omits("cloud_watch_logs_group_arn"))
        {
            yield return Found(
                scope,
                resource,
                "The record goes to a bucket alone, so that no alarm can be raised by what it says.",
                "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn.",
                resource.Breaks("cloud_watch_logs_group_arn")
            );
        }
    }
}
