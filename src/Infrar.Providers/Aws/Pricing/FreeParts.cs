using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Parts and settings of services that AWS bills by other resources: what anybody's plan holds beside what we make.</summary>
internal static class FreeParts
{
    /// <summary>Their types.</summary>
    internal static ImmutableArray<string> Types { get; } =
    [.. Lists.SelectMany(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    private static string[] Lists =>
        [
            // https://aws.amazon.com/vpc/pricing and https://aws.amazon.com/transit-gateway/pricing: attachments, endpoints, connections and data are billed.
            """
                aws_default_vpc_dhcp_options aws_internet_gateway_attachment aws_nat_gateway_eip_association aws_eip_domain_name
                aws_network_interface_attachment aws_network_interface_permission aws_network_interface_sg_attachment
                aws_vpc_block_public_access_exclusion aws_vpc_block_public_access_options aws_vpc_ipv4_cidr_block_association
                aws_vpc_ipv6_cidr_block_association aws_vpc_security_group_vpc_association aws_vpc_peering_connection
                aws_vpc_peering_connection_accepter aws_vpc_peering_connection_options aws_vpc_endpoint_connection_accepter
                aws_vpc_endpoint_connection_notification aws_vpc_endpoint_private_dns aws_vpc_endpoint_service
                aws_vpc_endpoint_service_allowed_principal aws_vpc_endpoint_service_private_dns_verification
                aws_vpc_ipam_pool aws_vpc_ipam_pool_cidr aws_vpc_ipam_pool_cidr_allocation aws_vpc_ipam_preview_next_cidr aws_vpc_ipam_scope
                aws_ec2_managed_prefix_list aws_ec2_managed_prefix_list_entry aws_ec2_subnet_cidr_reservation aws_ec2_carrier_gateway
                aws_ec2_local_gateway_route aws_ec2_local_gateway_route_table_vpc_association aws_ec2_instance_connect_endpoint
                aws_ec2_transit_gateway aws_ec2_transit_gateway_route aws_ec2_transit_gateway_route_table
                aws_ec2_transit_gateway_route_table_association aws_ec2_transit_gateway_route_table_propagation
                aws_ec2_transit_gateway_default_route_table_association aws_ec2_transit_gateway_default_route_table_propagation
                aws_ec2_transit_gateway_prefix_list_reference aws_ec2_transit_gateway_vpc_attachment_accepter
                aws_ec2_transit_gateway_peering_attachment_accepter aws_ec2_client_vpn_authorization_rule aws_ec2_client_vpn_route
                aws_ec2_traffic_mirror_filter aws_ec2_traffic_mirror_filter_rule aws_ec2_traffic_mirror_target aws_ec2_network_insights_path
                aws_customer_gateway aws_vpn_gateway aws_vpn_gateway_attachment aws_vpn_gateway_route_propagation aws_vpn_connection_route
                aws_dx_gateway aws_dx_bgp_peer aws_dx_connection_association aws_dx_connection_confirmation aws_dx_gateway_association_proposal
                aws_dx_private_virtual_interface aws_dx_public_virtual_interface aws_dx_transit_virtual_interface
                aws_globalaccelerator_listener aws_globalaccelerator_endpoint_group aws_networkfirewall_firewall_policy
                aws_networkfirewall_rule_group aws_networkfirewall_logging_configuration aws_networkfirewall_resource_policy
                aws_vpclattice_service_network aws_vpclattice_service_network_service_association aws_vpclattice_service_network_vpc_association
                aws_vpclattice_listener aws_vpclattice_listener_rule aws_vpclattice_target_group aws_vpclattice_target_group_attachment
                aws_vpclattice_auth_policy aws_vpclattice_resource_policy aws_vpclattice_access_log_subscription
                """,
            // https://aws.amazon.com/ec2/pricing and https://aws.amazon.com/ebs/pricing: instances, disks and snapshots are billed, their settings are not.
            """
                aws_launch_template aws_launch_configuration aws_key_pair aws_placement_group aws_ami_launch_permission aws_volume_attachment
                aws_snapshot_create_volume_permission aws_spot_datafeed_subscription aws_ec2_tag aws_ec2_instance_state
                aws_ec2_instance_metadata_defaults aws_ec2_default_credit_specification aws_ec2_serial_console_access
                aws_ec2_image_block_public_access aws_ec2_availability_zone_group aws_ec2_allowed_images_settings aws_ebs_default_kms_key
                aws_ebs_encryption_by_default aws_ebs_snapshot_block_public_access aws_dlm_lifecycle_policy aws_rbin_rule
                aws_autoscaling_attachment aws_autoscaling_group_tag aws_autoscaling_lifecycle_hook aws_autoscaling_notification
                aws_autoscaling_schedule aws_autoscaling_traffic_source_attachment aws_autoscalingplans_scaling_plan aws_licensemanager_association
                aws_licensemanager_license_configuration
                aws_imagebuilder_component aws_imagebuilder_container_recipe aws_imagebuilder_distribution_configuration
                aws_imagebuilder_image_pipeline aws_imagebuilder_image_recipe aws_imagebuilder_infrastructure_configuration
                aws_imagebuilder_lifecycle_policy aws_imagebuilder_workflow
                """,
            // https://aws.amazon.com/elasticloadbalancing/pricing: hours and what passes are billed with the load balancer.
            """
                aws_elb_attachment aws_app_cookie_stickiness_policy aws_lb_cookie_stickiness_policy aws_lb_ssl_negotiation_policy
                aws_load_balancer_backend_server_policy aws_load_balancer_listener_policy aws_load_balancer_policy aws_proxy_protocol_policy
                aws_lb_trust_store_revocation
                """,
            // https://aws.amazon.com/ecs/pricing, https://aws.amazon.com/eks/pricing, https://aws.amazon.com/lambda/pricing: what runs is billed.
            """
                aws_ecs_capacity_provider aws_ecs_tag aws_eks_access_entry aws_eks_access_policy_association aws_eks_addon
                aws_eks_identity_provider_config aws_eks_pod_identity_association aws_lambda_code_signing_config
                aws_lambda_function_event_invoke_config aws_lambda_function_recursion_config aws_lambda_function_url aws_lambda_layer_version
                aws_lambda_layer_version_permission aws_lambda_runtime_management_config aws_batch_job_definition aws_batch_job_queue
                aws_batch_scheduling_policy aws_apprunner_auto_scaling_configuration_version aws_apprunner_connection
                aws_apprunner_custom_domain_association aws_apprunner_observability_configuration aws_apprunner_vpc_connector
                aws_apprunner_vpc_ingress_connection aws_elastic_beanstalk_application aws_elastic_beanstalk_application_version
                aws_elastic_beanstalk_configuration_template aws_ecr_pull_through_cache_rule aws_ecr_repository_creation_template
                aws_ecrpublic_repository_policy aws_service_discovery_http_namespace
                aws_appmesh_gateway_route aws_appmesh_mesh aws_appmesh_route aws_appmesh_virtual_gateway aws_appmesh_virtual_node
                aws_appmesh_virtual_router aws_appmesh_virtual_service
                """,
            // https://aws.amazon.com/iam, https://aws.amazon.com/organizations/faqs, https://aws.amazon.com/iam/identity-center: at no additional charge.
            """
                aws_iam_account_alias aws_iam_group_membership aws_iam_group_policies_exclusive aws_iam_group_policy_attachments_exclusive
                aws_iam_organizations_features aws_iam_saml_provider aws_iam_security_token_service_preferences aws_iam_server_certificate
                aws_iam_service_specific_credential aws_iam_signing_certificate aws_iam_user_group_membership aws_iam_user_login_profile
                aws_iam_user_policies_exclusive aws_iam_user_policy_attachments_exclusive aws_iam_user_ssh_key aws_iam_virtual_mfa_device
                aws_rolesanywhere_profile aws_rolesanywhere_trust_anchor aws_accessanalyzer_archive_rule aws_account_alternate_contact
                aws_account_primary_contact aws_account_region aws_organizations_account aws_organizations_delegated_administrator
                aws_organizations_organization aws_organizations_organizational_unit aws_organizations_policy
                aws_organizations_policy_attachment aws_organizations_resource_policy aws_ram_principal_association
                aws_ram_resource_association aws_ram_resource_share aws_ram_resource_share_accepter aws_ram_sharing_with_organization
                aws_identitystore_group aws_identitystore_group_membership aws_identitystore_user aws_ssoadmin_account_assignment
                aws_ssoadmin_application aws_ssoadmin_application_access_scope aws_ssoadmin_application_assignment
                aws_ssoadmin_application_assignment_configuration aws_ssoadmin_customer_managed_policy_attachment
                aws_ssoadmin_instance_access_control_attributes aws_ssoadmin_managed_policy_attachment aws_ssoadmin_permission_set
                aws_ssoadmin_permission_set_inline_policy aws_ssoadmin_permissions_boundary_attachment aws_ssoadmin_trusted_token_issuer
                aws_servicequotas_service_quota aws_servicequotas_template aws_servicequotas_template_association
                aws_resourcegroups_resource aws_resourceexplorer2_index aws_resourceexplorer2_view aws_ce_cost_allocation_tag aws_ce_cost_category
                """,
            // https://aws.amazon.com/rds/pricing and those of the other databases: instances, storage and operations are billed; groups are settings.
            """
                aws_db_proxy_default_target_group aws_db_proxy_target aws_rds_certificate aws_rds_cluster_endpoint aws_rds_cluster_parameter_group
                aws_rds_cluster_role_association aws_rds_instance_state aws_docdb_cluster_parameter_group aws_docdb_event_subscription
                aws_docdb_subnet_group aws_neptune_cluster_endpoint aws_neptune_cluster_parameter_group aws_neptune_event_subscription
                aws_neptune_parameter_group aws_neptune_subnet_group aws_memorydb_acl aws_memorydb_parameter_group aws_memorydb_subnet_group
                aws_memorydb_user aws_dax_parameter_group aws_dax_subnet_group aws_dynamodb_resource_policy aws_dynamodb_table_item
                aws_dynamodb_tag aws_keyspaces_keyspace aws_timestreamwrite_database aws_redshift_event_subscription aws_redshift_parameter_group
                aws_redshift_subnet_group aws_redshift_cluster_iam_roles aws_redshift_logging aws_redshift_scheduled_action
                aws_redshift_snapshot_schedule aws_redshift_snapshot_schedule_association aws_redshift_usage_limit aws_redshift_resource_policy
                aws_redshiftserverless_resource_policy aws_redshiftserverless_usage_limit aws_dms_certificate aws_dms_endpoint
                aws_dms_event_subscription aws_dms_replication_subnet_group aws_dms_replication_task aws_dms_s3_endpoint
                """,
            // https://aws.amazon.com/s3/pricing, https://aws.amazon.com/efs/pricing, https://aws.amazon.com/backup/pricing: what is held and moved is billed.
            """
                aws_s3_access_point aws_s3_bucket_abac aws_s3_bucket_object aws_s3_bucket_request_payment_configuration aws_s3_object_copy
                aws_s3control_access_point_policy aws_s3control_multi_region_access_point_policy aws_s3control_object_lambda_access_point_policy
                aws_s3tables_namespace aws_s3tables_table_bucket_policy aws_s3tables_table_policy aws_s3vectors_vector_bucket_policy
                aws_efs_access_point aws_efs_backup_policy aws_efs_file_system_policy aws_efs_mount_target aws_backup_global_settings
                aws_backup_plan aws_backup_region_settings aws_backup_report_plan aws_backup_restore_testing_selection aws_backup_selection
                aws_backup_vault_lock_configuration aws_backup_vault_notifications aws_backup_vault_policy aws_glacier_vault_lock
                aws_fsx_ontap_storage_virtual_machine aws_datasync_agent aws_datasync_location_azure_blob aws_datasync_location_efs
                aws_datasync_location_fsx_lustre_file_system aws_datasync_location_fsx_ontap_file_system
                aws_datasync_location_fsx_openzfs_file_system aws_datasync_location_fsx_windows_file_system aws_datasync_location_hdfs
                aws_datasync_location_nfs aws_datasync_location_object_storage aws_datasync_location_s3 aws_datasync_location_smb
                aws_transfer_access aws_transfer_agreement aws_transfer_certificate aws_transfer_host_key aws_transfer_profile
                aws_transfer_ssh_key aws_transfer_tag aws_transfer_user aws_transfer_workflow
                """,
            // https://aws.amazon.com/route53/pricing: zones, queries, checks and resolver endpoints are billed; rules and logging are not.
            """
                aws_route53_cidr_collection aws_route53_cidr_location aws_route53_delegation_set aws_route53_hosted_zone_dnssec
                aws_route53_key_signing_key aws_route53_query_log aws_route53_records_exclusive aws_route53_resolver_config
                aws_route53_resolver_dnssec_config aws_route53_resolver_firewall_config aws_route53_resolver_firewall_rule
                aws_route53_resolver_firewall_rule_group aws_route53_resolver_query_log_config aws_route53_resolver_query_log_config_association
                aws_route53_resolver_rule aws_route53_resolver_rule_association aws_route53_traffic_policy
                aws_route53_vpc_association_authorization aws_route53_zone_association aws_route53domains_delegation_signer_record
                """,
            // https://aws.amazon.com/cloudfront/pricing, https://aws.amazon.com/waf/pricing, https://aws.amazon.com/shield/pricing: billed with what they serve.
            """
                aws_cloudfront_continuous_deployment_policy aws_cloudfront_key_group aws_cloudfront_public_key aws_cloudfront_vpc_origin
                aws_cloudfrontkeyvaluestore_key aws_cloudfrontkeyvaluestore_keys_exclusive aws_wafv2_api_key aws_wafv2_rule_group
                aws_waf_byte_match_set aws_waf_geo_match_set aws_waf_ipset aws_waf_rate_based_rule aws_waf_regex_match_set
                aws_waf_regex_pattern_set aws_waf_rule aws_waf_rule_group aws_waf_size_constraint_set aws_waf_sql_injection_match_set
                aws_waf_xss_match_set aws_wafregional_byte_match_set aws_wafregional_geo_match_set aws_wafregional_ipset
                aws_wafregional_rate_based_rule aws_wafregional_regex_match_set aws_wafregional_regex_pattern_set aws_wafregional_rule
                aws_wafregional_rule_group aws_wafregional_size_constraint_set aws_wafregional_sql_injection_match_set
                aws_wafregional_web_acl_association aws_wafregional_xss_match_set aws_shield_application_layer_automatic_response
                aws_shield_drt_access_log_bucket_association aws_shield_drt_access_role_arn_association aws_shield_proactive_engagement
                aws_shield_protection_group aws_shield_protection_health_check_association aws_fms_admin_account aws_fms_resource_set
                """,
            // https://aws.amazon.com/api-gateway/pricing, https://aws.amazon.com/appsync/pricing, https://aws.amazon.com/cognito/pricing: calls and users are billed.
            """
                aws_api_gateway_account aws_api_gateway_api_key aws_api_gateway_authorizer aws_api_gateway_base_path_mapping
                aws_api_gateway_client_certificate aws_api_gateway_deployment aws_api_gateway_documentation_part
                aws_api_gateway_documentation_version aws_api_gateway_domain_name aws_api_gateway_domain_name_access_association
                aws_api_gateway_gateway_response aws_api_gateway_integration aws_api_gateway_integration_response aws_api_gateway_method
                aws_api_gateway_method_response aws_api_gateway_method_settings aws_api_gateway_model aws_api_gateway_request_validator
                aws_api_gateway_resource aws_api_gateway_rest_api_policy aws_api_gateway_rest_api_put aws_api_gateway_usage_plan
                aws_api_gateway_usage_plan_key aws_api_gateway_vpc_link aws_apigatewayv2_api_mapping aws_apigatewayv2_authorizer
                aws_apigatewayv2_deployment aws_apigatewayv2_domain_name aws_apigatewayv2_integration aws_apigatewayv2_integration_response
                aws_apigatewayv2_model aws_apigatewayv2_route aws_apigatewayv2_route_response aws_apigatewayv2_stage aws_apigatewayv2_vpc_link
                aws_appsync_api_key aws_appsync_channel_namespace aws_appsync_datasource aws_appsync_domain_name
                aws_appsync_domain_name_api_association aws_appsync_function aws_appsync_resolver aws_appsync_source_api_association
                aws_appsync_type aws_amplify_backend_environment aws_amplify_branch aws_amplify_domain_association aws_amplify_webhook
                aws_cognito_identity_pool aws_cognito_identity_pool_provider_principal_tag aws_cognito_identity_pool_roles_attachment
                aws_cognito_identity_provider aws_cognito_log_delivery_configuration aws_cognito_managed_login_branding
                aws_cognito_managed_user_pool_client aws_cognito_resource_server aws_cognito_risk_configuration aws_cognito_user
                aws_cognito_user_group aws_cognito_user_in_group aws_cognito_user_pool_client aws_cognito_user_pool_domain
                aws_cognito_user_pool_ui_customization
                """,
            // https://aws.amazon.com/eventbridge/pricing, https://aws.amazon.com/sqs/pricing, https://aws.amazon.com/ses/pricing: events, messages and runs are billed.
            """
                aws_cloudwatch_event_bus_policy aws_cloudwatch_event_connection aws_cloudwatch_event_permission aws_schemas_registry
                aws_schemas_registry_policy aws_schemas_schema aws_sfn_activity aws_sfn_alias aws_sns_platform_application aws_sns_sms_preferences
                aws_sqs_queue_policy aws_sqs_queue_redrive_allow_policy aws_sqs_queue_redrive_policy aws_mq_configuration
                aws_ses_active_receipt_rule_set aws_ses_configuration_set aws_ses_domain_dkim aws_ses_domain_identity_verification
                aws_ses_domain_mail_from aws_ses_event_destination aws_ses_identity_notification_topic aws_ses_identity_policy
                aws_ses_receipt_filter aws_ses_receipt_rule_set aws_ses_template aws_sesv2_account_suppression_attributes
                aws_sesv2_configuration_set aws_sesv2_configuration_set_event_destination aws_sesv2_contact_list
                aws_sesv2_email_identity_feedback_attributes aws_sesv2_email_identity_mail_from_attributes aws_sesv2_email_identity_policy
                aws_iot_certificate aws_iot_policy aws_iot_policy_attachment aws_iot_role_alias aws_iot_thing_group
                aws_iot_thing_group_membership aws_iot_thing_principal_attachment aws_iot_thing_type
                """,
            // https://aws.amazon.com/kinesis, https://aws.amazon.com/msk/pricing, https://aws.amazon.com/opensearch-service/pricing, https://aws.amazon.com/glue/pricing: what runs and holds data is billed.
            """
                aws_kinesis_resource_policy aws_msk_cluster_policy aws_msk_configuration aws_msk_scram_secret_association
                aws_msk_single_scram_secret_association aws_mskconnect_custom_plugin aws_mskconnect_worker_configuration
                aws_opensearch_domain_policy aws_opensearch_domain_saml_options aws_opensearch_inbound_connection_accepter
                aws_opensearch_package aws_opensearch_package_association aws_opensearchserverless_access_policy
                aws_opensearchserverless_lifecycle_policy aws_opensearchserverless_security_config aws_opensearchserverless_security_policy
                aws_elasticsearch_domain_policy aws_elasticsearch_domain_saml_options aws_cloudsearch_domain_service_access_policy
                aws_glue_catalog_table aws_glue_classifier aws_glue_connection aws_glue_data_catalog_encryption_settings aws_glue_partition
                aws_glue_partition_index aws_glue_registry aws_glue_resource_policy aws_glue_schema aws_glue_security_configuration
                aws_glue_trigger aws_glue_user_defined_function aws_glue_workflow aws_athena_data_catalog aws_athena_database
                aws_athena_named_query aws_athena_prepared_statement aws_lakeformation_data_cells_filter aws_lakeformation_data_lake_settings
                aws_lakeformation_lf_tag aws_lakeformation_permissions aws_lakeformation_resource aws_lakeformation_resource_lf_tag
                aws_lakeformation_resource_lf_tags aws_emr_block_public_access_configuration aws_emr_managed_scaling_policy
                aws_emr_security_configuration aws_sagemaker_app_image_config aws_sagemaker_code_repository
                aws_sagemaker_endpoint_configuration aws_sagemaker_image aws_sagemaker_image_version aws_sagemaker_model
                aws_sagemaker_model_package_group aws_sagemaker_model_package_group_policy
                aws_sagemaker_notebook_instance_lifecycle_configuration aws_sagemaker_pipeline aws_sagemaker_project
                aws_sagemaker_studio_lifecycle_config aws_sagemaker_user_profile aws_quicksight_data_source
                aws_quicksight_group aws_quicksight_group_membership aws_quicksight_folder aws_quicksight_theme
                """,
            // https://aws.amazon.com/systems-manager/pricing, https://aws.amazon.com/config/pricing, https://aws.amazon.com/guardduty/pricing and their kin: settings of what is billed elsewhere.
            """
                aws_ssm_association aws_ssm_default_patch_baseline aws_ssm_document aws_ssm_maintenance_window aws_ssm_maintenance_window_target
                aws_ssm_maintenance_window_task aws_ssm_patch_baseline aws_ssm_patch_group aws_ssm_resource_data_sync aws_ssm_service_setting
                aws_config_aggregate_authorization aws_config_configuration_aggregator aws_config_configuration_recorder_status
                aws_config_delivery_channel aws_config_remediation_configuration aws_config_retention_configuration
                aws_guardduty_filter aws_guardduty_invite_accepter aws_guardduty_ipset aws_guardduty_member
                aws_guardduty_organization_admin_account aws_guardduty_organization_configuration aws_guardduty_publishing_destination
                aws_guardduty_threatintelset aws_securityhub_action_target aws_securityhub_automation_rule aws_securityhub_finding_aggregator
                aws_securityhub_insight aws_securityhub_invite_accepter aws_securityhub_member aws_securityhub_organization_admin_account
                aws_securityhub_organization_configuration aws_securityhub_product_subscription aws_securityhub_standards_control
                aws_securityhub_standards_control_association aws_securityhub_standards_subscription aws_inspector2_delegated_admin_account
                aws_inspector2_filter aws_inspector2_member_association aws_inspector2_organization_configuration
                aws_macie2_classification_export_configuration aws_macie2_custom_data_identifier aws_macie2_findings_filter
                aws_macie2_invitation_accepter aws_macie2_member aws_macie2_organization_admin_account aws_detective_invitation_accepter
                aws_detective_member aws_detective_organization_admin_account aws_detective_organization_configuration
                aws_cloudtrail_organization_delegated_admin_account aws_acmpca_certificate_authority_certificate aws_acmpca_permission
                aws_acmpca_policy aws_cloudhsm_v2_cluster aws_kms_custom_key_store aws_controltower_control
                aws_controltower_landing_zone aws_cloudformation_type
                """,
            // https://aws.amazon.com/cloudwatch/pricing: log data, metrics, alarms and dashboards are billed.
            """
                aws_cloudwatch_log_anomaly_detector aws_cloudwatch_log_delivery_destination
                aws_cloudwatch_log_delivery_destination_policy aws_cloudwatch_log_delivery_source aws_cloudwatch_log_destination
                aws_cloudwatch_log_destination_policy aws_cloudwatch_log_index_policy aws_synthetics_group aws_synthetics_group_association
                aws_oam_sink aws_oam_sink_policy aws_xray_encryption_config aws_xray_group aws_xray_resource_policy
                aws_prometheus_alert_manager_definition aws_prometheus_rule_group_namespace aws_prometheus_query_logging_configuration
                aws_grafana_role_association aws_grafana_workspace_api_key aws_grafana_workspace_saml_configuration
                aws_grafana_workspace_service_account aws_grafana_workspace_service_account_token aws_chatbot_slack_channel_configuration
                aws_chatbot_teams_channel_configuration aws_notifications_channel_association aws_notifications_event_rule
                aws_notifications_notification_configuration aws_notifications_notification_hub aws_notificationscontacts_email_contact
                """,
            // https://aws.amazon.com/codebuild/pricing, https://aws.amazon.com/codedeploy/pricing: minutes and machines are billed.
            """
                aws_codebuild_report_group aws_codebuild_resource_policy aws_codebuild_source_credential aws_codebuild_webhook
                aws_codedeploy_app aws_codedeploy_deployment_config aws_codedeploy_deployment_group aws_codepipeline_custom_action_type
                aws_codepipeline_webhook aws_codecommit_approval_rule_template aws_codecommit_approval_rule_template_association
                aws_codecommit_trigger aws_codestarconnections_connection aws_codestarconnections_host aws_codeconnections_connection
                aws_codeconnections_host aws_codestarnotifications_notification_rule aws_codeartifact_domain
                aws_codeartifact_domain_permissions_policy aws_codeartifact_repository_permissions_policy aws_appconfig_application
                aws_appconfig_configuration_profile aws_appconfig_deployment aws_appconfig_deployment_strategy aws_appconfig_extension
                aws_appconfig_extension_association aws_appconfig_hosted_configuration_version
                """,
        ];
}
