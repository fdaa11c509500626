namespace Infrar.Benchmarks;

/// <summary>What a resource of the generated plans looks like.</summary>
/// <param name="Type">Type.</param>
/// <param name="Name">Name in its module.</param>
/// <param name="Known">Attributes that the configuration states, as JSON; <c>#</c> stands for the number of the service.</param>
/// <param name="Nulls">Arguments that nothing is stated for.</param>
/// <param name="Computed">Attributes that the provider fills in.</param>
/// <param name="References">Attributes taken from others of the module or from the root: name, target, path.</param>
internal sealed record PlanShape(
    string Type,
    string Name,
    (string Name, string Json)[] Known,
    string[] Nulls,
    string[] Computed,
    (string Name, string Target, string Path)[] References
);

/// <summary>The resources of one service: twenty of those that a common AWS plan is made of.</summary>
internal static class PlanShapes
{
    private const string Tags = """{"Environment":"production","Service":"service-#","Team":"platform"}""";

    /// <summary>Every shape, in the order of the plan.</summary>
    internal static PlanShape[] All { get; } =
    [
        Of(
            "aws_cloudwatch_log_group",
            "log",
            [("name", "\"/service/#\""), ("retention_in_days", "30")],
            "kms_key_id log_group_class skip_destroy name_prefix",
            "arn id"
        ),
        Of(
            "aws_db_instance",
            "main",
            [
                ("allocated_storage", "100"),
                ("backup_retention_period", "14"),
                ("deletion_protection", "true"),
                ("engine", "\"postgres\""),
                ("engine_version", "\"17.4\""),
                ("identifier", "\"service-#\""),
                ("instance_class", "\"db.m6g.large\""),
                ("max_allocated_storage", "500"),
                ("multi_az", "true"),
                ("performance_insights_enabled", "true"),
                ("publicly_accessible", "false"),
                ("storage_encrypted", "true"),
                ("storage_type", "\"gp3\""),
                ("username", "\"service\""),
                ("blue_green_update", "[]"),
                ("restore_to_point_in_time", "[]"),
                ("s3_import", "[]"),
                ("enabled_cloudwatch_logs_exports", "[\"postgresql\",\"upgrade\"]"),
            ],
            "allow_major_version_upgrade apply_immediately auto_minor_version_upgrade character_set_name copy_tags_to_snapshot custom_iam_instance_profile customer_owned_ip_enabled db_name delete_automated_backups domain domain_auth_secret_arn domain_dns_ips domain_iam_role_name domain_ou final_snapshot_identifier iam_database_authentication_enabled iops manage_master_user_password monitoring_interval password password_wo password_wo_version replicate_source_db skip_final_snapshot snapshot_identifier storage_throughput timeouts upgrade_storage_config",
            "address arn availability_zone backup_target backup_window ca_cert_identifier endpoint engine_version_actual hosted_zone_id id latest_restorable_time license_model listener_endpoint maintenance_window master_user_secret monitoring_role_arn network_type option_group_name parameter_group_name port replicas resource_id status",
            ("vpc_security_group_ids", "[aws_security_group.data", "id"),
            ("kms_key_id", "aws_kms_key.main", "arn")
        ),
        Of(
            "aws_ebs_volume",
            "data[0]",
            [("availability_zone", "\"eu-west-1a\""), ("encrypted", "true"), ("size", "200"), ("type", "\"gp3\"")],
            "final_snapshot multi_attach_enabled outpost_arn timeouts volume_initialization_rate",
            "arn create_time id iops snapshot_id throughput",
            ("kms_key_id", "aws_kms_key.main", "arn")
        ),
        Of(
            "aws_ebs_volume",
            "data[1]",
            [("availability_zone", "\"eu-west-1b\""), ("encrypted", "true"), ("size", "200"), ("type", "\"gp3\"")],
            "final_snapshot multi_attach_enabled outpost_arn timeouts volume_initialization_rate",
            "arn create_time id iops snapshot_id throughput",
            ("kms_key_id", "aws_kms_key.main", "arn")
        ),
        Of(
            "aws_eip",
            "gateway",
            [("domain", "\"vpc\"")],
            "address associate_with_private_ip customer_owned_ipv4_pool instance network_interface timeouts",
            "allocation_id arn association_id carrier_ip customer_owned_ip id ipam_pool_id network_border_group private_dns private_ip ptr_record public_dns public_ip public_ipv4_pool"
        ),
        Of(
            "aws_elasticache_replication_group",
            "cache",
            [
                ("at_rest_encryption_enabled", "\"true\""),
                ("automatic_failover_enabled", "true"),
                ("description", "\"service #\""),
                ("engine", "\"redis\""),
                ("node_type", "\"cache.t4g.small\""),
                ("num_cache_clusters", "2"),
                ("replication_group_id", "\"service-#\""),
                ("transit_encryption_enabled", "true"),
                ("log_delivery_configuration", "[]"),
            ],
            "auth_token auth_token_update_strategy auto_minor_version_upgrade data_tiering_enabled final_snapshot_identifier kms_key_id multi_az_enabled notification_topic_arn port preferred_cache_cluster_azs snapshot_arns snapshot_name snapshot_retention_limit timeouts user_group_ids",
            "apply_immediately arn cluster_enabled cluster_mode configuration_endpoint_address engine_version engine_version_actual global_replication_group_id id ip_discovery maintenance_window member_clusters network_type node_group_configuration num_node_groups parameter_group_name primary_endpoint_address reader_endpoint_address replicas_per_node_group snapshot_window subnet_group_name",
            ("security_group_ids", "[aws_security_group.data", "id")
        ),
        Of(
            "aws_iam_role",
            "task",
            [
                (
                    "assume_role_policy",
                    """ "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}" """
                ),
                ("force_detach_policies", "false"),
                ("max_session_duration", "3600"),
                ("name", "\"service-#\""),
                ("path", "\"/\""),
            ],
            "description permissions_boundary",
            "arn create_date id inline_policy managed_policy_arns name_prefix unique_id"
        ),
        Of(
            "aws_iam_role_policy",
            "task",
            [
                ("name", "\"service-#\""),
                (
                    "policy",
                    """ "{\"Statement\":[{\"Action\":[\"sqs:SendMessage\",\"sqs:ReceiveMessage\"],\"Effect\":\"Allow\",\"Resource\":\"arn:aws:sqs:eu-west-1:123456789012:service-#\"}],\"Version\":\"2012-10-17\"}" """
                ),
            ],
            "",
            "id name_prefix",
            ("role", "aws_iam_role.task", "id")
        ),
        Of(
            "aws_instance",
            "worker[0]",
            [
                ("ami", "\"ami-0123456789abcdef0\""),
                ("instance_type", "\"m6i.large\""),
                ("get_password_data", "false"),
                ("monitoring", "true"),
                ("user_data_replace_on_change", "false"),
                ("source_dest_check", "true"),
                ("volume_tags", "null"),
                ("launch_template", "[]"),
                ("credit_specification", "[]"),
                (
                    "root_block_device",
                    """[{"delete_on_termination":true,"encrypted":true,"volume_size":30,"volume_type":"gp3","tags":null}]"""
                ),
                (
                    "metadata_options",
                    """[{"http_endpoint":"enabled","http_put_response_hop_limit":1,"http_tokens":"required","instance_metadata_tags":"disabled"}]"""
                ),
            ],
            "force_destroy hibernation iam_instance_profile instance_initiated_shutdown_behavior key_name timeouts user_data user_data_base64",
            "arn associate_public_ip_address availability_zone capacity_reservation_specification cpu_options disable_api_stop disable_api_termination ebs_block_device ebs_optimized enclave_options enable_primary_ipv6 ephemeral_block_device host_id host_resource_group_arn id instance_lifecycle instance_state ipv6_address_count ipv6_addresses maintenance_options network_interface outpost_arn password_data placement_group placement_partition_number primary_network_interface_id private_dns private_dns_name_options private_ip public_dns public_ip secondary_private_ips security_groups spot_instance_request_id tenancy",
            ("subnet_id", "var.subnet_id", ""),
            ("vpc_security_group_ids", "[aws_security_group.app", "id")
        ),
        Of(
            "aws_instance",
            "worker[1]",
            [
                ("ami", "\"ami-0123456789abcdef0\""),
                ("instance_type", "\"m6i.large\""),
                ("get_password_data", "false"),
                ("monitoring", "true"),
                ("user_data_replace_on_change", "false"),
                ("source_dest_check", "true"),
                ("launch_template", "[]"),
                ("credit_specification", "[]"),
                (
                    "root_block_device",
                    """[{"delete_on_termination":true,"encrypted":true,"volume_size":30,"volume_type":"gp3","tags":null}]"""
                ),
                (
                    "metadata_options",
                    """[{"http_endpoint":"enabled","http_put_response_hop_limit":1,"http_tokens":"required","instance_metadata_tags":"disabled"}]"""
                ),
            ],
            "force_destroy hibernation iam_instance_profile instance_initiated_shutdown_behavior key_name timeouts user_data user_data_base64 volume_tags",
            "arn associate_public_ip_address availability_zone capacity_reservation_specification cpu_options disable_api_stop disable_api_termination ebs_block_device ebs_optimized enclave_options enable_primary_ipv6 ephemeral_block_device host_id host_resource_group_arn id instance_lifecycle instance_state ipv6_address_count ipv6_addresses maintenance_options network_interface outpost_arn password_data placement_group placement_partition_number primary_network_interface_id private_dns private_dns_name_options private_ip public_dns public_ip secondary_private_ips security_groups spot_instance_request_id tenancy",
            ("subnet_id", "var.subnet_id", ""),
            ("vpc_security_group_ids", "[aws_security_group.app", "id")
        ),
        Of(
            "aws_kms_key",
            "main",
            [
                ("description", "\"service #\""),
                ("enable_key_rotation", "true"),
                ("is_enabled", "true"),
                ("customer_master_key_spec", "\"SYMMETRIC_DEFAULT\""),
                ("key_usage", "\"ENCRYPT_DECRYPT\""),
            ],
            "bypass_policy_lockout_safety_check custom_key_store_id deletion_window_in_days timeouts xks_key_id",
            "arn id key_id multi_region policy rotation_period_in_days"
        ),
        Of(
            "aws_lambda_function",
            "hook",
            [
                ("architectures", "[\"arm64\"]"),
                ("function_name", "\"service-#\""),
                ("handler", "\"index.handler\""),
                ("memory_size", "512"),
                ("package_type", "\"Zip\""),
                ("runtime", "\"nodejs22.x\""),
                ("timeout", "30"),
                ("s3_bucket", "\"artifacts\""),
                ("s3_key", "\"service-#.zip\""),
                ("environment", """[{"variables":{"LEVEL":"info","SERVICE":"service-#"}}]"""),
                ("dead_letter_config", "[]"),
                ("file_system_config", "[]"),
                ("image_config", "[]"),
                ("snap_start", "[]"),
                ("vpc_config", "[]"),
            ],
            "code_signing_config_arn description filename image_uri kms_key_arn layers replace_security_groups_on_destroy replacement_security_group_ids reserved_concurrent_executions s3_object_version skip_destroy timeouts",
            "arn code_sha256 ephemeral_storage id invoke_arn last_modified logging_config qualified_arn qualified_invoke_arn signing_job_arn signing_profile_version_arn source_code_hash source_code_size tracing_config version",
            ("role", "aws_iam_role.task", "arn")
        ),
        Of(
            "aws_lb",
            "main",
            [
                ("drop_invalid_header_fields", "true"),
                ("enable_deletion_protection", "true"),
                ("idle_timeout", "60"),
                ("internal", "false"),
                ("load_balancer_type", "\"application\""),
                ("name", "\"service-#\""),
                ("access_logs", "[]"),
                ("connection_logs", "[]"),
                ("subnets", "[\"subnet-0123456789abcdef0\",\"subnet-0123456789abcdef1\"]"),
            ],
            "client_keep_alive customer_owned_ipv4_pool desync_mitigation_mode dns_record_client_routing_policy enable_cross_zone_load_balancing enable_http2 enable_tls_version_and_cipher_suite_headers enable_waf_fail_open enable_xff_client_port enable_zonal_shift preserve_host_header timeouts xff_header_processing_mode",
            "arn arn_suffix dns_name id ip_address_type name_prefix subnet_mapping vpc_id zone_id",
            ("security_groups", "[aws_security_group.app", "id")
        ),
        Of(
            "aws_lb_listener",
            "https",
            [
                ("port", "443"),
                ("protocol", "\"HTTPS\""),
                ("certificate_arn", "\"arn:aws:acm:eu-west-1:123456789012:certificate/0123\""),
                ("ssl_policy", "\"ELBSecurityPolicy-TLS13-1-2-2021-06\""),
                (
                    "default_action",
                    """[{"authenticate_cognito":[],"authenticate_oidc":[],"fixed_response":[],"forward":[],"redirect":[],"type":"forward"}]"""
                ),
                ("mutual_authentication", "[]"),
            ],
            "alpn_policy timeouts tcp_idle_timeout_seconds",
            "arn id routing_http_response_server_enabled",
            ("load_balancer_arn", "aws_lb.main", "arn")
        ),
        Of(
            "aws_s3_bucket",
            "files",
            [
                ("bucket", "\"service-#-files\""),
                ("force_destroy", "false"),
                ("object_lock_enabled", "false"),
                ("timeouts", "null"),
            ],
            "",
            "acceleration_status acl arn bucket_domain_name bucket_prefix bucket_region bucket_regional_domain_name cors_rule grant hosted_zone_id id lifecycle_rule logging object_lock_configuration policy replication_configuration request_payer server_side_encryption_configuration versioning website website_domain website_endpoint"
        ),
        Of(
            "aws_s3_bucket_public_access_block",
            "files",
            [
                ("block_public_acls", "true"),
                ("block_public_policy", "true"),
                ("ignore_public_acls", "true"),
                ("restrict_public_buckets", "true"),
            ],
            "skip_destroy",
            "id",
            ("bucket", "aws_s3_bucket.files", "id")
        ),
        Of(
            "aws_s3_bucket_versioning",
            "files",
            [("versioning_configuration", """[{"status":"Enabled"}]""")],
            "expected_bucket_owner mfa",
            "id",
            ("bucket", "aws_s3_bucket.files", "id")
        ),
        Of(
            "aws_security_group",
            "app",
            [
                ("description", "\"service #\""),
                ("name", "\"service-#-app\""),
                (
                    "ingress",
                    """[{"cidr_blocks":["0.0.0.0/0"],"description":"https","from_port":443,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp","security_groups":[],"self":false,"to_port":443}]"""
                ),
                (
                    "egress",
                    """[{"cidr_blocks":["10.0.0.0/8"],"description":"inside","from_port":0,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"-1","security_groups":[],"self":false,"to_port":0}]"""
                ),
            ],
            "revoke_rules_on_delete timeouts",
            "arn id name_prefix owner_id",
            ("vpc_id", "var.vpc_id", "")
        ),
        Of(
            "aws_security_group",
            "data",
            [
                ("description", "\"service # data\""),
                ("name", "\"service-#-data\""),
                (
                    "ingress",
                    """[{"cidr_blocks":["10.0.0.0/16"],"description":"postgres","from_port":5432,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp","security_groups":[],"self":false,"to_port":5432}]"""
                ),
                ("egress", "[]"),
            ],
            "revoke_rules_on_delete timeouts",
            "arn id name_prefix owner_id",
            ("vpc_id", "var.vpc_id", "")
        ),
        Of(
            "aws_sqs_queue",
            "work",
            [
                ("content_based_deduplication", "false"),
                ("delay_seconds", "0"),
                ("fifo_queue", "false"),
                ("max_message_size", "262144"),
                ("message_retention_seconds", "345600"),
                ("name", "\"service-#\""),
                ("receive_wait_time_seconds", "20"),
                ("visibility_timeout_seconds", "60"),
            ],
            "kms_master_key_id timeouts",
            "arn deduplication_scope fifo_throughput_limit id kms_data_key_reuse_period_seconds name_prefix policy redrive_allow_policy redrive_policy sqs_managed_sse_enabled url"
        ),
    ];

    private static PlanShape Of(
        string type,
        string name,
        (string Name, string Json)[] known,
        string nulls,
        string computed,
        params (string Name, string Target, string Path)[] references
    ) =>
        new(
            type,
            name,
            [.. known, ("region", "\"eu-west-1\""), ("tags", Tags), ("tags_all", Tags)],
            nulls.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            computed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            references
        );
}
