using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Network.Lan;

namespace Infrar.Providers.Tests.Checks.Network;

/// <summary>What must not be reachable is not: NET006 to NET015, NET017 and NET020.</summary>
public sealed class ExposureCheckTests
{
    private static readonly Resource[] Guarded = [.. Sound, Group("server")];

    private static readonly Resource[] Kept =
    [
        .. Sound,
        Group("database"),
        DatabaseSubnets("public"),
        DatabaseSubnets("private"),
    ];

    [Fact]
    public void A_server_that_the_internet_reaches_is_found()
    {
        var finding = Finds(
            "NET006",
            "aws_instance.main",
            [.. Guarded, In("server", 80, Everywhere), Server("public_a", ("associate_public_ip_address", true))]
        );

        Assert.Equal(
            "The internet reaches aws_instance.main on tcp 80 without a load balancer before it.",
            finding.Message
        );
    }

    [Fact]
    public void A_server_with_a_public_address_that_lets_nobody_in_passes() =>
        Passes("NET006", [.. Guarded, Server("public_a", ("associate_public_ip_address", true))]);

    [Fact]
    public void A_server_that_lets_everybody_in_where_nobody_gets_passes() =>
        Passes("NET006", [.. Guarded, In("server", 80, Everywhere), Server("private_a")]);

    [Fact]
    public void An_address_that_the_subnet_gives_counts() =>
        Finds(
            "NET006",
            "aws_instance.main",
            [
                .. Guarded.Where(r => r.Address != "aws_subnet.public_a"),
                Subnet("public_a", "10.0.1.0/24", ("map_public_ip_on_launch", true)),
                In("server", 80, Everywhere),
                Server("public_a"),
            ]
        );

    [Fact]
    public void An_elastic_address_counts() =>
        Finds(
            "NET006",
            "aws_instance.main",
            [
                .. Guarded,
                In("server", 80, Everywhere),
                Server("public_a"),
                Made("aws_eip", "main", ("domain", "vpc"), ("instance", Id("aws_instance.main"))),
            ]
        );

    [Fact]
    public void A_database_on_the_internet_is_found()
    {
        var finding = Finds(
            "NET007",
            "aws_db_instance.main",
            [.. Kept, In("database", 5432, Everywhere), Database("public", isPublic: true)]
        );

        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains(finding.Proof, p => p.Address == "aws_route.public_gateway_id");
    }

    [Fact]
    public void A_database_without_a_route_to_the_internet_is_not_on_it() =>
        Passes("NET007", [.. Kept, In("database", 5432, Everywhere), Database("private", isPublic: true)]);

    [Fact]
    public void A_database_that_lets_in_on_another_port_is_not_reached() =>
        Passes("NET007", [.. Kept, In("database", 3306, Everywhere), Database("public", isPublic: true)]);

    [Fact]
    public void A_database_with_a_public_address_is_found() =>
        Finds("NET008", "aws_db_instance.main", [.. Kept, Database(isPublic: true)]);

    [Fact]
    public void A_database_without_one_passes() => Passes("NET008", [.. Kept, Database()]);

    [Fact]
    public void A_database_of_which_that_is_not_known_passes() =>
        Passes(
            "NET008",
            Made("aws_db_instance", "main", ("engine", "postgres"), ("publicly_accessible", new Value.Unknown()))
        );

    [Fact]
    public void A_database_in_public_subnets_is_found() =>
        Finds("NET009", "aws_db_instance.main", [.. Kept, Database("public")]);

    [Fact]
    public void A_database_in_private_subnets_passes() => Passes("NET009", [.. Kept, Database()]);

    [Fact]
    public void A_database_in_subnets_that_a_gateway_leads_out_of_for_ipv6_alone_passes() =>
        Passes(
            "NET009",
            [
                .. Kept,
                Database(),
                Made("aws_egress_only_internet_gateway", "main", ("vpc_id", Id("aws_vpc.main"))),
                Made(
                    "aws_route",
                    "private_version_6",
                    ("route_table_id", Id("aws_route_table.private")),
                    ("destination_ipv6_cidr_block", "::/0"),
                    ("egress_only_gateway_id", Id("aws_egress_only_internet_gateway.main"))
                ),
            ]
        );

