using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Resource types that say which packets pass.</summary>
internal static class NetworkTypes
{
    /// <summary>What filters.</summary>
    public static ImmutableArray<string> Filters { get; } =
    [
        "aws_security_group",
        "aws_default_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_egress_rule",
        "aws_network_acl",
        "aws_default_network_acl",
        "aws_network_acl_rule",
        "aws_network_acl_association",
    ];

    /// <summary>What leads packets on.</summary>
    public static ImmutableArray<string> Ways { get; } =
    [
        "aws_vpc",
        "aws_subnet",
        "aws_route_table",
        "aws_default_route_table",
        "aws_main_route_table_association",
        "aws_route_table_association",
        "aws_route",
        "aws_internet_gateway",
        "aws_egress_only_internet_gateway",
        "aws_nat_gateway",
        "aws_vpc_endpoint",
        "aws_vpc_endpoint_route_table_association",
        "aws_vpc_peering_connection",
        "aws_vpc_ipv4_cidr_block_association",
        "aws_db_subnet_group",
        "aws_elasticache_subnet_group",
    ];

    /// <summary>What balancers answer and send to.</summary>
    public static ImmutableArray<string> Listeners { get; } =
    [
        "aws_lb",
        "aws_elb",
        "aws_lb_listener",
        "aws_lb_listener_rule",
        "aws_lb_target_group",
        "aws_lb_target_group_attachment",
        "aws_ecs_service",
    ];
}
