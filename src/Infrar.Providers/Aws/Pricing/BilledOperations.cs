using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Building, watching and guarding that is billed and has no price in the price book yet.</summary>
internal static class BilledOperations
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new(
            "aws_codebuild_project",
            "CodeBuild",
            new BilledItem("Build minutes", "environment.compute_type, environment.type", "monthly_build_mins")
        ),
        new("aws_codebuild_fleet", "CodeBuild", new BilledItem("Machine minutes", "base_capacity ×, compute_type")),
        new("aws_codepipeline", "AWSCodePipeline", new BilledItem("Pipeline or action minutes", "pipeline_type")),
        new("aws_codecommit_repository", "AWSCodeCommit", new BilledItem("Active users")),
        new("aws_codeartifact_repository", "AWSCodeArtifact", new BilledItem("Storage and requests")),
        new("aws_codegurureviewer_repository_association", "AmazonCodeGuru", new BilledItem("Lines of code reviewed")),
        new("aws_codeguruprofiler_profiling_group", "AmazonCodeGuru", new BilledItem("Sampling hours")),
        new("aws_devicefarm_device_pool", "AWSDeviceFarm", new BilledItem("Device minutes")),
        new("aws_cloud9_environment_ec2", "AmazonEC2", new BilledItem("Instance hours", "instance_type")),
        new("aws_imagebuilder_image", "AmazonEC2", new BilledItem("Instance hours of the build and snapshot storage")),
        new(
            "aws_config_configuration_recorder",
            "AWSConfig",
            new BilledItem("Configuration items recorded", "", "config_items"),
            new BilledItem("Custom configuration items", "", "custom_config_items")
        ),
        new(
            "aws_config_config_rule",
            "AWSConfig",
            new BilledItem("Rule evaluations", "source.source_identifier", "monthly_rule_evaluations")
        ),
        new(
            "aws_config_organization_managed_rule",
            "AWSConfig",
            new BilledItem("Rule evaluations", "rule_identifier", "monthly_rule_evaluations")
        ),
        new(
            "aws_config_organization_custom_rule",
            "AWSConfig",
            new BilledItem("Rule evaluations", "", "monthly_rule_evaluations")
        ),
        new("aws_config_conformance_pack", "AWSConfig", new BilledItem("Conformance pack evaluations")),
        new("aws_config_organization_conformance_pack", "AWSConfig", new BilledItem("Conformance pack evaluations")),
        new(
            "aws_cloudtrail_event_data_store",
            "AWSCloudTrail",
            new BilledItem("Events taken in, kept and scanned", "billing_mode, retention_period days")
        ),
        new(
            "aws_cloudwatch_metric_stream",
            "AmazonCloudWatch",
            new BilledItem("Metric updates streamed", "output_format")
        ),
        new("aws_cloudwatch_contributor_insight_rule", "AmazonCloudWatch", new BilledItem("Rule and matched events")),
        new(
            "aws_cloudwatch_contributor_managed_insight_rule",
            "AmazonCloudWatch",
            new BilledItem("Rule and matched events")
        ),
        new(
            "aws_cloudwatch_log_data_protection_policy",
            "AmazonCloudWatch",
            new BilledItem("Log data scanned for secrets")
        ),
        new(
            "aws_cloudwatch_log_account_policy",
            "AmazonCloudWatch",
            new BilledItem("Log data scanned for secrets", When: "policy_type=DATA_PROTECTION_POLICY")
        ),
        new("aws_cloudwatch_log_delivery", "AmazonCloudWatch", new BilledItem("Logs delivered, GB")),
        new("aws_evidently_project", "AmazonCloudWatch", new BilledItem("Events and analysis units")),
        new("aws_rum_app_monitor", "AmazonCloudWatch", new BilledItem("Events of users' browsers")),
        new(
            "aws_internetmonitor_monitor",
            "AmazonCloudWatch",
            new BilledItem(
                "Monitored resources and city-networks",
                "max_city_networks_to_monitor city-networks at most"
            )
        ),
        new("aws_networkmonitor_probe", "AmazonCloudWatch", new BilledItem("Probe hours")),
        new("aws_oam_link", "AmazonCloudWatch", new BilledItem("Copies of traces beyond the first")),
        new("aws_xray_sampling_rule", "AWSXRay", new BilledItem("Traces recorded", "fixed_rate of requests")),
        new("aws_prometheus_workspace", "AmazonPrometheus", new BilledItem("Samples taken in, stored and queried")),
        new("aws_prometheus_scraper", "AmazonPrometheus", new BilledItem("Collector hours and samples")),
        new("aws_grafana_workspace", "AmazonGrafana", new BilledItem("Active users")),
        new(
            "aws_guardduty_detector",
            "AmazonGuardDuty",
            new BilledItem("Events and logs analysed", Unless: "enable=false")
        ),
        new(
            "aws_guardduty_detector_feature",
            "AmazonGuardDuty",
            new BilledItem("Protection plan", "name", When: "status=ENABLED")
        ),
        new("aws_guardduty_malware_protection_plan", "AmazonGuardDuty", new BilledItem("Objects scanned")),
        new("aws_inspector2_enabler", "AmazonInspectorV2", new BilledItem("Resources scanned", "resource_types")),
        new("aws_inspector_assessment_template", "AmazonInspector", new BilledItem("Assessments")),
        new("aws_macie2_account", "AmazonMacie", new BilledItem("Buckets watched")),
        new("aws_macie2_classification_job", "AmazonMacie", new BilledItem("Data inspected", "job_type")),
        new("aws_securityhub_account", "AWSSecurityHub", new BilledItem("Security checks and findings")),
        new("aws_securitylake_data_lake", "AmazonSecurityLake", new BilledItem("Data taken in")),
        new("aws_detective_graph", "AmazonDetective", new BilledItem("Data taken in")),
        new("aws_auditmanager_assessment", "AWSAuditManager", new BilledItem("Assessments of resources")),
        new(
            "aws_accessanalyzer_analyzer",
            "AWSIAMAccessAnalyzer",
            new BilledItem(
                "Unused access, roles and users analysed",
                "type",
                When: "type=ACCOUNT_UNUSED_ACCESS|ORGANIZATION_UNUSED_ACCESS"
            ),
            new BilledItem(
                "Internal access, resources watched",
                "type",
                When: "type=ACCOUNT_INTERNAL_ACCESS|ORGANIZATION_INTERNAL_ACCESS"
            )
        ),
        new(
            "aws_acmpca_certificate_authority",
            "AWSCertificateManager",
            new BilledItem("Private certificate authority", "type, usage_mode"),
            new BilledItem("Certificates", "usage_mode", "monthly_requests")
        ),
        new("aws_acmpca_certificate", "AWSCertificateManager", new BilledItem("Private certificate")),
        new("aws_cloudhsm_v2_hsm", "CloudHSM", new BilledItem("Module hours", "availability_zone")),
        new(
            "aws_ssm_parameter",
            "AWSSystemsManager",
            new BilledItem("Advanced parameter", When: "tier=Advanced"),
            new BilledItem("Parameter that may become advanced", When: "tier=Intelligent-Tiering")
        ),
        new("aws_ssm_activation", "AWSSystemsManager", new BilledItem("Advanced instance hours", "", "instances")),
        new(
            "aws_ssmincidents_replication_set",
            "AWSSystemsManager",
            new BilledItem("Incident Manager, messages and contacts")
        ),
        new(
            "aws_cloudformation_stack",
            "AWSCloudFormation",
            new BilledItem("Resources of the stack, which the plan does not show"),
            new BilledItem("Handler operations", "", "monthly_handler_operations")
        ),
        new(
            "aws_cloudformation_stack_set",
            "AWSCloudFormation",
            new BilledItem("Resources of its stacks, which the plan does not show"),
            new BilledItem("Handler operations", "", "monthly_handler_operations")
        ),
        new(
            "aws_servicecatalog_provisioned_product",
            "AWSServiceCatalog",
            new BilledItem("Resources of the product, which the plan does not show")
        ),
        new("aws_cloudcontrolapi_resource", "AWSCloudFormation", new BilledItem("The resource itself", "type_name")),
        new("aws_budgets_budget_action", "AWSBudgets", new BilledItem("Budget with an action, days")),
        new("aws_cur_report_definition", "AmazonS3", new BilledItem("Storage of the report")),
        new("aws_appconfig_environment", "AWSSystemsManager", new BilledItem("Configuration requests")),
        new("aws_resiliencehub_resiliency_policy", "AWSResilienceHub", new BilledItem("Application assessed")),
        new("aws_fis_experiment_template", "AWSFIS", new BilledItem("Action minutes")),
        new(
            "aws_devopsguru_resource_collection",
            "AmazonDevOpsGuru",
            new BilledItem("Resources analysed, hours", "type")
        ),
        new("aws_m2_environment", "AWSM2", new BilledItem("Instance hours", "engine_type, instance_type")),
        new(
            "aws_ecrpublic_repository",
            "AmazonECRPublic",
            new BilledItem("Image storage beyond what is free", "", "storage_gb")
        ),
        new(
            "aws_ecr_replication_configuration",
            "AmazonECR",
            new BilledItem("Copies in other regions and data transfer")
        ),
    ];
}
