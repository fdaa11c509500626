using CsCheck;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class S3Tests
{
    private const string Address = "aws_s3_bucket.uploads";

    private static readonly Gen<ObjectStore> AnyStore = Gen.Select(
        Gen.Bool,
        Gen.Bool,
        Gen.Int[1, 400].Nullable(),
        Gen.Int[1, 400].Nullable(),
        (versioning, sealedAtRest, expire, archive) =>
            Uploads with
            {
                Versioning = versioning,
                EncryptionAtRest = sealedAtRest,
                Lifecycle = expire <= archive ? [] : [new("old", expire, archive, "")],
            }
    );

    [Fact]
    public void Buckets_of_every_sort_are_written_out() =>
        Place(
                Uploads with
                {
                    Bucket = "infrar-prod-uploads",
                    Versioning = true,
                    Lifecycle = [new("DeleteOldUploads", 90, null, "")],
                },
                Uploads with
                {
                    Name = "artifacts",
                    Bucket = "infrar-prod-artifacts",
                    Lifecycle = [new("MoveToGlacier", null, 30, "builds/")],
                },
                Uploads with
                {
                    Name = "downloads",
                    PublicAccess = true,
                }
            )
            .MatchGolden("s3", "storage");

    [Fact]
    public void Every_bucket_but_a_public_one_blocks_public_access() =>
        AnyStore.Sample(store =>
        {
            var block = Place(store).At("aws_s3_bucket_public_access_block.uploads");
            return new[]
            {
                "block_public_acls",
                "block_public_policy",
                "ignore_public_acls",
                "restrict_public_buckets",
            }.All(a => block[a].AsFlag() is true);
        });

    [Fact]
    public void Every_bucket_is_sealed_and_refuses_unencrypted_connections() =>
        AnyStore.Sample(store =>
        {
            var placement = Place(store);
            var statement = placement.At("aws_s3_bucket_policy.uploads")["policy.Statement"].Items().First();
            return statement.At("Effect").AsText() == "Deny"
                && statement.At("Condition.Bool").Items() is not null
                && placement
                    .At("aws_s3_bucket_server_side_encryption_configuration.uploads")[
                        "rule.apply_server_side_encryption_by_default.sse_algorithm"
                    ]
                    .AsText() == "AES256";
        });

    [Fact]
    public void A_public_bucket_lets_anybody_read_and_nobody_write()
    {
        var placement = Place(Uploads with { PublicAccess = true });

        var allowed = Assert.Single(
            placement.At("aws_s3_bucket_policy.uploads")["policy.Statement"].Items(),
            s => s.At("Effect").AsText() == "Allow"
        );
        Assert.Equal("s3:GetObject", allowed.At("Action").AsText());
        Assert.True(placement.At("aws_s3_bucket_public_access_block.uploads")["block_public_acls"].AsFlag());
    }

    [Fact]
    public void Deleting_files_of_a_store_with_versions_deletes_their_versions_too()
    {
        var rules = LifecycleOf(Uploads with { Versioning = true, Lifecycle = [new("old", 90, null, "")] });

        Assert.Equal(90, rules[0].At("expiration.days").AsNumber());
        Assert.Equal(30, rules[0].At("noncurrent_version_expiration.noncurrent_days").AsNumber());
    }

    [Fact]
    public void Abandoned_uploads_are_cleared_away_even_without_a_rule()
    {
        var rule = Assert.Single(LifecycleOf(Uploads));

        Assert.Equal(7, rule.At("abort_incomplete_multipart_upload.days_after_initiation").AsNumber());
    }

    [Theory]
    [InlineData("Infrar-Uploads")]
    [InlineData("up")]
    [InlineData("-uploads")]
    [InlineData("uploads_of_code")]
    public void A_name_that_no_bucket_can_have_is_refused(string bucket) =>
        Assert.Contains("cannot be the name of a bucket", Assert.Single(ObstaclesOf(Uploads with { Bucket = bucket })));

    [Fact]
    public void Archiving_what_is_already_deleted_is_refused() =>
        Assert.Contains(
            "archives only what lives longer",
            Assert.Single(ObstaclesOf(Uploads with { Lifecycle = [new("old", 30, 30, "")] }))
        );

    [Fact]
    public void A_bucket_elsewhere_is_made_through_that_region()
    {
        var placement = Place(Of(Uploads).Assigning("uploads", a => a with { Region = "eu-central-1" }));

        Assert.All(
            placement.Graph.Resources.Where(r => r.Component == "uploads"),
            r => Assert.Equal("eu_central_1", r.ProviderAlias)
        );
    }

    [Fact]
    public void Users_may_touch_that_bucket_and_no_other()
    {
        var grants = new Infrar.Providers.Aws.Data.S3().Grants(Uploads, Platform, SiteOf(Of(Uploads)));

        Assert.All(
            grants.SelectMany(g => g.Resources).SelectMany(r => r.References()),
            to => Assert.Equal(Address, to)
        );
        Assert.All(grants.SelectMany(g => g.Actions), a => Assert.DoesNotContain("*", a, StringComparison.Ordinal));
    }

    [Fact]
    public void Storage_that_nobody_stated_is_unknown_and_requests_are_none()
    {
        var placement = Place(Uploads with { Lifecycle = [new("old", null, 30, "")] });

        Assert.Null(placement.UseOf(Address, "standard.storage_gb"));
        Assert.Null(placement.UseOf(Address, "glacier_flexible_retrieval.storage_gb"));
        Assert.Equal(UsageRange.Exactly(0), placement.UseOf(Address, "standard.monthly_tier_1_requests"));
        Assert.Equal(
            UsageRange.Exactly(500),
            placement.UseOf(Address, "glacier_flexible_retrieval.storage_gb", ("uploads", "archiveGB", 500))
        );
        Assert.Equal(UsageRange.Exactly(0), Place(Uploads).UseOf(Address, "glacier_flexible_retrieval.storage_gb"));
    }

    private static Value[] LifecycleOf(ObjectStore store) =>
        [.. Place(store).At("aws_s3_bucket_lifecycle_configuration.uploads")["rule"].Items()];
}
