using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Operations;

/// <summary>A record of every call to AWS in the account: CloudTrail, in every region, into a sealed bucket of its own.</summary>
internal static class AwsAudit
{
    private const string Service = "cloudtrail.amazonaws.com";

    // Not audit alone, which a store of the system's own may well be called.
    private const string Bucket = "audit_trail";

    /// <summary>Makes the trail where the system asks for one.</summary>
    public static void Complete(Site site)
    {
        if (!site.System.AuditTrail)
        {
            return;
        }

        var scope = new ResourceScope(site, "", AwsRegions.Home(site), "audit");
        var name = AwsNaming.ResourceName(site, "audit", 63);
        var trailArn = Template($"arn:aws:cloudtrail:{scope.Region}:", AwsAccount.Id, $":trail/{name}");
        var key = EncryptionKeys.Ensure(scope, "audit", "The record of calls to AWS.", TrailSeals(trailArn));
        var (bucket, policy) = S3Bucket.Add(
            scope,
            Bucket,
            name,
            new()
            {
                IsVersioned = true,
                Encryption = Block(("sse_algorithm", "aws:kms"), ("kms_master_key_id", key)),
                Statements = made => TrailWrites(made, trailArn),
            }
        );

        var trail = scope.AddAfter(
            [policy],
            "aws_cloudtrail",
            "main",
            ("name", name),
            ("s3_bucket_name", Ref(bucket, "id")),
            ("kms_key_id", key),
            ("is_multi_region_trail", true),
            ("include_global_service_events", true),
            ("enable_log_file_validation", true),
            ("advanced_event_selector", Blocks(Selectors(site)))
        );
        site.Use(bucket.Address, "standard.storage_gb", p => p.Of(UsageProfile.WholeSystem, "auditGB"));
        site.Use(
            trail.Address,
            "monthly_data_events",
            p => p.Of(UsageProfile.WholeSystem, "auditEvents") ?? Quantities.Zero
        );
    }

    // Calls that manage things always; calls that read and write files only of the system's own buckets.
    private static IEnumerable<Value.MapOf> Selectors(Site site)
    {
        yield return Selector("Management calls", Field("eventCategory", "Management"));

        var buckets = site.ComponentsOn("aws")
            .OfType<ObjectStore>()
            .Select(s => (Value)Template(Ref(S3.AddressOf(s), "arn"), "/"))
            .ToImmutableArray();
        if (buckets.Length > 0)
        {
            yield return Selector(
                "Calls to files",
                Field("eventCategory", "Data"),
                Field("resources.type", "AWS::S3::Object"),
                Map(("field", "resources.ARN"), ("starts_with", List(buckets)))
            );
        }
    }

    private static Value.MapOf Selector(string name, params IEnumerable<Value.MapOf> fields) =>
        Map(("name", name), ("field_selector", Blocks(fields)));

    private static Value.MapOf Field(string name, string value) => Map(("field", name), ("equals", List(value)));

    private static ImmutableArray<Value.MapOf> TrailSeals(Value trailArn) =>
        [
            Map(
                ("Sid", "TrailSeals"),
                ("Effect", "Allow"),
                ("Principal", Map(("Service", Service))),
                ("Action", List("kms:GenerateDataKey*", "kms:DescribeKey")),
                ("Resource", "*"),
                ("Condition", OnlyFor(trailArn))
            ),
        ];

    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    private static ImmutableArray<Value.MapOf> TrailWrites(Resource bucket, Value trailArn) =>
        [
            Map(
                ("Sid", "TrailLooks"),
                ("Effect", "Allow"),
                ("Principal", Map(("Service", Service))),
                ("Action", "s3:GetBucketAcl"),
                ("Resource", Ref(bucket, "arn")),
                ("Condition", OnlyFor(trailArn))
            ),
            Map(
                ("Sid", "TrailWrites"),
                ("Effect", "Allow"),
                ("Principal", Map(("Service", Service))),
                ("Action", "s3:PutObject"),
                ("Resource", Template(Ref(bucket, "arn"), "/AWSLogs/", AwsAccount.Id, "/*")),
                ("Condition", OnlyFor(trailArn))
            ),
        ];

    private static Value.MapOf OnlyFor(Value trailArn) => Map(("StringEquals", Map(("aws:SourceArn", trailArn))));
}
