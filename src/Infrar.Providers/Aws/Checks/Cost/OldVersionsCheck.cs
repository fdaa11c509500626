using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Cost;

/// <summary>Whether older versions of files go in time.</summary>
internal sealed class OldVersionsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "CST010";

    /// <inheritdoc/>
    public override string Title => "Older versions of files are kept for ever";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Cost;

    /// <inheritdoc/>
    public override string Rationale =>
        "Every overwritten and deleted file stays and is paid for each month, personal data that was deleted included.";

    /// <inheritdoc/>
    public override string Mend => "Add noncurrent_version_expiration to the bucket's lifecycle.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("S3.10")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_s3_bucket_versioning", "aws_s3_bucket_lifecycle_configuration"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (
            resource.Type != "aws_s3_bucket_versioning"
            || resource.Text("versioning_configuration.status") != "Enabled"
            || scope.Graph.Follow(resource["bucket"]) is not { } bucket
        )
        {
            yield break;
        }

        var rules = scope
            .Referrers(bucket, "aws_s3_bucket_lifecycle_configuration")
            .SelectMany(l => l["rule"].Items())
            .ToList();
        // What may not be deleted, and what records who did what, is kept on purpose.
        if (
            rules.Exists(r => !r.At("noncurrent_version_expiration").IsOmitted())
            || scope.Referrers(bucket, "aws_s3_bucket_object_lock_configuration").Any()
            || scope.Referrers(bucket, "aws_cloudtrail").Any()
            || bucket.Flag("object_lock_enabled", absent: false) != false
        )
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            "Overwritten and deleted files stay for ever, and are paid for each month.",
            "Add a rule with noncurrent_version_expiration to an aws_s3_bucket_lifecycle_configuration of the bucket.",
            resource.Breaks("versioning_configuration.status"),
            new ProofStep(bucket.Address, "No lifecycle rule of it expires older versions.")
        );
    }
}
