using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether actions on files are granted on files, and actions on buckets on buckets.</summary>
internal sealed class S3ArnKindCheck : Check
{
    private const string Prefix = "arn:aws:s3:::";

    private static readonly ImmutableHashSet<string> OnFiles = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectTagging",
        "s3:RestoreObject"
    );

    private static readonly ImmutableHashSet<string> OnBuckets = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "s3:GetBucketLocation",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
        "s3:ListBucketVersions"
    );

    /// <inheritdoc/>
    public override string Id => "IAM009";

    /// <inheritdoc/>
    public override string Title => "An S3 action is granted on the wrong kind of ARN";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "Files have ARNs with a slash (arn:aws:s3:::bucket/*), buckets have none. An action that is granted on the other kind alone is not granted, and S3 answers AccessDenied.";

    /// <inheritdoc/>
    public override string Mend =>
        "Grant s3:GetObject and its like on bucket/*, and s3:ListBucket and its like on the bucket itself.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [.. IdentityPolicyTypes.Stating, "aws_s3_bucket_policy"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var policy in permissions.Identities.Concat(permissions.OnResources))
        {
            foreach (var statement in policy.Allowing.Where(s => !s.Resources.IsEmpty))
            {
                var onFiles = statement.Actions.Where(OnFiles.Contains).ToImmutableArray();
                if (onFiles.Length > 0 && statement.Resources.All(IsBucket))
                {
                    yield return Of(
                        scope,
                        policy,
                        statement,
                        onFiles,
                        "buckets",
                        "the files in them: end the ARNs with /*"
                    );
                }

                var onBuckets = statement.Actions.Where(OnBuckets.Contains).ToImmutableArray();
                if (onBuckets.Length > 0 && statement.Resources.All(IsFile))
                {
                    yield return Of(
                        scope,
                        policy,
                        statement,
                        onBuckets,
                        "files",
                        "the buckets: add the ARNs without /*"
                    );
                }
            }
        }
    }

    private Finding Of(
        CheckScope scope,
        HeldPolicy policy,
        Statement statement,
        ImmutableArray<string> actions,
        string kind,
        string right
    ) =>
        Found(
            scope,
            policy.Holder,
            $"'{statement.Label}' allows {string.Join(", ", actions)} on {kind} alone, where {(actions.Length == 1 ? "it means" : "they mean")} nothing: S3 answers AccessDenied.",
            $"Grant {string.Join(", ", actions)} on {right}.",
            policy.Breaks(statement)
        ) with
        {
            Subject = $"{statement.Label}:{kind}",
        };

    private static bool IsBucket(string arn) =>
        IsS3(arn) && !arn.Contains('/', StringComparison.Ordinal) && !arn.Contains('*', StringComparison.Ordinal);

    private static bool IsFile(string arn) => IsS3(arn) && arn.Contains('/', StringComparison.Ordinal);

    // What is not known at all may hold a slash.
    private static bool IsS3(string arn) =>
        arn.StartsWith(Prefix, StringComparison.Ordinal) && !arn.Contains(Unknowns.Anything, StringComparison.Ordinal);
}
