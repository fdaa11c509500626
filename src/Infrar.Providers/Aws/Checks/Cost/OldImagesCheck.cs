using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether old images go in time.</summary>
internal sealed class OldImagesCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST011";

    /// <inheritdoc/>
    public override string Title => "Images are kept for ever";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "Every build adds its layers, which are billed each month, and old images keep faults that were mended since.";

    /// <inheritdoc/>
    public override string Mend => "Make an aws_ecr_lifecycle_policy of the repository.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("ECR.3")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecr_repository", "aws_ecr_lifecycle_policy"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type == "aws_ecr_repository" && !scope.Referrers(resource, "aws_ecr_lifecycle_policy").Any())
        {
            yield return Found(
                scope,
                resource,
                "Every build adds to the repository and nothing is ever removed.",
                scope.System is null
                    ? "Make an aws_ecr_lifecycle_policy of the repository."
                    : "State keepImages of the registry.",
                new ProofStep(resource.Address, "No lifecycle policy refers to it.", Breaks: true)
            );
        }
    }
}
