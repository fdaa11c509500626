using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Tests.Example;
using static Infrar.Core.Resources.Values;
using static Infrar.Providers.Tests.Checks.Checking;
using static Infrar.Providers.Tests.Checks.Network.Lan;

namespace Infrar.Providers.Tests.Checks.Network;

/// <summary>What a system uses decides what its rules are for: NET001, NET002, NET004, NET005 and NET021 on placements.</summary>
public sealed class PlacedNetworkCheckTests
{
    [Fact]
    public void The_documents_task_group_lets_nobody_out_to_the_cache()
    {
        var finding = Assert.Single(Production("NET001"));

        Assert.Equal("platform", finding.Component);
        Assert.NotNull(finding.Location);
        Assert.Equal("No rule lets platform out on 6379 to cache.", finding.Proof[^1].Fact);
    }

    [Fact]
    public void With_the_rule_that_it_asks_for_the_cache_is_reached() =>
        Assert.Empty(Production("NET001", Out("ecs", 6379, "redis")));

    [Fact]
    public void With_a_rule_for_another_port_it_is_not() =>
        Assert.Single(Production("NET001", Out("ecs", 6380, "redis")));

    [Fact]
    public void A_public_service_that_no_listener_sends_to_is_found()
    {
        var finding = Assert.Single(
            Production("NET002", change: r => r.Type is "aws_lb_listener" or "aws_lb_listener_rule" ? null : r)
        );

        Assert.Equal("aws_ecs_service.platform", finding.Resource);
    }

    [Theory]
    [InlineData(5433, "ecs", Severity.Medium)]
    [InlineData(5433, Everywhere, Severity.High)]
    public void A_rule_that_no_use_needs_is_found(int port, string peer, Severity severity)
    {
        var finding = Assert.Single(Production("NET004", In("rds", port, peer)));

        Assert.Equal($"aws_vpc_security_group_ingress_rule.rds_ingress_{port}", finding.Resource);
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void A_rule_that_opens_more_ports_than_are_used_is_found()
    {
        var finding = Assert.Single(Production("NET005", In("rds", 5430, "ecs", 5440)));

        Assert.Contains("nobody uses tcp 5430-5431, 5433-5440", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Production("NET004", In("rds", 5430, "ecs", 5440)));
    }

    [Fact]
    public void A_rule_that_opens_a_used_port_to_everybody_is_found() =>
        Assert.Contains(
            "only parts of the system use it",
            Assert.Single(Production("NET005", In("rds", 5432, Everywhere))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Rules_as_the_document_states_them_open_no_more_than_is_used() => Assert.Empty(Production("NET005"));

    [Fact]
    public void The_document_lets_the_builder_reach_the_database_by_sharing_a_group()
    {
        var finding = Assert.Single(Production("NET021"));

        Assert.Equal("aws_ecs_service.builder", finding.Resource);
        Assert.Equal("aws_db_instance.database:5432", finding.Subject);
    }

    [Theory]
    [InlineData("production", "aws")]
    [InlineData("production", "pages-aws")]
    [InlineData("staging", "aws")]
    public void Each_in_a_group_of_its_own_reaches_what_it_uses_and_no_more(string environment, string strategy)
    {
        Assert.True(InfrarsOwnPlacement.Manifest.Resolve(environment, strategy).Succeeded(out var system, out _));
        var stated = system!.Strategy.Providers["aws"];
        var derived = stated with
        {
            Settings = new([.. stated.Settings.Entries.Where(e => e.Key != "securityGroups")]),
        };
        var placement = Planner.Place(
            system with
            {
                Strategy = system.Strategy with { Providers = system.Strategy.Providers.SetItem("aws", derived) },
            },
            AllProviders.Catalog
        );

        // The document places the replica elsewhere, whatever the groups.
        Assert.DoesNotContain(NetworkFindings(placement), f => !f.StartsWith("NET023", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replica_in_another_region_without_a_network_there_is_found() =>
        Assert.Equal("aws_db_instance.database_reader", Assert.Single(Placed("pages-aws", "NET023")).Resource);

    [Fact]
    public void A_replica_in_its_primarys_region_takes_its_primarys_network() => Assert.Empty(Production("NET023"));

    [Fact]
    public void A_replica_of_a_foreign_plan_may_stand_in_a_network_that_is_joined() =>
        Passes(
            "NET023",
            Made("aws_db_instance", "main", ("engine", "postgres")),
            Made("aws_db_instance", "reader", ("replicate_source_db", Ref("aws_db_instance.main", "arn"))) with
            {
                Region = "us-east-1",
            }
        );

    [Fact]
    public void Rules_of_a_foreign_plan_serve_whom_nobody_knows()
    {
        Passes("NET004", [.. Sound, Group("server"), In("server", 443, Everywhere)]);
        Passes("NET005", [.. Sound, Group("server"), In("server", 443, Everywhere)]);
        Passes("NET021", [.. Sound, Group("task"), Task("private")]);
    }

    private static IEnumerable<string> NetworkFindings(Placement placement) =>
        Checker
            .Run(
                new()
                {
                    Graph = placement.Graph,
                    Catalog = AllProviders.Catalog,
                    Placement = placement,
                }
            )
            .Findings.Where(f => f.Check.StartsWith("NET", StringComparison.Ordinal))
            .Select(f => $"{f.Name}: {f.Message}");

    private static ImmutableArray<Finding> Production(string check, params Resource[] more) =>
        Production(check, r => r, more);

    private static ImmutableArray<Finding> Production(
        string check,
        Func<Resource, Resource?> change,
        params Resource[] more
    )
    {
        var placement = InfrarsOwnPlacement.Place("production", "aws");
        return FindingsOf(
            check,
            placement with
            {
                Graph = new([.. placement.Graph.Resources.Select(change).OfType<Resource>(), .. more]),
            }
        );
    }

    private static ImmutableArray<Finding> Placed(string strategy, string check) =>
        FindingsOf(check, InfrarsOwnPlacement.Place("production", strategy));

    private static ImmutableArray<Finding> FindingsOf(string check, Placement placement) =>
        [
            .. Of(check)
                .Run(
                    new()
                    {
                        Graph = placement.Graph,
                        Catalog = AllProviders.Catalog,
                        Placement = placement,
                    }
                ),
        ];
}
