using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>Networks, edges and their protection that are billed and have no price in the price book yet.</summary>
internal static class BilledNetwork
{
    /// <summary>The types.</summary>
    internal static ImmutableArray<BilledType> Types { get; } =
    [
        new(
            "aws_ec2_transit_gateway_vpc_attachment",
            "AmazonVPC",
            new BilledItem("Transit gateway attachment hours"),
            new BilledItem("Transit gateway data processed", "", "monthly_data_processed_gb")
        ),
        new(
            "aws_ec2_transit_gateway_peering_attachment",
            "AmazonVPC",
            new BilledItem("Transit gateway attachment hours", "peer_region"),
            new BilledItem("Data transfer to the other region")
        ),
        new(
            "aws_ec2_transit_gateway_connect",
            "AmazonVPC",
            new BilledItem("Transit gateway data processed", "protocol", "monthly_data_processed_gb")
        ),
        new(
            "aws_vpn_connection",
            "AmazonVPC",
            new BilledItem("VPN connection hours"),
            new BilledItem("Transit gateway attachment hours", When: "transit_gateway_id"),
            new BilledItem("Data processed", "", "monthly_data_processed_gb", When: "transit_gateway_id")
        ),
        new("aws_ec2_client_vpn_endpoint", "AmazonVPC", new BilledItem("Client connection hours")),
        new("aws_ec2_client_vpn_network_association", "AmazonVPC", new BilledItem("Endpoint association hours")),
        new("aws_ec2_traffic_mirror_session", "AmazonVPC", new BilledItem("Mirrored interface hours")),
        new("aws_ec2_network_insights_analysis", "AmazonVPC", new BilledItem("Analysis")),
        new("aws_vpc_ipam", "AmazonVPC", new BilledItem("Managed addresses, hours", "tier", Unless: "tier=free")),
        new("aws_vpclattice_service", "AmazonVPC", new BilledItem("Service hours, data and requests")),
        new("aws_vpclattice_resource_configuration", "AmazonVPC", new BilledItem("Resource hours and data")),
        new("aws_verifiedaccess_endpoint", "AmazonVPC", new BilledItem("Application hours and data", "endpoint_type")),
        new("aws_networkmanager_core_network", "AmazonVPC", new BilledItem("Core network edge hours")),
        new("aws_networkmanager_vpc_attachment", "AmazonVPC", new BilledItem("Attachment hours and data")),
        new("aws_networkmanager_connect_attachment", "AmazonVPC", new BilledItem("Attachment hours and data")),
        new("aws_networkmanager_site_to_site_vpn_attachment", "AmazonVPC", new BilledItem("Attachment hours and data")),
        new(
            "aws_networkfirewall_firewall",
            "AWSNetworkFirewall",
            new BilledItem("Endpoint hours, each subnet", "subnet_id", Each: "subnet_mapping"),
            new BilledItem("Data processed", "", "monthly_data_processed_gb")
        ),
        new(
            "aws_dx_connection",
            "AWSDirectConnect",
            new BilledItem("Port hours", "bandwidth, location"),
            new BilledItem("Data transfer out", "", "monthly_outbound_from_region_to_dx_connection_location")
        ),
        new("aws_dx_hosted_connection", "AWSDirectConnect", new BilledItem("Port hours", "bandwidth")),
        new("aws_dx_lag", "AWSDirectConnect", new BilledItem("Port hours", "connections_bandwidth, location")),
        new(
            "aws_dx_gateway_association",
            "AWSDirectConnect",
            new BilledItem("Data processed", "", "monthly_data_processed_gb")
        ),
        new(
            "aws_globalaccelerator_accelerator",
            "AWSGlobalAccelerator",
            new BilledItem("Accelerator hours", "ip_address_type"),
            new BilledItem("Data transfer premium and public addresses")
        ),
        new(
            "aws_globalaccelerator_custom_routing_accelerator",
            "AWSGlobalAccelerator",
            new BilledItem("Accelerator hours and data")
        ),
        new(
            "aws_route53_resolver_endpoint",
            "AmazonRoute53",
            new BilledItem("Endpoint interface hours, each address", "ip", Each: "ip_address"),
            new BilledItem("Queries", "direction", "monthly_queries")
        ),
        new(
            "aws_route53_resolver_firewall_rule_group_association",
            "AmazonRoute53",
            new BilledItem("Queries inspected")
        ),
        new("aws_route53_resolver_firewall_domain_list", "AmazonRoute53", new BilledItem("Domain names held")),
        new("aws_route53_traffic_policy_instance", "AmazonRoute53", new BilledItem("Policy record")),
        new("aws_route53domains_domain", "AmazonRoute53", new BilledItem("Registration, by the year", "domain_name")),
        new(
            "aws_route53domains_registered_domain",
            "AmazonRoute53",
            new BilledItem("Registration, by the year", "domain_name")
        ),
        new("aws_route53recoverycontrolconfig_cluster", "AmazonRoute53", new BilledItem("Cluster hours")),
        new("aws_route53recoveryreadiness_readiness_check", "AmazonRoute53", new BilledItem("Readiness check hours")),
        new("aws_route53profiles_association", "AmazonRoute53", new BilledItem("Profile association hours")),
        new("aws_service_discovery_instance", "AWSCloudMap", new BilledItem("Registered resource")),
        new("aws_lb_trust_store", "AWSELB", new BilledItem("Trust store hours, while a listener uses it")),
        new("aws_shield_protection", "AWSShield", new BilledItem("Data transfer out of what it protects")),
        new("aws_shield_subscription", "AWSShield", new BilledItem("Shield Advanced subscription, a year at least")),
        new("aws_fms_policy", "AWSFMS", new BilledItem("Policy in each region")),
        new(
            "aws_waf_web_acl",
            "awswaf",
            new BilledItem("Web ACL, classic"),
            new BilledItem("Rule, classic", "rule_id", Each: "rules"),
            new BilledItem("Requests inspected", "", "monthly_requests")
        ),
        new(
            "aws_wafregional_web_acl",
            "awswaf",
            new BilledItem("Web ACL, classic"),
            new BilledItem("Rule, classic", "rule_id", Each: "rule"),
            new BilledItem("Requests inspected", "", "monthly_requests")
        ),
        new("aws_cloudfront_key_value_store", "AmazonCloudFront", new BilledItem("Reads and changes")),
        new("aws_cloudfront_realtime_log_config", "AmazonCloudFront", new BilledItem("Log lines", "sampling_rate %")),
        new("aws_cloudfront_monitoring_subscription", "AmazonCloudFront", new BilledItem("Additional metrics")),
    ];
}