    [Theory]
    [InlineData(22, 22, Everywhere, true)]
    [InlineData(3389, 3389, "::/0", true)]
    [InlineData(20, 25, Everywhere, true)]
    [InlineData(22, 22, "198.51.100.7/32", false)]
    [InlineData(23, 3388, Everywhere, false)]
    public void Administration_is_open_to_nobody_everywhere(int first, int last, string peer, bool isFound) =>
        Judge("NET010", isFound, [Group("server"), In("server", first, peer, last)]);

    [Fact]
    public void A_rule_that_its_group_shows_once_more_is_found_once() =>
        Finds(
            "NET010",
            "aws_vpc_security_group_ingress_rule.server_ingress_22",
            Inline("tcp", 22, 22),
            In("server", 22, Everywhere)
        );

    [Fact]
    public void Administration_in_an_inline_rule_is_found() =>
        Finds("NET010", "aws_security_group.server", Inline("tcp", 22, 22));

    [Fact]
    public void Administration_in_a_rule_of_the_older_sort_is_found() =>
        Finds(
            "NET010",
            "aws_security_group_rule.ssh",
            Group("server"),
            Made(
                "aws_security_group_rule",
                "ssh",
                ("type", "ingress"),
                ("security_group_id", Id("aws_security_group.server")),
                ("protocol", "tcp"),
                ("from_port", 22),
                ("to_port", 22),
                ("cidr_blocks", List(["10.0.0.0/8", Everywhere]))
            )
        );

    [Theory]
    [InlineData(5432, 5432, Everywhere, true)]
    [InlineData(6379, 6379, "::/0", true)]
    [InlineData(5432, 5432, "10.0.0.0/8", false)]
    [InlineData(443, 443, Everywhere, false)]
    [InlineData(22, 22, Everywhere, false)]
    public void Ports_with_high_risk_are_open_to_nobody_everywhere(int first, int last, string peer, bool isFound) =>
        Judge("NET011", isFound, [Group("server"), In("server", first, peer, last)]);

    [Theory]
    [InlineData("-1", 0, 0, true)]
    [InlineData("tcp", 0, 65535, true)]
    [InlineData("tcp", 1, 65535, false)]
    [InlineData("icmp", -1, -1, false)]
    public void Every_port_is_open_to_nobody_everywhere(string protocol, int first, int last, bool isFound) =>
        Judge("NET012", isFound, [Inline(protocol, first, last)]);

    [Fact]
    public void An_open_egress_opens_nothing_to_others() =>
        Passes("NET012", Group("server"), Out("server", 0, Everywhere, 65535));

    [Fact]
    public void A_default_group_with_rules_is_found() =>
        Finds(
            "NET013",
            "aws_default_security_group.main",
            Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16")),
            Made(
                "aws_default_security_group",
                "main",
                ("vpc_id", Id("aws_vpc.main")),
                ("ingress", List(Map(("protocol", "-1"), ("from_port", 0), ("to_port", 0), ("self", true))))
            )
        );

    [Fact]
    public void A_default_group_without_rules_passes() => Passes("NET013", Sound);

