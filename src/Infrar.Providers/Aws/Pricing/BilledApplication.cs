using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Messages, interfaces, workflows and accounts of users that are billed and have no price in the price book yet.</summary>
internal static class BilledApplication
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new(
            "aws_sqs_queue",
            "AWSQueueService",
            new BilledItem("Requests, standard", "", "monthly_requests", Unless: "fifo_queue"),
            new BilledItem("Requests, FIFO", "", "monthly_requests", When: "fifo_queue")
        ),
        new(
            "aws_mq_broker",
            "AmazonMQ",
            new BilledItem("Broker hours", "engine_type, host_instance_type, deployment_mode"),
            new BilledItem("Storage", "storage_type", "storage_size_gb")
        ),
        new("aws_api_gateway_rest_api", "AmazonApiGateway", new BilledItem("Requests", "", "monthly_requests")),
        new(
            "aws_api_gateway_stage",
            "AmazonApiGateway",
            new BilledItem("Cache hours", "cache_cluster_size GB", When: "cache_cluster_enabled")
        ),
        new(
            "aws_apigatewayv2_api",
            "AmazonApiGateway",
            new BilledItem("Requests", "protocol_type", "monthly_requests", When: "protocol_type=HTTP"),
            new BilledItem("Messages", "protocol_type", "monthly_messages", When: "protocol_type=WEBSOCKET"),
            new BilledItem(
                "Connection minutes",
                "protocol_type",
                "monthly_connection_mins",
                When: "protocol_type=WEBSOCKET"
            )
        ),
        new(
            "aws_appsync_graphql_api",
            "AWSAppSync",
            new BilledItem("Queries and changes", "", "monthly_requests"),
            new BilledItem("Real-time updates and connection minutes")
        ),
        new("aws_appsync_api_cache", "AWSAppSync", new BilledItem("Cache hours", "type")),
        new("aws_appsync_api", "AWSAppSync", new BilledItem("Event operations and connection minutes")),
        new(
            "aws_sfn_state_machine",
            "AmazonStates",
            new BilledItem("State transitions", "", "monthly_transitions", Unless: "type=EXPRESS"),
            new BilledItem("Requests", "", "monthly_requests", When: "type=EXPRESS"),
            new BilledItem("Duration", "", "workflow_duration_ms", When: "type=EXPRESS")
        ),
        new(
            "aws_cloudwatch_event_archive",
            "AWSEvents",
            new BilledItem("Events archived", "", "monthly_archive_processing_gb"),
            new BilledItem("Archive storage", "retention_days days", "archive_storage_gb")
        ),
        new("aws_cloudwatch_event_api_destination", "AWSEvents", new BilledItem("Invocations")),
        new("aws_cloudwatch_event_endpoint", "AWSEvents", new BilledItem("Replicated events")),
        new("aws_pipes_pipe", "AWSEvents", new BilledItem("Pipe requests")),
        new(
            "aws_schemas_discoverer",
            "AWSEvents",
            new BilledItem("Schema discovery", "", "monthly_schema_discovery_events")
        ),
        new(
            "aws_cognito_user_pool",
            "AmazonCognito",
            new BilledItem("Monthly active users", "user_pool_tier"),
            new BilledItem("Text messages of sign-in", When: "sms_configuration")
        ),
        new(
            "aws_directory_service_directory",
            "AWSDirectoryService",
            new BilledItem("Directory hours", "type, edition, size"),
            new BilledItem("Additional domain controllers", "", "additional_domain_controllers")
        ),
        new("aws_directory_service_shared_directory", "AWSDirectoryService", new BilledItem("Shared directory hours")),
        new(
            "aws_transfer_server",
            "AWSTransfer",
            new BilledItem("Protocol hours", "protocols"),
            new BilledItem("Data uploaded", "", "monthly_data_uploaded_gb"),
            new BilledItem("Data downloaded", "", "monthly_data_downloaded_gb")
        ),
        new("aws_transfer_connector", "AWSTransfer", new BilledItem("Connector calls and data")),
        new("aws_transfer_web_app", "AWSTransfer", new BilledItem("Web app unit hours")),
        new("aws_sesv2_dedicated_ip_pool", "AmazonSES", new BilledItem("Dedicated addresses", "scaling_mode")),
        new(
            "aws_sesv2_account_vdm_attributes",
            "AmazonSES",
            new BilledItem("Virtual deliverability manager, messages", When: "vdm_enabled=ENABLED")
        ),
        new("aws_ses_domain_identity", "AmazonSES", new BilledItem("Messages")),
        new("aws_ses_email_identity", "AmazonSES", new BilledItem("Messages")),
        new("aws_sesv2_email_identity", "AmazonSES", new BilledItem("Messages")),
        new("aws_pinpoint_app", "AmazonPinpoint", new BilledItem("Messages and audience")),
        new(
            "aws_pinpointsmsvoicev2_phone_number",
            "AmazonPinpoint",
            new BilledItem("Phone number", "number_type, iso_country_code")
        ),
        new("aws_connect_instance", "AmazonConnect", new BilledItem("Minutes and messages")),
        new("aws_connect_phone_number", "AmazonConnect", new BilledItem("Phone number", "type, country_code")),
        new("aws_amplify_app", "AWSAmplify", new BilledItem("Build minutes, data served and stored", "platform")),
        new("aws_iot_topic_rule", "AWSIoT", new BilledItem("Rules triggered and actions")),
        new("aws_iot_thing", "AWSIoT", new BilledItem("Messages and connection minutes")),
        new("aws_iot_provisioning_template", "AWSIoT", new BilledItem("Devices provisioned")),
        new("aws_location_map", "AmazonLocationService", new BilledItem("Tiles")),
        new("aws_location_place_index", "AmazonLocationService", new BilledItem("Requests", "data_source")),
        new("aws_location_route_calculator", "AmazonLocationService", new BilledItem("Routes", "data_source")),
        new("aws_location_tracker", "AmazonLocationService", new BilledItem("Positions")),
        new("aws_location_geofence_collection", "AmazonLocationService", new BilledItem("Geofences and evaluations")),
        new("aws_media_convert_queue", "AWSElementalMediaConvert", new BilledItem("Minutes converted", "pricing_plan")),
        new(
            "aws_medialive_channel",
            "AWSElementalMediaLive",
            new BilledItem("Input and output hours", "channel_class")
        ),
        new("aws_medialive_input", "AWSElementalMediaLive", new BilledItem("Input hours", "type")),
        new("aws_media_package_channel", "AWSElementalMediaPackage", new BilledItem("Data taken in and served")),
        new("aws_ivs_channel", "AmazonIVS", new BilledItem("Hours taken in and served", "type")),
        new("aws_elastictranscoder_pipeline", "AmazonETS", new BilledItem("Minutes converted")),
        new("aws_appfabric_ingestion", "AWSAppFabric", new BilledItem("Users ingested")),
        new("aws_appflow_flow", "AmazonAppFlow", new BilledItem("Flow runs and data")),
        new("aws_swf_domain", "AmazonSWF", new BilledItem("Workflow executions")),
        new(
            "aws_verifiedpermissions_policy_store",
            "AmazonVerifiedPermissions",
            new BilledItem("Authorization requests")
        ),
        new("aws_paymentcryptography_key", "AWSPaymentCryptography", new BilledItem("Key and calls")),
    ];
}
