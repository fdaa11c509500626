using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Compute that is billed and has no price in the price book yet.</summary>
internal static class BilledCompute
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new("aws_ec2_host", "AmazonEC2", new BilledItem("Dedicated host hours", "instance_type, instance_family")),
        new(
            "aws_ec2_fleet",
            "AmazonEC2",
            new BilledItem("Instance hours", "target_capacity_specification.total_target_capacity units of capacity")
        ),
        new(
            "aws_spot_fleet_request",
            "AmazonEC2",
            new BilledItem("Spot instance hours", "target_capacity units of capacity"),
            new BilledItem("Instances", "instance_type", Each: "launch_specification")
        ),
        new(
            "aws_ec2_capacity_reservation",
            "AmazonEC2",
            new BilledItem("Reserved instance hours", "instance_count ×, instance_type, instance_platform, tenancy")
        ),
        new("aws_ec2_capacity_block_reservation", "AmazonEC2", new BilledItem("Capacity block")),
        new("aws_ebs_snapshot", "AmazonEC2", new BilledItem("Snapshot storage, GB-months")),
        new("aws_ebs_snapshot_copy", "AmazonEC2", new BilledItem("Snapshot storage, GB-months")),
        new("aws_ebs_snapshot_import", "AmazonEC2", new BilledItem("Snapshot storage, GB-months")),
        new(
            "aws_ebs_fast_snapshot_restore",
            "AmazonEC2",
            new BilledItem("Fast snapshot restore hours", "availability_zone")
        ),
        new("aws_ami", "AmazonEC2", new BilledItem("Snapshot storage of the image, GB-months")),
        new("aws_ami_copy", "AmazonEC2", new BilledItem("Snapshot storage of the image, GB-months")),
        new("aws_ami_from_instance", "AmazonEC2", new BilledItem("Snapshot storage of the image, GB-months")),
        new(
            "aws_lambda_provisioned_concurrency_config",
            "AWSLambda",
            new BilledItem("Provisioned concurrency, GB-seconds", "provisioned_concurrent_executions instances")
        ),
        new(
            "aws_lambda_event_source_mapping",
            "AWSLambda",
            new BilledItem(
                "Event poller hours",
                "provisioned_poller_config.minimum_pollers pollers at least",
                When: "provisioned_poller_config"
            )
        ),
        new("aws_lambda_capacity_provider", "AWSLambda", new BilledItem("Managed instance hours")),
        new(
            "aws_ecs_task_set",
            "AmazonECS",
            new BilledItem("Fargate tasks", "scale.value, scale.unit", Unless: "launch_type=EC2|EXTERNAL")
        ),
        new(
            "aws_ecs_express_gateway_service",
            "AmazonECS",
            new BilledItem("Fargate tasks", "cpu vCPU units, memory MiB")
        ),
        new(
            "aws_batch_compute_environment",
            "AmazonEC2",
            new BilledItem("Compute hours", "compute_resources.type, compute_resources.max_vcpus vCPU at most")
        ),
        new(
            "aws_elastic_beanstalk_environment",
            "AmazonEC2",
            new BilledItem("Instance hours"),
            new BilledItem("Load balancer hours"),
            new BilledItem("Database hours")
        ),
        new(
            "aws_apprunner_service",
            "AWSAppRunner",
            new BilledItem("vCPU hours", "instance_configuration.cpu"),
            new BilledItem("GB hours", "instance_configuration.memory")
        ),
        new("aws_lightsail_instance", "AmazonLightsail", new BilledItem("Instance", "bundle_id")),
        new("aws_lightsail_database", "AmazonLightsail", new BilledItem("Database", "bundle_id")),
        new("aws_lightsail_bucket", "AmazonLightsail", new BilledItem("Bucket", "bundle_id")),
        new("aws_lightsail_lb", "AmazonLightsail", new BilledItem("Load balancer")),
        new("aws_lightsail_disk", "AmazonLightsail", new BilledItem("Disk", "size_in_gb GB")),
        new("aws_lightsail_distribution", "AmazonLightsail", new BilledItem("Distribution", "bundle_id")),
        new("aws_lightsail_static_ip", "AmazonLightsail", new BilledItem("Address, while not attached")),
        new("aws_lightsail_container_service", "AmazonLightsail", new BilledItem("Nodes", "scale ×, power")),
        new(
            "aws_workspaces_workspace",
            "AmazonWorkSpaces",
            new BilledItem(
                "Desktop",
                "bundle_id, workspace_properties.running_mode, workspace_properties.root_volume_size_gib GiB root, workspace_properties.user_volume_size_gib GiB user"
            )
        ),
        new("aws_appstream_fleet", "AmazonAppStream", new BilledItem("Instance hours", "instance_type, fleet_type")),
        new("aws_appstream_image_builder", "AmazonAppStream", new BilledItem("Instance hours", "instance_type")),
        new("aws_gamelift_fleet", "AmazonGameLift", new BilledItem("Instance hours", "ec2_instance_type, fleet_type")),
    ];
}
