using System.Collections.Immutable;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>A bucket and what always belongs to one: no public access, one owner, sealed data, TLS only.</summary>
internal static class S3Bucket
{
    /// <summary>Makes a bucket.</summary>
    /// <param name="scope">Component, region and concern.</param>
    /// <param name="name">OpenTofu name.</param>
    /// <param name="bucket">Name at AWS.</param>
    /// <param name="settings">What differs between buckets.</param>
    /// <returns>The bucket, and the address of its policy for those that must wait for it.</returns>
    public static (Resource Bucket, string Policy) Add(
        ResourceScope scope,
        string name,
        string bucket,
        S3Settings settings
    )
    {
        var made = scope.Add("aws_s3_bucket", name, ("bucket", bucket), ("tags", AwsNaming.NameTag(bucket)));
        var id = Ref(made, "id");
        var isPrivate = !settings.IsPublic;
        var access = scope.Add(
            "aws_s3_bucket_public_access_block",
            name,
            ("bucket", id),
            // Lists of grants are out of use for good; what the public may read is said in the policy alone.
            ("block_public_acls", true),
            ("ignore_public_acls", true),
            ("block_public_policy", isPrivate),
            ("restrict_public_buckets", isPrivate)
        );
        scope.Add(
            "aws_s3_bucket_ownership_controls",
            name,
            ("bucket", id),
            ("rule", Block(("object_ownership", "BucketOwnerEnforced")))
        );
        scope.Add(
            "aws_s3_bucket_server_side_encryption_configuration",
            name,
            ("bucket", id),
            ("rule", Block(("apply_server_side_encryption_by_default", settings.Encryption)))
        );
        if (settings.IsVersioned)
        {
            scope.Add(
                "aws_s3_bucket_versioning",
                name,
                ("bucket", id),
                ("versioning_configuration", Block(("status", "Enabled")))
            );
        }

        var policy = scope.AddAfter(
            [access.Address],
            "aws_s3_bucket_policy",
            name,
            ("bucket", id),
            ("policy", AwsPolicies.Document([RefusePlainHttp(made), RefuseOldTls(made), .. settings.Statements(made)]))
        );
        return (made, policy.Address);
    }

    private static Value.MapOf RefusePlainHttp(Resource bucket) =>
        Refuse("RefusePlainHttp", bucket, Map(("Bool", Map(("aws:SecureTransport", "false")))));

    private static Value.MapOf RefuseOldTls(Resource bucket) =>
        Refuse("RefuseOldTls", bucket, Map(("NumericLessThan", Map(("s3:TlsVersion", "1.2")))));

    private static Value.MapOf Refuse(string sid, Resource bucket, Value condition) =>
        Map(
            ("Sid", sid),
            ("Effect", "Deny"),
            ("Principal", "*"),
            ("Action", "s3:*"),
            ("Resource", List(Ref(bucket, "arn"), Template(Ref(bucket, "arn"), "/*"))),
            ("Condition", condition)
        );
}

/// <summary>What differs between buckets.</summary>
internal sealed record S3Settings
{
    /// <summary>Whether anybody may read.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether older versions of a file are kept.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>How data is sealed: the platform's AES-256 keys, or a key of the system's own.</summary>
    public Value.Blocks Encryption { get; init; } = Block(("sse_algorithm", "AES256"));

    /// <summary>Statements of the bucket policy beside those that refuse unencrypted connections.</summary>
    public Func<Resource, ImmutableArray<Value.MapOf>> Statements { get; init; } = _ => [];
}
