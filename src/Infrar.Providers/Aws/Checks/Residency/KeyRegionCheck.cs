using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether keys belong to the region that they are used in.</summary>
internal sealed class KeyRegionCheck : Check
{
    private const string BucketKey = "rule.apply_server_side_encryption_by_default.kms_master_key_id";

    private static readonly string[] Settings =
    [
        "kms_key_id",
        "kms_key_arn",
        "kms_master_key_id",
        "master_user_secret_kms_key_id",
        "performance_insights_kms_key_id",
        BucketKey,
    ];

    /// <inheritdoc/>
    public override string Id => "RES007";

    /// <inheritdoc/>
    public override string Title => "A key belongs to another region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A key of KMS never leaves its region. AWS refuses to seal a resource with a key from elsewhere, and applying fails.";

    /// <inheritdoc/>
    public override string Mend => "Name a key of the resource's own region, or a replica of a multi-region key there.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        [
            "aws_backup_vault",
            "aws_cloudwatch_log_group",
            "aws_db_instance",
            "aws_ebs_volume",
            "aws_efs_file_system",
            "aws_elasticache_replication_group",
            "aws_lambda_function",
            "aws_rds_cluster",
            "aws_s3_bucket_server_side_encryption_configuration",
            "aws_secretsmanager_secret",
            "aws_sns_topic",
            "aws_sqs_queue",
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        // A trail's key lies where its bucket does, a copied snapshot's where it is copied to.
        foreach (
            var resource in scope.Graph.Resources.Where(r =>
                r is { IsData: false, Region.Length: > 0 } && r.Type is not ("aws_cloudtrail" or "aws_db_snapshot_copy")
            )
        )
        {
            foreach (var setting in Settings)
            {
                var key = resource[setting];
                if (
                    key is not Value.Null
                    && RegionOf(scope, key) is { Length: > 0 } region
                    && region != resource.Region
                )
                {
                    yield return Found(
                        scope,
                        resource,
                        $"{setting} names a key of {region}, and the resource lies in {resource.Region}: keys do not leave their region, and AWS refuses it.",
                        $"Name a key of {resource.Region} in {setting}.",
                        new ProofStep(resource.Address, $"It lies in {resource.Region}."),
                        new ProofStep(resource.Address, $"{setting} names a key of {region}.", Breaks: true)
                    ) with
                    {
                        Subject = setting,
                    };
                }
            }
        }
    }

    private static Value InBucket(Resource resource) =>
        resource.Type == "aws_s3_bucket_server_side_encryption_configuration" ? resource[BucketKey] : Value.None;

    private static string RegionOf(CheckScope scope, Value key) =>
        scope.Graph.Follow(key) is { } made
            ? made.Type is "aws_kms_key" or "aws_kms_alias" or "aws_kms_replica_key"
                ? made.Region
                : ""
            : ArnParts.Of(key.AsText() ?? "") is { Service: "kms" } arn
                ? arn.Region
                : "";
}
