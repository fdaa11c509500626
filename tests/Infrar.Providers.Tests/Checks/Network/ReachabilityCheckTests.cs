using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Network.Lan;

namespace Infrar.Providers.Tests.Checks.Network;

/// <summary>What must be reachable is: NET001, NET002, NET003, NET016, NET018 and NET019.</summary>
public sealed class ReachabilityCheckTests
{
    private static readonly Resource[] FunctionAndDatabase =
    [
        .. Sound,
        Group("function"),
        Group("database"),
        DatabaseSubnets("private"),
        Database(),
        Function("aws_db_instance.main"),
    ];

    private static readonly Resource[] Balanced =
    [
        .. Sound,
        Group("balancer"),
        Group("task"),
        Balancer("public"),
        Made(
            "aws_lb_listener",
            "https",
            ("load_balancer_arn", Ref("aws_lb.main", "arn")),
            ("port", 443),
            ("protocol", "HTTPS"),
            ("default_action", Block(("type", "forward"), ("target_group_arn", Ref("aws_lb_target_group.api", "arn"))))
        ),
        Made(
            "aws_lb_target_group",
            "api",
            ("port", 8080),
            ("protocol", "HTTP"),
            ("target_type", "ip"),
            ("vpc_id", Id("aws_vpc.main"))
        ),
        Served(Task("private")),
        Out("task", 443, Everywhere),
    ];

    [Fact]
    public void A_database_whose_host_a_function_is_told_must_let_it_in()
    {
        var finding = Finds(
            "NET001",
            "aws_security_group.database",
            [.. FunctionAndDatabase, Out("function", 5432, "database")]
        );

        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("aws_lambda_function.worker-aws_db_instance.main:5432", finding.Subject);
        Assert.Equal(
            "No rule lets aws_db_instance.main in on 5432 from aws_lambda_function.worker.",
            Assert.Single(finding.Proof, p => p.Breaks).Fact
        );
        Assert.Equal(
            "Add an ingress rule to aws_security_group.database for tcp 5432 from aws_security_group.function.",
            finding.Mend
        );
    }

    [Fact]
    public void A_database_that_lets_its_function_in_is_reached() =>
        Passes("NET001", [.. FunctionAndDatabase, Out("function", 5432, "database"), In("database", 5432, "function")]);

    [Fact]
    public void A_rule_for_the_port_next_to_it_lets_nobody_in() =>
        Finds(
            "NET001",
            "aws_security_group.database",
            [.. FunctionAndDatabase, Out("function", 5432, "database"), In("database", 5433, "function")]
        );

    [Fact]
    public void A_rule_for_half_of_the_subnets_is_not_enough() =>
        Finds(
            "NET001",
            "aws_security_group.database",
            [.. FunctionAndDatabase, Out("function", 5432, "database"), In("database", 5432, "10.0.11.0/24")]
        );

    [Fact]
    public void A_rule_by_the_networks_block_lets_its_members_in() =>
        Passes(
            "NET001",
            [.. FunctionAndDatabase, Out("function", 5432, "10.0.0.0/16"), In("database", 5432, "10.0.0.0/16")]
        );

    [Fact]
    public void A_rule_whose_peer_is_not_known_may_let_in() =>
        Passes(
            "NET001",
            [
                .. FunctionAndDatabase,
                Out("function", 5432, "database"),
                Made(
                    "aws_vpc_security_group_ingress_rule",
                    "list",
                    ("security_group_id", Id("aws_security_group.database")),
                    ("ip_protocol", "tcp"),
                    ("from_port", 5432),
                    ("to_port", 5432),
                    ("prefix_list_id", "pl-0123456789abcdef0")
                ),
            ]
        );

    [Fact]
    public void A_network_acl_that_stops_the_answers_stops_the_use()
    {
        Resource[] filtered =
        [
            .. FunctionAndDatabase,
            Out("function", 5432, "database"),
            In("database", 5432, "function"),
            Acl(Subnets("private"), ("egress", 100, "allow", 5432, 5432), ("ingress", 100, "allow", 5432, 5432)),
        ];

        var finding = Finds("NET001", "aws_network_acl.main", filtered);

        Assert.Contains("answers to ports 1024-65535", Assert.Single(finding.Proof, p => p.Breaks).Fact);
    }

