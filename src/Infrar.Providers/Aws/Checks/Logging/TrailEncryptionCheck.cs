using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a trail is sealed with a key of the system's own.</summary>
internal sealed class TrailEncryptionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG004";

    /// <inheritdoc/>
    public override string Title => "A trail is not sealed with a key of its own";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "With S3's own key, whoever may read the bucket reads the record; a key of one's own takes a second permission.";

    /// <inheritdoc/>
    public override string Mend => "Name a key in kms_key_id.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("CloudTrail.2"), Cis("3.5")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_cloudtrail"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Omits("kms_key_id"))
        {
            yield return Found(
                scope,
                resource,
                "Whoever may read the bucket reads the record; no key of its own takes a second permission.",
                "Set kms_key_id to a key that CloudTrail may use.",
                resource.Breaks("kms_key_id")
            );
        }
    }
}
