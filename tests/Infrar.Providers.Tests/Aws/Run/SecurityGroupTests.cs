using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Aws.Run.RunSystem;

namespace Infrar.Providers.Tests.Aws.Run;

public sealed class SecurityGroupTests
{
    [Fact]
    public void Only_connections_that_somebody_uses_are_open() =>
        Assert.Equal(
            [
                "cache_from_platform",
                "database_from_platform",
                "database_from_pricing_sync",
                "load_balancer_from_internet_443",
                "platform_from_load_balancer",
            ],
            Names(Place(Production), "aws_vpc_security_group_ingress_rule")
        );

    [Fact]
    public void Each_way_in_has_its_way_out_and_workloads_call_the_internet_on_stated_ports() =>
        Assert.Equal(
            [
                "executor_to_internet_443",
                "load_balancer_to_platform",
                "platform_to_cache",
                "platform_to_database",
                "platform_to_internet_443",
                "pricing_sync_to_database",
                "pricing_sync_to_internet_443",
            ],
            Names(Place(Production), "aws_vpc_security_group_egress_rule")
        );

    [Fact]
    public void Nothing_but_the_load_balancer_is_open_to_everywhere() =>
        Assert.Equal(
            "aws_security_group.load_balancer",
            Assert
                .Single(
                    Place(Production).Graph.OfType("aws_vpc_security_group_ingress_rule"),
                    r => r["cidr_ipv4"] is not Value.Null
                )["security_group_id"]
                .References()
                .Single()
        );

    [Fact]
    public void A_sidecar_speaks_through_its_workloads_group()
    {
        var bypassed = Production with
        {
            Components =
            [
                .. Production.Components.Select(c => c.Name == "platform" ? Platform with { Uses = ["cache"] } : c),
            ],
        };

        Assert.Contains("database_from_platform", Names(Place(bypassed), "aws_vpc_security_group_ingress_rule"));
        Assert.DoesNotContain(Place(bypassed).Graph.OfType("aws_security_group"), g => g.Name == "pgbouncer");
    }

    [Fact]
    public void A_stated_group_takes_the_place_of_the_derived_one_and_nothing_is_added_to_it()
    {
        var stated = Map(
            (
                "data",
                Map(("attach", List("database")), ("ingress", List(Map(("ports", 5432), ("from", "10.0.0.0/16")))))
            )
        );

        var placement = Place(Production.Setting("eu-west-1", ("securityGroups", stated)));

        Assert.Null(placement.Graph.Find("aws_security_group.database"));
        Assert.Equal(
            ["data_from_10_0_0_0_16_5432"],
            Names(placement, "aws_vpc_security_group_ingress_rule").Where(n => n.StartsWith("data"))
        );
        Assert.Equal(
            "aws_security_group.data",
            placement
                .At("aws_vpc_security_group_egress_rule.platform_to_data")["referenced_security_group_id"]
                .References()
                .Single()
        );
        Assert.Equal(
            ["aws_security_group.data"],
            placement.At("aws_db_instance.database")["vpc_security_group_ids"].References()
        );
    }

    [Fact]
    public void A_stated_rule_for_every_protocol_has_no_ports()
    {
        var stated = Map(
            (
                "open",
                Map(
                    ("attach", List("executor")),
                    ("egress", List(Map(("protocol", "all"), ("to", List("0.0.0.0/0", "::/0")))))
                )
            )
        );

        var rules = Place(Production.Setting("eu-west-1", ("securityGroups", stated)))
            .Graph.OfType("aws_vpc_security_group_egress_rule")
            .Where(r => r.Name.StartsWith("open"))
            .ToArray();

        Assert.All(rules, r => Assert.Equal("-1", r["ip_protocol"].AsText()));
        Assert.All(rules, r => Assert.IsType<Value.Null>(r["from_port"]));
        Assert.Contains(rules, r => r["cidr_ipv6"].AsText() == "::/0");
    }

    [Fact]
    public void A_stated_group_named_like_a_component_that_it_leaves_out_stands_against_it() =>
        Assert.Contains(
            ObstaclesOf(
                Production.Setting("eu-west-1", ("securityGroups", Map(("database", Map(("attach", List("cache")))))))
            ),
            o => o.Contains("'database' has the name of a component")
        );

    private static IEnumerable<string> Names(Placement placement, string type) =>
        placement.Graph.OfType(type).Select(r => r.Name).Order(StringComparer.Ordinal);
}
