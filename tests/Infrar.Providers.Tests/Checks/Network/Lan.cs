using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Checks.Network;

/// <summary>A sound network of two zones to put things into: public and private subnets, one NAT gateway.</summary>
internal static class Lan
{
    public const string Everywhere = "0.0.0.0/0";

    /// <summary>The network. Private subnets lead out through the NAT gateway.</summary>
    public static Resource[] Sound { get; } =
    [
        Made("aws_vpc", "main", ("cidr_block", "10.0.0.0/16")),
        Made("aws_default_security_group", "main", ("vpc_id", Id("aws_vpc.main"))),
        Made("aws_internet_gateway", "main", ("vpc_id", Id("aws_vpc.main"))),
        Table("public"),
        RouteFor("public", ("gateway_id", Id("aws_internet_gateway.main"))),
        Subnet("public_a", "10.0.1.0/24"),
        Subnet("public_b", "10.0.2.0/24"),
        Behind("public_a", "public"),
        Behind("public_b", "public"),
        Made("aws_nat_gateway", "main", ("subnet_id", Id("aws_subnet.public_a"))),
        Table("private"),
        RouteFor("private", ("nat_gateway_id", Id("aws_nat_gateway.main"))),
        Subnet("private_a", "10.0.11.0/24"),
        Subnet("private_b", "10.0.12.0/24"),
        Behind("private_a", "private"),
        Behind("private_b", "private"),
    ];

    /// <summary>A resource of AWS; <see cref="Checking.Aws"/> by another name, which here is a namespace's.</summary>
    public static Resource Made(string type, string name, params (string Name, Value Value)[] attributes) =>
        Checking.Aws(type, name, attributes);

    public static Value.Reference Id(string address) => Ref(address, "id");

    public static Value.Reference Subnet(string name) => Id($"aws_subnet.{name}");

    public static Value.ListOf Groups(params string[] names) =>
        List(names.Select(n => (Value)Id($"aws_security_group.{n}")));

    public static Value.ListOf Subnets(string tier) => List(Subnet($"{tier}_a"), Subnet($"{tier}_b"));

    public static Resource Subnet(string name, string block, params (string, Value)[] more) =>
        Made("aws_subnet", name, [("vpc_id", Id("aws_vpc.main")), ("cidr_block", block), .. more]);

    public static Resource Table(string name) => Made("aws_route_table", name, ("vpc_id", Id("aws_vpc.main")));

    public static Resource RouteFor(string table, (string, Value) target, string destination = Everywhere) =>
        Made(
            "aws_route",
            $"{table}_{target.Item1}",
            ("route_table_id", Id($"aws_route_table.{table}")),
            ("destination_cidr_block", destination),
            target
        );

    public static Resource Behind(string subnet, string table) =>
        Made(
            "aws_route_table_association",
            subnet,
            ("subnet_id", Subnet(subnet)),
            ("route_table_id", Id($"aws_route_table.{table}"))
        );

    public static Resource Group(string name) =>
        Made("aws_security_group", name, ("name", name), ("vpc_id", Id("aws_vpc.main")));

    /// <summary>A rule that lets in; the peer is a block, or the name of a group.</summary>
    public static Resource In(string group, int port, string peer, int? last = null) =>
        Rule("ingress", group, port, last ?? port, peer);

    /// <summary>A rule that lets out; the peer is a block, or the name of a group.</summary>
    public static Resource Out(string group, int port, string peer, int? last = null) =>
        Rule("egress", group, port, last ?? port, peer);

    public static Resource Function(string database, string group = "function") =>
        Made(
            "aws_lambda_function",
            "worker",
            ("function_name", "worker"),
            ("role", "arn:aws:iam::123456789012:role/worker"),
            ("environment", Block(("variables", Map(("HOST", Ref(database, "address")))))),
            ("vpc_config", Block(("subnet_ids", Subnets("private")), ("security_group_ids", Groups(group))))
        );

    public static Resource Database(string tier = "private", string group = "database", bool isPublic = false) =>
        Made(
            "aws_db_instance",
            "main",
            ("engine", "postgres"),
            ("instance_class", "db.t3.micro"),
            ("db_subnet_group_name", Ref($"aws_db_subnet_group.{tier}", "name")),
            ("vpc_security_group_ids", Groups(group)),
            ("publicly_accessible", isPublic)
        );

    public static Resource DatabaseSubnets(string tier) =>
        Made("aws_db_subnet_group", tier, ("name", tier), ("subnet_ids", Subnets(tier)));

    public static Resource Task(string tier, bool hasAddress = false) =>
        Made(
            "aws_ecs_service",
            "api",
            ("name", "api"),
            ("launch_type", "FARGATE"),
            (
                "network_configuration",
                Block(("subnets", Subnets(tier)), ("security_groups", Groups("task")), ("assign_public_ip", hasAddress))
            )
        );

    public static Resource Server(string subnet, params (string, Value)[] more) =>
        Made(
            "aws_instance",
            "main",
            [
                ("ami", "ami-0123456789abcdef0"),
                ("instance_type", "t3.micro"),
                ("subnet_id", Subnet(subnet)),
                ("vpc_security_group_ids", Groups("server")),
                .. more,
            ]
        );

    private static Resource Rule(string type, string group, int first, int last, string peer) =>
        Made(
            $"aws_vpc_security_group_{type}_rule",
            $"{group}_{type}_{first}",
            ("security_group_id", Id($"aws_security_group.{group}")),
            ("ip_protocol", "tcp"),
            ("from_port", first),
            ("to_port", last),
            peer.Contains('.', StringComparison.Ordinal) ? ("cidr_ipv4", peer)
                : peer.Contains(':', StringComparison.Ordinal) ? ("cidr_ipv6", peer)
                : ("referenced_security_group_id", Id($"aws_security_group.{peer}"))
        );
}
