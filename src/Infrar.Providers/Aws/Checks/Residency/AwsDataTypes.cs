using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Resource types that keep data of a system in one region.</summary>
internal static class AwsDataTypes
{
    /// <summary>All of them; images and keys are no data of the system's users.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "aws_ami_copy",
        "aws_backup_vault",
        "aws_db_instance",
        "aws_db_instance_automated_backups_replication",
        "aws_db_snapshot",
        "aws_db_snapshot_copy",
        "aws_docdb_cluster",
        "aws_dynamodb_table",
        "aws_ebs_snapshot",
        "aws_ebs_snapshot_copy",
        "aws_ebs_volume",
        "aws_efs_file_system",
        "aws_elasticache_cluster",
        "aws_elasticache_replication_group",
        "aws_elasticache_serverless_cache",
        "aws_fsx_lustre_file_system",
        "aws_kinesis_stream",
        "aws_msk_cluster",
        "aws_neptune_cluster",
        "aws_opensearch_domain",
        "aws_rds_cluster",
        "aws_redshift_cluster",
        "aws_s3_bucket",
        "aws_secretsmanager_secret",
        "aws_sqs_queue",
        "aws_timestreamwrite_table",
    ];
}
