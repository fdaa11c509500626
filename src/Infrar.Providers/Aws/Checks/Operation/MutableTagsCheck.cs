using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether a tag of an image repository stays what it was.</summary>
internal sealed class MutableTagsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS019";

    /// <inheritdoc/>
    public override string Title => "A tag can be moved to another image";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "What was tested and what runs may differ under one name, and whoever may push may replace what is live.";

    /// <inheritdoc/>
    public override string Mend => "Set image_tag_mutability to IMMUTABLE.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ECR.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecr_repository"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Text("image_tag_mutability", absent: "MUTABLE") == "MUTABLE")
        {
            yield return Found(
                scope,
                resource,
                "A tag can be moved to another image, so that what runs may not be what was tested.",
                scope.System is null
                    ? "Set image_tag_mutability to IMMUTABLE."
                    : "Set immutableTags of the registry to true.",
                resource.Breaks("image_tag_mutability")
            );
        }
    }
}