    [Fact]
    public void A_balancer_whose_targets_let_it_in_works() =>
        Passes(
            "NET002",
            [.. Balanced, In("balancer", 443, Everywhere), Out("balancer", 8080, "task"), In("task", 8080, "balancer")]
        );

    [Fact]
    public void A_balancer_that_nobody_gets_to_is_found() =>
        Finds(
            "NET002",
            "aws_security_group.balancer",
            [.. Balanced, Out("balancer", 8080, "task"), In("task", 8080, "balancer")]
        );

    [Fact]
    public void A_balancer_for_a_part_of_the_internet_is_a_choice() =>
        Passes(
            "NET002",
            [
                .. Balanced,
                In("balancer", 443, "198.51.100.0/22"),
                Out("balancer", 8080, "task"),
                In("task", 8080, "balancer"),
            ]
        );

    [Fact]
    public void A_target_that_lets_in_on_another_port_is_found() =>
        Finds(
            "NET002",
            "aws_security_group.task",
            [.. Balanced, In("balancer", 443, Everywhere), Out("balancer", 8080, "task"), In("task", 80, "balancer")]
        );

    [Fact]
    public void A_balancer_that_faces_the_internet_from_private_subnets_is_found() =>
        Finds(
            "NET002",
            "aws_route.private_nat_gateway_id",
            [
                .. Balanced.Where(r => r.Type != "aws_lb"),
                Balancer("private"),
                In("balancer", 443, Everywhere),
                Out("balancer", 8080, "task"),
                In("task", 8080, "balancer"),
            ]
        );

    [Fact]
    public void A_task_behind_a_nat_gateway_gets_out() =>
        Passes("NET003", [.. Sound, Group("task"), Out("task", 443, Everywhere), Task("private")]);

    [Fact]
    public void A_task_whose_subnets_lead_nowhere_never_starts() =>
        Finds(
            "NET003",
            "aws_route_table.private",
            [
                .. Sound.Where(r => r.Address != "aws_route.private_nat_gateway_id"),
                Group("task"),
                Out("task", 443, Everywhere),
                Task("private"),
            ]
        );

    [Fact]
    public void A_task_in_public_subnets_needs_an_address() =>
        Finds("NET003", "aws_ecs_service.api", [.. Sound, Group("task"), Out("task", 443, Everywhere), Task("public")]);

    [Fact]
    public void A_task_in_public_subnets_with_an_address_gets_out() =>
        Passes("NET003", [.. Sound, Group("task"), Out("task", 443, Everywhere), Task("public", true)]);

    [Fact]
    public void A_task_that_only_gets_out_on_another_port_never_starts() =>
        Finds(
            "NET003",
            "aws_security_group.task",
            [.. Sound, Group("task"), Out("task", 80, Everywhere), Task("private")]
        );

    [Fact]
    public void A_task_that_reaches_an_interface_endpoint_may_need_no_way_out() =>
        Passes(
            "NET003",
            [
                .. Sound.Where(r => r.Address != "aws_route.private_nat_gateway_id"),
                Group("task"),
                Group("endpoint"),
                Out("task", 443, "endpoint"),
                In("endpoint", 443, "task"),
                Task("private"),
                Made(
                    "aws_vpc_endpoint",
                    "registry",
                    ("vpc_id", Id("aws_vpc.main")),
                    ("service_name", "com.amazonaws.eu-west-1.ecr.dkr"),
                    ("vpc_endpoint_type", "Interface"),
                    ("subnet_ids", Subnets("private")),
                    ("security_group_ids", Groups("endpoint"))
                ),
            ]
        );

    [Fact]
    public void An_acl_that_lets_in_and_no_answer_out_is_found() =>
        Finds(
            "NET016",
            "aws_network_acl.main",
            [
                .. Sound,
                Acl(
                    Subnets("public"),
                    ("ingress", 100, "allow", 443, 443),
                    ("egress", 100, "allow", 443, 443),
                    ("ingress", 110, "allow", 1024, 65535)
                ),
            ]
        );

    [Fact]
    public void An_acl_that_lets_answers_both_ways_passes() =>
        Passes(
            "NET016",
            [
                .. Sound,
                Acl(
                    Subnets("public"),
                    ("ingress", 100, "allow", 443, 443),
                    ("ingress", 110, "allow", 1024, 65535),
                    ("egress", 100, "allow", 443, 443),
                    ("egress", 110, "allow", 32768, 60999)
                ),
            ]
        );

