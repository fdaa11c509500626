using System.Collections.Immutable;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Resource types that AWS does not bill: settings, permissions and connections of what it does bill.</summary>
internal static class FreeOfCharge
{
    /// <summary>A rule for each of them.</summary>
    internal static ImmutableArray<PricingRule> Rules { get; } =
    [.. Types().Concat(FreeParts.Types).Select(t => new FreeRule(t))];

    private static IEnumerable<string> Types() =>
        [
            // https://aws.amazon.com/vpc/pricing: gateways, endpoints and addresses are billed; the network itself is not.
            "aws_vpc",
            "aws_subnet",
            "aws_internet_gateway",
            "aws_egress_only_internet_gateway",
            "aws_route_table",
            "aws_route_table_association",
            "aws_main_route_table_association",
            "aws_route",
            "aws_network_acl",
            "aws_network_acl_rule",
            "aws_network_acl_association",
            "aws_network_interface",
            "aws_default_network_acl",
            "aws_default_route_table",
            "aws_default_security_group",
            "aws_default_subnet",
            "aws_default_vpc",
            "aws_security_group",
            "aws_security_group_rule",
            "aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule",
            "aws_vpc_dhcp_options",
            "aws_vpc_dhcp_options_association",
            "aws_vpc_endpoint_policy",
            "aws_vpc_endpoint_route_table_association",
            "aws_vpc_endpoint_security_group_association",
            "aws_vpc_endpoint_subnet_association",
            "aws_eip_association",
            // https://aws.amazon.com/elasticloadbalancing/pricing: hours and capacity units cover them.
            "aws_lb_listener",
            "aws_lb_listener_certificate",
            "aws_lb_listener_rule",
            "aws_lb_target_group",
            "aws_lb_target_group_attachment",
            "aws_alb_listener",
            "aws_alb_listener_certificate",
            "aws_alb_listener_rule",
            "aws_alb_target_group",
            "aws_alb_target_group_attachment",
            // https://aws.amazon.com/certificate-manager/pricing: public certificates for AWS services are free.
            "aws_acm_certificate",
            "aws_acm_certificate_validation",
            // https://aws.amazon.com/ecs/pricing: tasks are billed, by the service or schedule that runs them.
            "aws_ecs_task_definition",
            "aws_ecs_cluster_capacity_providers",
            "aws_ecs_account_setting_default",
            // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html: zone and queries are billed.
            "aws_service_discovery_service",
            "aws_appautoscaling_target",
            "aws_appautoscaling_scheduled_action",
            // https://aws.amazon.com/eventbridge/pricing: rules on the default bus are free; schedules are billed by invocation.
            "aws_cloudwatch_event_rule",
            "aws_scheduler_schedule_group",
            // https://aws.amazon.com/iam: at no additional charge.
            "aws_iam_access_key",
            "aws_iam_account_password_policy",
            "aws_iam_group",
            "aws_iam_group_policy",
            "aws_iam_group_policy_attachment",
            "aws_iam_instance_profile",
            "aws_iam_openid_connect_provider",
            "aws_iam_policy",
            "aws_iam_policy_attachment",
            "aws_iam_role",
            "aws_iam_role_policies_exclusive",
            "aws_iam_role_policy",
            "aws_iam_role_policy_attachment",
            "aws_iam_role_policy_attachments_exclusive",
            "aws_iam_service_linked_role",
            "aws_iam_user",
            "aws_iam_user_policy",
            "aws_iam_user_policy_attachment",
            "aws_lambda_permission",
            "aws_lambda_alias",
            // https://aws.amazon.com/rds/postgresql/pricing and https://aws.amazon.com/elasticache/pricing: groups are settings.
            "aws_db_subnet_group",
            "aws_db_parameter_group",
            "aws_db_option_group",
            "aws_db_event_subscription",
            "aws_db_instance_role_association",
            "aws_elasticache_subnet_group",
            "aws_elasticache_parameter_group",
            "aws_elasticache_user",
            "aws_elasticache_user_group",
            "aws_elasticache_user_group_association",
            // https://aws.amazon.com/s3/pricing: what a bucket holds and does is billed with the bucket.
            "aws_s3_account_public_access_block",
            "aws_s3_bucket_acl",
            "aws_s3_bucket_cors_configuration",
            "aws_s3_bucket_lifecycle_configuration",
            "aws_s3_bucket_logging",
            "aws_s3_bucket_notification",
            "aws_s3_bucket_object_lock_configuration",
            "aws_s3_bucket_ownership_controls",
            "aws_s3_bucket_policy",
            "aws_s3_bucket_public_access_block",
            "aws_s3_bucket_server_side_encryption_configuration",
            "aws_s3_bucket_versioning",
            "aws_s3_bucket_website_configuration",
            "aws_s3_object",
            // https://aws.amazon.com/secrets-manager/pricing and https://aws.amazon.com/kms/pricing: secrets, keys and calls.
            "aws_secretsmanager_secret_policy",
            "aws_secretsmanager_secret_rotation",
            "aws_secretsmanager_secret_version",
            "aws_kms_alias",
            "aws_kms_grant",
            "aws_kms_key_policy",
            // https://aws.amazon.com/ecr/pricing: storage is billed; basic scanning is free.
            "aws_ecr_account_setting",
            "aws_ecr_lifecycle_policy",
            "aws_ecr_registry_policy",
            "aws_ecr_registry_scanning_configuration",
            "aws_ecr_repository_policy",
            // https://aws.amazon.com/cloudwatch/pricing: log data, metrics, alarms and dashboards are billed.
            "aws_cloudwatch_log_resource_policy",
            "aws_cloudwatch_log_stream",
            "aws_cloudwatch_log_subscription_filter",
            "aws_cloudwatch_query_definition",
            // https://aws.amazon.com/sns/pricing: subscriptions are free, deliveries count with the topic.
            "aws_sns_topic_policy",
            "aws_sns_topic_subscription",
            // https://aws.amazon.com/aws-cost-management/aws-budgets/pricing: budgets without actions are free.
            "aws_budgets_budget",
            "aws_ce_anomaly_monitor",
            "aws_ce_anomaly_subscription",
            // https://aws.amazon.com/waf/pricing: address sets and attachments come with the web ACL.
            "aws_wafv2_ip_set",
            "aws_wafv2_regex_pattern_set",
            "aws_wafv2_web_acl_association",
            "aws_wafv2_web_acl_logging_configuration",
            // https://aws.amazon.com/cloudfront/pricing: data, requests and functions are billed; policies and origins are not.
            "aws_cloudfront_cache_policy",
            "aws_cloudfront_origin_access_control",
            "aws_cloudfront_origin_access_identity",
            "aws_cloudfront_origin_request_policy",
            "aws_cloudfront_response_headers_policy",
            // https://docs.aws.amazon.com/ARG/latest/userguide: at no additional charge.
            "aws_resourcegroups_group",
        ];
}
