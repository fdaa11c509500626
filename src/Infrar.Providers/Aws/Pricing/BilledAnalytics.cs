using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Streams, warehouses, search and machine learning that are billed and have no price in the price book yet.</summary>
internal static class BilledAnalytics
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new(
            "aws_kinesis_stream",
            "AmazonKinesis",
            new BilledItem("Shard hours", "shard_count shards", Unless: "stream_mode_details.stream_mode=ON_DEMAND"),
            new BilledItem(
                "Records put",
                "",
                "monthly_provisioned_put_units",
                Unless: "stream_mode_details.stream_mode=ON_DEMAND"
            ),
            new BilledItem("Stream hours, on demand", When: "stream_mode_details.stream_mode=ON_DEMAND"),
            new BilledItem(
                "Data written",
                "",
                "monthly_on_demand_data_in_gb",
                When: "stream_mode_details.stream_mode=ON_DEMAND"
            ),
            new BilledItem(
                "Data read",
                "",
                "monthly_on_demand_data_out_gb",
                When: "stream_mode_details.stream_mode=ON_DEMAND"
            ),
            new BilledItem("Retention beyond 24 h", "retention_period h", Unless: "retention_period=24|")
        ),
        new(
            "aws_kinesis_stream_consumer",
            "AmazonKinesis",
            new BilledItem("Enhanced fan-out, consumer hours and data read")
        ),
        new(
            "aws_kinesis_firehose_delivery_stream",
            "AmazonKinesisFirehose",
            new BilledItem("Data taken in", "destination", "monthly_data_ingested_gb")
        ),
        new("aws_kinesis_video_stream", "AmazonKinesisVideo", new BilledItem("Data taken in, held and read")),
        new(
            "aws_kinesis_analytics_application",
            "AmazonKinesisAnalytics",
            new BilledItem("Processing unit hours", "", "kinesis_processing_units")
        ),
        new(
            "aws_kinesisanalyticsv2_application",
            "AmazonKinesisAnalytics",
            new BilledItem("Processing unit hours", "runtime_environment", "kinesis_processing_units"),
            new BilledItem("Durable backups", "", "durable_application_backup_gb")
        ),
        new(
            "aws_msk_cluster",
            "AmazonMSK",
            new BilledItem("Broker hours", "number_of_broker_nodes ×, broker_node_group_info.instance_type"),
            new BilledItem("Broker storage", "broker_node_group_info.storage_info.ebs_storage_info.volume_size GB each")
        ),
        new("aws_msk_serverless_cluster", "AmazonMSK", new BilledItem("Cluster, partition hours and data")),
        new("aws_msk_replicator", "AmazonMSK", new BilledItem("Replicator hours and data")),
        new(
            "aws_mskconnect_connector",
            "AmazonMSK",
            new BilledItem(
                "Connector unit hours",
                "capacity.provisioned_capacity.worker_count workers, capacity.provisioned_capacity.mcu_count units each"
            )
        ),
        new(
            "aws_opensearch_domain",
            "AmazonES",
            new BilledItem("Instance hours", "cluster_config.instance_count ×, cluster_config.instance_type"),
            new BilledItem(
                "Dedicated master hours",
                "cluster_config.dedicated_master_count ×, cluster_config.dedicated_master_type",
                When: "cluster_config.dedicated_master_enabled=true"
            ),
            new BilledItem(
                "UltraWarm hours",
                "cluster_config.warm_count ×, cluster_config.warm_type",
                When: "cluster_config.warm_enabled=true"
            ),
            new BilledItem(
                "Storage of each instance",
                "ebs_options.volume_size GB, ebs_options.volume_type, ebs_options.iops IOPS",
                When: "ebs_options.ebs_enabled=true"
            )
        ),
        new(
            "aws_elasticsearch_domain",
            "AmazonES",
            new BilledItem("Instance hours", "cluster_config.instance_count ×, cluster_config.instance_type"),
            new BilledItem(
                "Dedicated master hours",
                "cluster_config.dedicated_master_count ×, cluster_config.dedicated_master_type",
                When: "cluster_config.dedicated_master_enabled=true"
            ),
            new BilledItem(
                "Storage of each instance",
                "ebs_options.volume_size GB, ebs_options.volume_type, ebs_options.iops IOPS",
                When: "ebs_options.ebs_enabled=true"
            )
        ),
        new(
            "aws_opensearchserverless_collection",
            "AmazonES",
            new BilledItem("Compute unit hours and storage", "type")
        ),
        new(
            "aws_osis_pipeline",
            "AmazonES",
            new BilledItem("Ingestion unit hours", "min_units at least, max_units at most")
        ),
        new(
            "aws_cloudsearch_domain",
            "AmazonCloudSearch",
            new BilledItem("Instance hours", "scaling_parameters.desired_instance_type")
        ),
        new("aws_kendra_index", "AmazonKendra", new BilledItem("Index hours", "edition")),
        new(
            "aws_redshift_cluster",
            "AmazonRedshift",
            new BilledItem("Node hours", "number_of_nodes ×, node_type"),
            new BilledItem("Managed storage", "", "managed_storage_gb"),
            new BilledItem("Concurrency scaling", "", "excess_concurrency_scaling_secs"),
            new BilledItem("Spectrum, data scanned", "", "spectrum_data_scanned_tb"),
            new BilledItem("Backup storage", "", "backup_storage_gb")
        ),
        new("aws_redshift_cluster_snapshot", "AmazonRedshift", new BilledItem("Backup storage")),
        new(
            "aws_redshiftserverless_workgroup",
            "AmazonRedshift",
            new BilledItem("Processing unit hours", "base_capacity units at least")
        ),
        new("aws_redshiftserverless_namespace", "AmazonRedshift", new BilledItem("Managed storage")),
        new("aws_athena_workgroup", "AmazonAthena", new BilledItem("Data scanned by queries")),
        new("aws_athena_capacity_reservation", "AmazonAthena", new BilledItem("Capacity hours", "target_dpus units")),
        new(
            "aws_glue_job",
            "AWSGlue",
            new BilledItem(
                "Processing unit hours",
                "glue_version, worker_type, number_of_workers workers, max_capacity units",
                "monthly_hours"
            )
        ),
        new("aws_glue_crawler", "AWSGlue", new BilledItem("Processing unit hours", "", "monthly_hours")),
        new(
            "aws_glue_catalog_database",
            "AWSGlue",
            new BilledItem("Objects held", "", "monthly_objects"),
            new BilledItem("Requests", "", "monthly_requests")
        ),
        new(
            "aws_glue_dev_endpoint",
            "AWSGlue",
            new BilledItem("Processing unit hours", "number_of_nodes nodes, worker_type, number_of_workers workers")
        ),
        new(
            "aws_glue_ml_transform",
            "AWSGlue",
            new BilledItem("Processing unit hours", "worker_type, number_of_workers workers")
        ),
        new("aws_glue_data_quality_ruleset", "AWSGlue", new BilledItem("Processing unit hours of its runs")),
        new(
            "aws_emr_cluster",
            "ElasticMapReduce",
            new BilledItem(
                "Master hours",
                "master_instance_group.instance_count ×, master_instance_group.instance_type"
            ),
            new BilledItem("Core hours", "core_instance_group.instance_count ×, core_instance_group.instance_type"),
            new BilledItem("Instance hours, beside EMR's own")
        ),
        new(
            "aws_emr_instance_group",
            "ElasticMapReduce",
            new BilledItem("Instance hours", "instance_count ×, instance_type")
        ),
        new(
            "aws_emr_instance_fleet",
            "ElasticMapReduce",
            new BilledItem("Instance hours", "target_on_demand_capacity units, target_spot_capacity Spot units")
        ),
        new(
            "aws_emrserverless_application",
            "ElasticMapReduce",
            new BilledItem("vCPU, memory and storage hours", "type")
        ),
        new(
            "aws_emrcontainers_virtual_cluster",
            "ElasticMapReduce",
            new BilledItem("vCPU and memory hours of its jobs")
        ),
        new(
            "aws_finspace_kx_cluster",
            "AmazonFinSpace",
            new BilledItem("Node hours", "type, capacity_configuration.node_count ×, capacity_configuration.node_type")
        ),
        new(
            "aws_mwaa_environment",
            "AmazonMWAA",
            new BilledItem("Environment hours", "environment_class"),
            new BilledItem("Workers beyond the first", "", "additional_workers"),
            new BilledItem("Database storage", "", "meta_database_gb")
        ),
        new("aws_quicksight_account_subscription", "AmazonQuickSight", new BilledItem("Subscription", "edition")),
        new(
            "aws_quicksight_data_set",
            "AmazonQuickSight",
            new BilledItem("SPICE capacity", Unless: "import_mode=DIRECT_QUERY")
        ),
        new("aws_quicksight_user", "AmazonQuickSight", new BilledItem("User", "user_role")),
        new(
            "aws_dms_replication_instance",
            "AWSDatabaseMigrationSvc",
            new BilledItem("Instance hours", "replication_instance_class"),
            new BilledItem("Storage", "allocated_storage GB")
        ),
        new(
            "aws_dms_replication_config",
            "AWSDatabaseMigrationSvc",
            new BilledItem(
                "Capacity unit hours",
                "compute_config.min_capacity_units at least, compute_config.max_capacity_units at most"
            )
        ),
        new(
            "aws_sagemaker_notebook_instance",
            "AmazonSageMaker",
            new BilledItem("Instance hours", "instance_type"),
            new BilledItem("Storage", "volume_size GB")
        ),
        new(
            "aws_sagemaker_endpoint",
            "AmazonSageMaker",
            new BilledItem("Instance hours of its variants", "endpoint_config_name")
        ),
        new("aws_sagemaker_domain", "AmazonSageMaker", new BilledItem("Instance hours and storage of its users")),
        new(
            "aws_sagemaker_app",
            "AmazonSageMaker",
            new BilledItem("Instance hours", "app_type, resource_spec.instance_type")
        ),
        new(
            "aws_sagemaker_feature_group",
            "AmazonSageMaker",
            new BilledItem("Reads, writes and storage of the online store")
        ),
        new(
            "aws_sagemaker_data_quality_job_definition",
            "AmazonSageMaker",
            new BilledItem(
                "Instance hours",
                "job_resources.cluster_config.instance_count ×, job_resources.cluster_config.instance_type"
            )
        ),
        new(
            "aws_sagemaker_mlflow_tracking_server",
            "AmazonSageMaker",
            new BilledItem("Server hours", "tracking_server_size")
        ),
        new(
            "aws_bedrock_provisioned_model_throughput",
            "AmazonBedrock",
            new BilledItem("Model unit hours", "model_units units, commitment_duration")
        ),
        new("aws_bedrock_custom_model", "AmazonBedrock", new BilledItem("Training and storage of the model")),
        new("aws_bedrockagent_agent", "AmazonBedrock", new BilledItem("Tokens of its model", "foundation_model")),
        new("aws_bedrockagent_knowledge_base", "AmazonBedrock", new BilledItem("Tokens of its embedding model")),
        new("aws_bedrock_guardrail", "AmazonBedrock", new BilledItem("Text units checked")),
        new("aws_comprehend_entity_recognizer", "comprehend", new BilledItem("Training hours")),
        new("aws_comprehend_document_classifier", "comprehend", new BilledItem("Training hours")),
        new("aws_rekognition_stream_processor", "AmazonRekognition", new BilledItem("Minutes of video")),
        new("aws_rekognition_collection", "AmazonRekognition", new BilledItem("Faces held")),
        new("aws_transcribe_language_model", "transcribe", new BilledItem("Training")),
        new("aws_lexv2models_bot", "AmazonLex", new BilledItem("Requests")),
        new("aws_lex_bot", "AmazonLex", new BilledItem("Requests")),
    ];
}
