using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Databases, queues of data and file systems that are billed and have no price in the price book yet.</summary>
internal static class BilledData
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new(
            "aws_rds_cluster",
            "AmazonRDS",
            new BilledItem("Storage", "engine, storage_type", "storage_gb", Unless: "db_cluster_instance_class"),
            new BilledItem("Read operations", "engine", "read_requests_per_sec", Unless: "storage_type=aurora-iopt1"),
            new BilledItem("Write operations", "engine", "write_requests_per_sec", Unless: "storage_type=aurora-iopt1"),
            new BilledItem(
                "Serverless capacity units",
                "engine, serverlessv2_scaling_configuration.min_capacity units at least, serverlessv2_scaling_configuration.max_capacity at most",
                "capacity_units_per_hr",
                When: "serverlessv2_scaling_configuration"
            ),
            new BilledItem(
                "Serverless capacity units",
                "engine, scaling_configuration.min_capacity units at least, scaling_configuration.max_capacity at most",
                "capacity_units_per_hr",
                When: "engine_mode=serverless"
            ),
            new BilledItem(
                "Instance hours of three instances",
                "engine, db_cluster_instance_class",
                When: "db_cluster_instance_class"
            ),
            new BilledItem(
                "Storage of three instances",
                "storage_type, allocated_storage GB, iops IOPS",
                When: "db_cluster_instance_class"
            ),
            new BilledItem("Backup storage", "", "backup_snapshot_size_gb"),
            new BilledItem("Backtrack", "backtrack_window s", "change_records_per_statement", When: "backtrack_window")
        ),
        new(
            "aws_rds_cluster_instance",
            "AmazonRDS",
            new BilledItem("Instance hours", "engine, instance_class", Unless: "instance_class=db.serverless"),
            new BilledItem(
                "Performance Insights retention",
                "performance_insights_retention_period days",
                When: "performance_insights_enabled"
            )
        ),
        new("aws_rds_global_cluster", "AmazonRDS", new BilledItem("Replicated write operations", "engine")),
        new("aws_db_cluster_snapshot", "AmazonRDS", new BilledItem("Backup storage", "", "backup_snapshot_size_gb")),
        new(
            "aws_db_instance_automated_backups_replication",
            "AmazonRDS",
            new BilledItem("Backup storage in the other region", "retention_period days"),
            new BilledItem("Data transfer to the other region")
        ),
        new("aws_rds_reserved_instance", "AmazonRDS", new BilledItem("Reservation", "instance_count ×, offering_id")),
        new("aws_db_proxy_endpoint", "AmazonRDS", new BilledItem("Proxy endpoint hours")),
        new(
            "aws_dynamodb_table",
            "AmazonDynamoDB",
            new BilledItem(
                "Provisioned read capacity",
                "read_capacity units, table_class",
                Unless: "billing_mode=PAY_PER_REQUEST"
            ),
            new BilledItem(
                "Provisioned write capacity",
                "write_capacity units, table_class",
                Unless: "billing_mode=PAY_PER_REQUEST"
            ),
            new BilledItem(
                "Read requests",
                "table_class",
                "monthly_read_request_units",
                When: "billing_mode=PAY_PER_REQUEST"
            ),
            new BilledItem(
                "Write requests",
                "table_class",
                "monthly_write_request_units",
                When: "billing_mode=PAY_PER_REQUEST"
            ),
            new BilledItem("Storage", "table_class", "storage_gb"),
            new BilledItem(
                "Continuous backups",
                "",
                "pitr_backup_storage_gb",
                When: "point_in_time_recovery.enabled=true"
            ),
            new BilledItem("Stream reads", "", "monthly_streams_read_request_units", When: "stream_enabled"),
            new BilledItem("Replica", "region_name", Each: "replica")
        ),
        new("aws_dynamodb_table_replica", "AmazonDynamoDB", new BilledItem("Replicated write requests and storage")),
        new("aws_dynamodb_global_table", "AmazonDynamoDB", new BilledItem("Replicated write requests and storage")),
        new("aws_dynamodb_table_export", "AmazonDynamoDB", new BilledItem("Export, GB", "export_format")),
        new("aws_dynamodb_kinesis_streaming_destination", "AmazonDynamoDB", new BilledItem("Change records captured")),
        new("aws_dynamodb_contributor_insights", "AmazonDynamoDB", new BilledItem("Events analysed")),
        new("aws_dax_cluster", "AmazonDAX", new BilledItem("Node hours", "replication_factor ×, node_type")),
        new(
            "aws_docdb_cluster",
            "AmazonDocDB",
            new BilledItem("Storage and operations", "storage_type"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new(
            "aws_docdb_cluster_instance",
            "AmazonDocDB",
            new BilledItem("Instance hours", "instance_class"),
            new BilledItem("Storage", "", "data_storage_gb"),
            new BilledItem("Operations", "", "monthly_io_requests")
        ),
        new("aws_docdb_cluster_snapshot", "AmazonDocDB", new BilledItem("Backup storage", "", "backup_storage_gb")),
        new(
            "aws_docdbelastic_cluster",
            "AmazonDocDB",
            new BilledItem("Shard hours", "shard_count ×, shard_capacity vCPU")
        ),
        new(
            "aws_neptune_cluster",
            "AmazonNeptune",
            new BilledItem("Storage", "storage_type", "storage_gb"),
            new BilledItem("Operations", "", "monthly_io_requests"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new("aws_neptune_cluster_instance", "AmazonNeptune", new BilledItem("Instance hours", "instance_class")),
        new("aws_neptune_cluster_snapshot", "AmazonNeptune", new BilledItem("Backup storage", "", "backup_storage_gb")),
        new("aws_neptunegraph_graph", "AmazonNeptune", new BilledItem("Capacity hours", "provisioned_memory units")),
        new(
            "aws_memorydb_cluster",
            "AmazonMemoryDB",
            new BilledItem("Node hours", "node_type, num_shards shards, num_replicas_per_shard replicas each"),
            new BilledItem("Data written")
        ),
        new("aws_memorydb_snapshot", "AmazonMemoryDB", new BilledItem("Snapshot storage")),
        new(
            "aws_elasticache_reserved_cache_node",
            "AmazonElastiCache",
            new BilledItem("Reservation", "cache_node_count ×")
        ),
        new(
            "aws_keyspaces_table",
            "AmazonMCS",
            new BilledItem("Read and write capacity", "capacity_specification.throughput_mode"),
            new BilledItem("Storage")
        ),
        new("aws_qldb_ledger", "AmazonQLDB", new BilledItem("Storage and requests", "permissions_mode")),
        new("aws_timestreamwrite_table", "AmazonTimestream", new BilledItem("Writes, memory store and magnetic store")),
        new(
            "aws_timestreaminfluxdb_db_instance",
            "AmazonTimestream",
            new BilledItem("Instance hours", "db_instance_type, allocated_storage GB")
        ),
        new(
            "aws_efs_file_system",
            "AmazonEFS",
            new BilledItem("Storage", "availability_zone_name", "storage_gb"),
            new BilledItem(
                "Storage, infrequent access",
                "lifecycle_policy.transition_to_ia",
                "infrequent_access_storage_gb",
                When: "lifecycle_policy"
            ),
            new BilledItem(
                "Provisioned throughput",
                "provisioned_throughput_in_mibps MiB/s",
                When: "throughput_mode=provisioned"
            ),
            new BilledItem("Elastic throughput, data read and written", When: "throughput_mode=elastic")
        ),
        new("aws_efs_replication_configuration", "AmazonEFS", new BilledItem("Data replicated and the copy's storage")),
        new(
            "aws_fsx_lustre_file_system",
            "AmazonFSx",
            new BilledItem(
                "Storage",
                "storage_capacity GiB, deployment_type, storage_type, per_unit_storage_throughput MB/s per TiB"
            ),
            new BilledItem("Backup storage", "", "backup_storage_gb", When: "automatic_backup_retention_days")
        ),
        new(
            "aws_fsx_windows_file_system",
            "AmazonFSx",
            new BilledItem("Storage", "storage_capacity GiB, deployment_type, storage_type"),
            new BilledItem("Throughput", "throughput_capacity MB/s"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new(
            "aws_fsx_ontap_file_system",
            "AmazonFSx",
            new BilledItem("Storage", "storage_capacity GiB, deployment_type"),
            new BilledItem("Throughput", "throughput_capacity MB/s"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new(
            "aws_fsx_openzfs_file_system",
            "AmazonFSx",
            new BilledItem("Storage", "storage_capacity GiB, deployment_type, storage_type"),
            new BilledItem("Throughput", "throughput_capacity MB/s"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new("aws_fsx_file_cache", "AmazonFSx", new BilledItem("Storage", "storage_capacity GiB, file_cache_type")),
        new("aws_fsx_backup", "AmazonFSx", new BilledItem("Backup storage", "", "backup_storage_gb")),
        new("aws_fsx_openzfs_snapshot", "AmazonFSx", new BilledItem("Storage that the snapshot takes")),
        new("aws_storagegateway_gateway", "AWSStorageGateway", new BilledItem("Data written", "gateway_type")),
        new(
            "aws_s3_bucket_analytics_configuration",
            "AmazonS3",
            new BilledItem("Objects analysed", "", "monthly_monitored_objects")
        ),
        new(
            "aws_s3_bucket_inventory",
            "AmazonS3",
            new BilledItem("Objects listed", "schedule.frequency", "monthly_listed_objects")
        ),
        new("aws_s3_bucket_metric", "AmazonS3", new BilledItem("Request metrics")),
        new("aws_s3_bucket_intelligent_tiering_configuration", "AmazonS3", new BilledItem("Objects monitored")),
        new(
            "aws_s3_bucket_accelerate_configuration",
            "AmazonS3",
            new BilledItem("Accelerated data transfer", When: "status=Enabled")
        ),
        new(
            "aws_s3_directory_bucket",
            "AmazonS3",
            new BilledItem("Express One Zone storage and requests", "location.name")
        ),
        new("aws_s3tables_table_bucket", "AmazonS3", new BilledItem("Table storage, requests and maintenance")),
        new("aws_s3vectors_vector_bucket", "AmazonS3", new BilledItem("Vector storage, requests and queries")),
        new(
            "aws_s3control_storage_lens_configuration",
            "AmazonS3",
            new BilledItem("Advanced metrics, objects monitored")
        ),
        new("aws_s3control_multi_region_access_point", "AmazonS3", new BilledItem("Data routed, GB")),
        new("aws_s3control_object_lambda_access_point", "AmazonS3", new BilledItem("Data returned, GB")),
        new("aws_glacier_vault", "AmazonGlacier", new BilledItem("Storage and requests")),
        new(
            "aws_backup_vault",
            "AWSBackup",
            new BilledItem("Backups of EFS, warm", "", "monthly_efs_warm_backup_gb"),
            new BilledItem("Backups of EBS", "", "monthly_ebs_snapshot_gb"),
            new BilledItem("Backups of RDS", "", "monthly_rds_snapshot_gb"),
            new BilledItem("Backups of DynamoDB", "", "monthly_dynamodb_backup_gb")
        ),
        new("aws_backup_logically_air_gapped_vault", "AWSBackup", new BilledItem("Backups held")),
        new("aws_backup_restore_testing_plan", "AWSBackup", new BilledItem("Restore tests")),
        new("aws_datasync_task", "AWSDataSync", new BilledItem("Data copied, GB")),
    ];
}