    [Fact]
    public void A_network_whose_default_group_nobody_adopts_matters_little() =>
        Assert.Equal(
            Severity.Low,
            Finds("NET013", "aws_vpc.main", Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16"))).Severity
        );

    [Fact]
    public void A_server_in_the_default_group_is_found() =>
        Finds(
            "NET014",
            "aws_instance.main",
            [
                .. Sound,
                Server("private_a") with
                {
                    Attributes = Map(
                        ("subnet_id", Subnet("private_a")),
                        ("vpc_security_group_ids", List((Value)Ref("aws_vpc.main", "default_security_group_id")))
                    ),
                },
            ]
        );

    [Fact]
    public void A_server_in_a_group_of_its_own_passes() => Passes("NET014", [.. Guarded, Server("private_a")]);

    [Fact]
    public void A_public_address_where_no_gateway_leads_is_found() =>
        Finds("NET015", "aws_ecs_service.api", [.. Sound, Group("task"), Task("private", true)]);

    [Fact]
    public void A_public_address_where_a_gateway_leads_passes() =>
        Passes("NET015", [.. Sound, Group("task"), Task("public", true)]);

    [Fact]
    public void No_public_address_where_no_gateway_leads_passes() =>
        Passes("NET015", [.. Sound, Group("task"), Task("private")]);

    [Fact]
    public void An_acl_that_opens_administration_is_found() =>
        Finds(
            "NET017",
            "aws_network_acl.main",
            [.. Sound, ReachabilityCheckTests.Acl(Subnets("public"), ("ingress", 100, "allow", 0, 65535))]
        );

    [Fact]
    public void An_acl_that_denies_administration_first_passes() =>
        Passes(
            "NET017",
            [
                .. Sound,
                ReachabilityCheckTests.Acl(
                    Subnets("public"),
                    ("ingress", 80, "deny", 22, 22),
                    ("ingress", 90, "deny", 3389, 3389),
                    ("ingress", 100, "allow", 0, 65535)
                ),
            ]
        );

    [Fact]
    public void An_acl_that_denies_administration_too_late_is_found() =>
        Finds(
            "NET017",
            "aws_network_acl.main",
            [
                .. Sound,
                ReachabilityCheckTests.Acl(
                    Subnets("public"),
                    ("ingress", 100, "allow", 0, 65535),
                    ("ingress", 110, "deny", 22, 22),
                    ("ingress", 120, "deny", 3389, 3389)
                ),
            ]
        );

    [Fact]
    public void A_subnet_that_gives_addresses_to_all_is_found() =>
        Finds(
            "NET020",
            "aws_subnet.open",
            Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16")),
            Subnet("open", "10.0.1.0/24", ("map_public_ip_on_launch", true))
        );

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_subnet_that_gives_none_passes(bool? gives) =>
        Passes(
            "NET020",
            Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16")),
            Subnet("shut", "10.0.1.0/24", ("map_public_ip_on_launch", gives is { } known ? known : Value.None))
        );

    [Fact]
    public void A_cluster_that_says_nothing_of_its_access_answers_everybody() =>
        Finds("NET022", "aws_eks_cluster.main", Cluster());

    [Fact]
    public void A_cluster_that_answers_every_address_is_found() =>
        Finds("NET022", "aws_eks_cluster.main", Cluster(("public_access_cidrs", List(["10.0.0.0/8", Everywhere]))));

    [Fact]
    public void A_cluster_that_answers_one_office_passes() =>
        Passes("NET022", Cluster(("endpoint_public_access", true), ("public_access_cidrs", List(["198.51.100.0/24"]))));

    [Fact]
    public void A_cluster_that_answers_inside_alone_passes() =>
        Passes("NET022", Cluster(("endpoint_public_access", false)));

    private static Resource Cluster(params (string, Value)[] access) =>
        Made(
            "aws_eks_cluster",
            "main",
            ("name", "main"),
            ("vpc_config", Block([("subnet_ids", List(["subnet-1", "subnet-2"])), .. access]))
        );

    private static void Judge(string check, bool isFound, Resource[] resources)
    {
        if (isFound)
        {
            Finds(check, resources[^1].Address, resources);
        }
        else
        {
            Passes(check, resources);
        }
    }

    private static Resource Inline(string protocol, int first, int last) =>
        Made(
            "aws_security_group",
            "server",
            ("name", "server"),
            (
                "ingress",
                Block(
                    ("protocol", protocol),
                    ("from_port", first),
                    ("to_port", last),
                    ("cidr_blocks", List([Everywhere]))
                )
            )
        );
}
