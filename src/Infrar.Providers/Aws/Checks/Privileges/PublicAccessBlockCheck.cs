using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether a mistake in a policy could open a bucket.</summary>
internal sealed class PublicAccessBlockCheck : Check
{
    private static readonly string[] Flags =
    [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ];

    /// <inheritdoc/>
    public override string Id => "IAM021";

    /// <inheritdoc/>
    public override string Title => "A bucket does not block public access";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "The block is the second lock: with it, one wrong policy or access list opens nothing. AWS sets it on new buckets, and a configuration that does not state it does not notice when somebody takes it off.";

    /// <inheritdoc/>
    public override string Mend => "Add an aws_s3_bucket_public_access_block with its four flags true to each bucket.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "S3.8"), new("CIS AWS 3.0.0", "2.1.4")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_s3_bucket", "aws_s3_bucket_public_access_block"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // The account's own block holds for every bucket in it.
        if (
            scope
                .Graph.OfType("aws_s3_account_public_access_block")
                .Any(a => Array.TrueForAll(Flags, f => a[f].AsFlag() is true))
        )
        {
            yield break;
        }

        var buckets = new Buckets(scope);
        foreach (var bucket in scope.Graph.OfType("aws_s3_bucket").Where(b => !buckets.IsMeantToBeOpen(b)))
        {
            if (buckets.BlockOf(bucket) is not { } block)
            {
                yield return Found(
                    scope,
                    bucket,
                    "Nothing of the configuration blocks public access to the bucket: AWS does by itself on new ones, and whoever takes that off goes unnoticed.",
                    "Add an aws_s3_bucket_public_access_block for the bucket with its four flags true.",
                    new ProofStep(
                        bucket.Address,
                        "No aws_s3_bucket_public_access_block names the bucket.",
                        Breaks: true
                    )
                ) with
                {
                    Severity = Severity.Low,
                };
                continue;
            }

            // Left out means false.
            var off = Flags.Where(f => block[f] is Value.Null || block[f].AsFlag() is false).ToArray();
            if (off.Length > 0)
            {
                yield return Found(
                    scope,
                    block,
                    $"The block on public access leaves {string.Join(", ", off)} off: a policy or an access list can open the bucket to anybody.",
                    $"Set {string.Join(", ", off)} to true.",
                    new ProofStep(
                        block.Address,
                        $"{string.Join(" and ", off)} {(off.Length == 1 ? "is" : "are")} not true.",
                        Breaks: true
                    )
                );
            }
        }
    }
}
