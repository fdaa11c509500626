using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static System.FormattableString;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Data;

/// <summary>Files by name in Amazon S3.</summary>
internal sealed class S3 : Offering, IGrantsAccess
{
    // Parts of uploads that never finished are invisible and billed.
    private const int AbandonedUploadDays = 7;

    // Long enough to notice a mistake; a store that deletes files sooner deletes their older versions as soon.
    private const int OldVersionDays = 30;

    /// <inheritdoc/>
    public override string Id => "aws/s3";

    /// <inheritdoc/>
    public override string Title => "Amazon S3";

    /// <inheritdoc/>
    // Buckets grow without bound, are encrypted unless told otherwise, and let in by policies and endpoints of
    // one's own.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "docs.aws.amazon.com/AmazonS3/latest/userguide",
            Elasticity = Elasticity.Unbounded,
            Control = [ControlAspect.Network, ControlAspect.Region, ControlAspect.Keys],
            Isolation =
            [
                IsolationAspect.PrivateNetwork,
                IsolationAspect.Identities,
                IsolationAspect.EncryptedAtRest,
                IsolationAspect.AuditLog,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ObjectStore];

    /// <summary>Address of the bucket. Depends on names alone.</summary>
    public static string AddressOf(Component store) => $"aws_s3_bucket.{AwsNaming.TofuName(store)}";

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        var store = (ObjectStore)component;
        var bucket = BucketOf(store, site);
        if (!IsBucketName(bucket))
        {
            yield return $"'{bucket}' cannot be the name of a bucket: 3 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends.";
        }

        foreach (var rule in store.Lifecycle.Where(r => r.ExpireAfterDays <= r.ArchiveAfterDays))
        {
            yield return Invariant(
                $"The rule '{rule.Name}' deletes files after {rule.ExpireAfterDays} days and archives them after {rule.ArchiveAfterDays}; S3 archives only what lives longer."
            );
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute switch
        {
            "bucket" or "name" => Ref(AddressOf(component), "id"),
            "arn" => Ref(AddressOf(component), "arn"),
            "host" => Ref(AddressOf(component), "bucket_regional_domain_name"),
            "url" => Template("https://", Ref(AddressOf(component), "bucket_regional_domain_name")),
            "region" => site.RegionOf(component),
            _ => Value.None,
        };

    /// <inheritdoc/>
    public ImmutableArray<PolicyStatement> Grants(Component target, Component user, Site site)
    {
        var arn = Ref(AddressOf(target), "arn");
        var name = Sids.Of(target);
        return
        [
            new($"List{name}", ["s3:ListBucket", "s3:GetBucketLocation"], [arn]),
            new(
                $"ReadWrite{name}",
                ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                [Template(arn, "/*")]
            ),
        ];
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var store = (ObjectStore)component;
        var scope = ResourceScope.Of(store, site, "storage");
        var name = AwsNaming.TofuName(store);
        var settings = new S3Settings
        {
            IsPublic = store.PublicAccess,
            IsVersioned = store.Versioning,
            Statements = bucket => store.PublicAccess ? [AnybodyReads(bucket)] : [],
        };

        var (bucket, _) = S3Bucket.Add(scope, name, BucketOf(store, site), settings);
        AddLifecycle(scope, name, bucket, store);
        StateUse(store, site);
    }

    private static void AddLifecycle(ResourceScope scope, string name, Resource bucket, ObjectStore store)
    {
        IEnumerable<Value.MapOf> rules = [.. store.Lifecycle.Select(r => Rule(r, store.Versioning)), AbandonedUploads];
        // Rules about older versions mean nothing to S3 until versions are kept.
        IEnumerable<string> after = store.Versioning ? [$"aws_s3_bucket_versioning.{name}"] : [];
        scope.AddAfter(
            after,
            "aws_s3_bucket_lifecycle_configuration",
            name,
            ("bucket", Ref(bucket, "id")),
            ("rule", Blocks(rules))
        );
    }

    private static Value.MapOf Rule(LifecycleRule rule, bool versioned) =>
        Map(
            ("id", rule.Name),
            ("status", "Enabled"),
            ("filter", Block(("prefix", rule.Prefix))),
            ("transition", Days(rule.ArchiveAfterDays, ("storage_class", "GLACIER"))),
            ("expiration", Days(rule.ExpireAfterDays)),
            // In a store with versions, expiring only hides a file; this is what deletes it.
            ("noncurrent_version_expiration", versioned ? OldVersions(rule) : Value.None)
        );

    private static Value Days(int? days, params IEnumerable<(string Name, Value Value)> more) =>
        days is { } stated ? Block([("days", stated), .. more]) : Value.None;

    private static Value OldVersions(LifecycleRule rule) =>
        rule.ExpireAfterDays is { } days ? Block(("noncurrent_days", Math.Min(days, OldVersionDays))) : Value.None;

    private static Value.MapOf AbandonedUploads =>
        Map(
            ("id", "abandoned-uploads"),
            ("status", "Enabled"),
            ("filter", Block(("prefix", ""))),
            ("abort_incomplete_multipart_upload", Block(("days_after_initiation", AbandonedUploadDays)))
        );

    private static Value.MapOf AnybodyReads(Resource bucket) =>
        Map(
            ("Sid", "AnybodyReads"),
            ("Effect", "Allow"),
            ("Principal", "*"),
            ("Action", "s3:GetObject"),
            ("Resource", Template(Ref(bucket, "arn"), "/*"))
        );

    private static void StateUse(ObjectStore store, Site site)
    {
        var archives = store.Lifecycle.Any(r => r.ArchiveAfterDays is not null);
        State("standard.storage_gb", "storageGB", null);
        State("standard.monthly_tier_1_requests", "putRequests", Quantities.Zero);
        State("standard.monthly_tier_2_requests", "getRequests", Quantities.Zero);
        State("glacier_flexible_retrieval.storage_gb", "archiveGB", archives ? null : Quantities.Zero);
        State("glacier_flexible_retrieval.monthly_lifecycle_transition_requests", "archivedObjects", Quantities.Zero);
        State("data_transfer_out_gb", "egressGB", Quantities.Zero);

        void State(string key, string quantity, UsageRange? otherwise) =>
            site.Use(AddressOf(store), key, p => p.Of(store.Name, quantity) ?? otherwise);
    }

    private static string BucketOf(ObjectStore store, Site site) =>
        store.Bucket.Length > 0 ? store.Bucket : AwsNaming.ResourceName(site, store.Name, 63);

    private static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-';
}