    [Fact]
    public void An_acl_that_denies_what_it_would_allow_later_keeps_nobody_waiting() =>
        Passes(
            "NET016",
            [.. Sound, Acl(Subnets("public"), ("ingress", 90, "deny", 443, 443), ("ingress", 100, "allow", 443, 443))]
        );

    [Fact]
    public void Subnets_apart_from_each_other_pass() => Passes("NET018", Sound);

    [Fact]
    public void Subnets_over_each_other_are_found() =>
        Finds("NET018", "aws_subnet.more", [.. Sound, Subnet("more", "10.0.11.128/25")]);

    [Fact]
    public void Subnets_that_touch_pass() => Passes("NET018", [.. Sound, Subnet("more", "10.0.13.0/24")]);

    [Fact]
    public void A_subnet_outside_its_network_is_found() =>
        Finds("NET018", "aws_subnet.more", [.. Sound, Subnet("more", "10.1.0.0/24")]);

    [Fact]
    public void A_subnet_in_a_second_block_of_its_network_passes() =>
        Passes(
            "NET018",
            [
                .. Sound,
                Subnet("more", "10.1.0.0/24"),
                Made(
                    "aws_vpc_ipv4_cidr_block_association",
                    "more",
                    ("vpc_id", Id("aws_vpc.main")),
                    ("cidr_block", "10.1.0.0/16")
                ),
            ]
        );

    [Fact]
    public void A_peering_with_routes_on_one_side_alone_is_found()
    {
        var finding = Finds(
            "NET019",
            "aws_vpc_peering_connection.main",
            [.. Sound, .. Neighbour, .. ToNeighbour("private"), .. ToNeighbour("public")]
        );

        Assert.Equal("aws_vpc.other", finding.Subject);
    }

    [Fact]
    public void A_peering_with_routes_on_both_sides_passes() =>
        Passes(
            "NET019",
            [
                .. Sound,
                .. Neighbour,
                .. ToNeighbour("private"),
                Made(
                    "aws_route",
                    "back",
                    ("route_table_id", Ref("aws_vpc.other", "main_route_table_id")),
                    ("destination_cidr_block", "10.0.0.0/16"),
                    ("vpc_peering_connection_id", Id("aws_vpc_peering_connection.main"))
                ),
            ]
        );

    private static readonly Resource[] Neighbour =
    [
        Made("aws_vpc", "other", ("cidr_block", "10.9.0.0/16")),
        Made("aws_subnet", "other", ("vpc_id", Id("aws_vpc.other")), ("cidr_block", "10.9.1.0/24")),
        Made(
            "aws_vpc_peering_connection",
            "main",
            ("vpc_id", Id("aws_vpc.main")),
            ("peer_vpc_id", Id("aws_vpc.other")),
            ("auto_accept", true)
        ),
    ];

    private static Resource[] ToNeighbour(string table) =>
        [RouteFor(table, ("vpc_peering_connection_id", Id("aws_vpc_peering_connection.main")), "10.9.0.0/16")];

    private static Resource Balancer(string tier) =>
        Made(
            "aws_lb",
            "main",
            ("load_balancer_type", "application"),
            ("internal", false),
            ("subnets", Subnets(tier)),
            ("security_groups", Groups("balancer"))
        );

    private static Resource Served(Resource task) =>
        task with
        {
            Attributes = new([
                .. task.Attributes.Entries,
                KeyValuePair.Create(
                    "load_balancer",
                    (Value)Block(
                        ("target_group_arn", Ref("aws_lb_target_group.api", "arn")),
                        ("container_name", "api"),
                        ("container_port", 8080)
                    )
                ),
            ]),
        };

    internal static Resource Acl(
        Value subnets,
        params (string Way, int Number, string Action, int First, int Last)[] rules
    ) =>
        Made(
            "aws_network_acl",
            "main",
            [
                ("vpc_id", Id("aws_vpc.main")),
                ("subnet_ids", subnets),
                .. rules
                    .GroupBy(r => r.Way)
                    .Select(way =>
                        (
                            way.Key,
                            (Value)List(
                                way.Select(r =>
                                    (Value)Map(
                                        ("rule_no", r.Number),
                                        ("action", r.Action),
                                        ("protocol", "tcp"),
                                        ("from_port", r.First),
                                        ("to_port", r.Last),
                                        ("cidr_block", Everywhere)
                                    )
                                )
                            )
                        )
                    ),
            ]
        );
}
