using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>The bucket that holds a site's files: private, and readable by its own distribution alone.</summary>
internal static class SiteBucket
{
    /// <summary>Address of a site's bucket.</summary>
    public static string Address(StaticSite statics) => $"aws_s3_bucket.{AwsNaming.TofuName(statics)}";

    /// <summary>Makes the bucket and what closes it.</summary>
    public static void Add(StaticSite statics, Site site)
    {
        var bucket = Ref(Address(statics), "id");
        Add("aws_s3_bucket", ("bucket", AwsNaming.ResourceName(site, statics.Name, 63)));
        Add(
            "aws_s3_bucket_public_access_block",
            ("bucket", bucket),
            ("block_public_acls", true),
            ("block_public_policy", true),
            ("ignore_public_acls", true),
            ("restrict_public_buckets", true)
        );
        Add(
            "aws_s3_bucket_server_side_encryption_configuration",
            ("bucket", bucket),
            ("rule", Block(("apply_server_side_encryption_by_default", Block(("sse_algorithm", "AES256")))))
        );
        Add("aws_s3_bucket_policy", ("bucket", bucket), ("policy", ReadableBy(statics)));
        site.Use(Address(statics), "standard.storage_gb", p => p.Of(statics.Name, "storageGB") ?? Quantities.Zero);
        site.Output(
            $"{AwsNaming.TofuName(statics)}_bucket",
            $"Bucket that the files of {statics.Title} are copied to.",
            bucket
        );

        void Add(string type, params IEnumerable<(string Name, Value Value)> attributes) =>
            site.Add(AwsResources.New(site, "site", type, AwsNaming.TofuName(statics), attributes).For(statics));
    }

    private static Value.Json ReadableBy(StaticSite statics) =>
        AwsPolicies.Document([
            Map(
                ("Sid", "ReadThroughDistribution"),
                ("Effect", "Allow"),
                ("Principal", Map(("Service", "cloudfront.amazonaws.com"))),
                ("Action", "s3:GetObject"),
                ("Resource", Template(Ref(Address(statics), "arn"), "/*")),
                ("Condition", Map(("StringEquals", Map(("AWS:SourceArn", Ref(Distribution.Address(statics), "arn"))))))
            ),
            Map(
                ("Sid", "RefuseUnencryptedConnections"),
                ("Effect", "Deny"),
                ("Principal", "*"),
                ("Action", "s3:*"),
                ("Resource", List(Ref(Address(statics), "arn"), Template(Ref(Address(statics), "arn"), "/*"))),
                ("Condition", Map(("Bool", Map(("aws:SecureTransport", "false")))))
            ),
        ]);
}
