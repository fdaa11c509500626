using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Backups;

/// <summary>Whether a bucket keeps what is overwritten or deleted.</summary>
internal sealed class BucketVersionsCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "BAK004";

    /// <inheritdoc/>
    public override string Title => "A bucket keeps no older versions";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Backups;

    /// <inheritdoc/>
    public override string Rationale =>
        "A file that is overwritten or deleted, by mistake or by malice, is gone at once; a bucket has no other backup.";

    /// <inheritdoc/>
    public override string Mend => "Turn on versioning, and let older versions expire after some weeks.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("S3.14")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_s3_bucket", "aws_s3_bucket_versioning"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "aws_s3_bucket")
        {
            yield break;
        }

        // What the manifest decides against, the manifest answers for.
        var store = scope.Described<ObjectStore>(resource);
        if (scope.System is not null && store is null or { Versioning: false } && !scope.RequiresSurvival())
        {
            yield break;
        }

        var versioning = scope.Referrers(resource, "aws_s3_bucket_versioning").FirstOrDefault();
        var isOn = versioning is null
            ? resource.Flag("versioning.enabled", absent: false)
            : versioning.Text("versioning_configuration.status") switch
            {
                "Enabled" => true,
                null => null,
                _ => false,
            };
        if (isOn != false || IsRebuilt(scope, resource))
        {
            yield break;
        }

        yield return Found(
            scope,
            resource,
            store is { Versioning: true }
                ? "The manifest asks for older versions and the bucket keeps none: what is overwritten or deleted is gone at once."
                : "What is overwritten or deleted is gone at once; the bucket has no other backup.",
            "Set versioning_configuration.status to Enabled in an aws_s3_bucket_versioning of the bucket.",
            versioning?.Breaks("versioning_configuration.status")
                ?? new ProofStep(resource.Address, "No versioning is configured for it.", Breaks: true)
        ) with
        {
            Severity = store is { Versioning: true } ? Severity.High : Severity,
        };
    }

    // Files of a site are built from the repository, and logs that expire are kept for a while on purpose.
    private static bool IsRebuilt(CheckScope scope, Resource bucket) =>
        scope.Described<StaticSite>(bucket) is not null
        || scope.Described<ObjectStore>(bucket) is { Lifecycle: var rules }
            && rules.Any(r => r is { ExpireAfterDays: not null, Prefix: "" });
}
