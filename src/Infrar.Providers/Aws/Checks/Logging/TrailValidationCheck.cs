using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a change of recorded calls shows.</summary>
internal sealed class TrailValidationCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG003";

    /// <inheritdoc/>
    public override string Title => "A trail's files can be changed unnoticed";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "Whoever may write to the bucket may take lines out of the record; signed digests would show it.";

    /// <inheritdoc/>
    public override string Mend => "Set enable_log_file_validation to true.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudTrail.4"), Cis("3.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudtrail"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Flag("enable_log_file_validation", absent: false) == false)
        {
            yield return Found(
                scope,
                resource,
                "Nothing shows whether a recorded file was changed or taken away afterwards.",
                "Set enable_log_file_validation to true.",
                resource.Breaks("enable_log_file_validation")
            );
        }
    }
}
