using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Core.Topology;
using Infrar.Testing;

namespace Infrar.Core.Tests.Topology;

public sealed class SystemTopologyTests
{
    private static readonly SystemTopology Production = SystemTopology.Of(ProductionPlacement.Infrar);

    [Fact]
    public void Production_is_the_diagram_that_was_reviewed()
    {
        Golden.Match(MermaidWriter.Write(Production), "topology/production.mmd");
        Golden.Match(TopologyJson.Write(Production), "topology/production.json");
        Golden.Match(SvgWriter.Write(Production), "topology/production.svg");
    }

    [Fact]
    public void Every_component_appears_exactly_once_sidecars_inside_their_workload()
    {
        var shown = Production.Nodes.Select(n => n.Id).Concat(Production.Nodes.SelectMany(n => n.Sidecars)).ToList();

        Assert.All(ProductionPlacement.Infrar.System.Components, c => Assert.Single(shown, n => n == c.Name));
        Assert.Equal(["pgbouncer"], Production.Nodes.Single(n => n.Id == "platform").Sidecars);
    }

    [Theory]
    [InlineData("platform", "aws_vpc.main/private")]
    [InlineData("database", "aws_vpc.main/private")]
    [InlineData("aws_lb.main", "aws_vpc.main/public")]
    [InlineData("aws_nat_gateway.a", "aws_vpc.main/public")]
    [InlineData("uploads", "aws/eu-west-1")]
    [InlineData("aws_wafv2_web_acl.platform", "aws/eu-west-1")]
    [InlineData("database/reader", "aws/us-east-1")]
    [InlineData("web", "cloudflare")]
    [InlineData("internet", "")]
    public void A_node_stands_in_the_box_that_its_resources_say(string node, string group) =>
        Assert.Equal(group, Production.Nodes.Single(n => n.Id == node).Group);

    [Theory]
    [InlineData("users", "internet")]
    [InlineData("internet", "aws_wafv2_web_acl.platform")]
    [InlineData("aws_wafv2_web_acl.platform", "aws_lb.main")]
    [InlineData("aws_lb.main", "platform")]
    [InlineData("internet", "web")]
    [InlineData("web", "aws_wafv2_web_acl.platform")]
    [InlineData("platform", "cache")]
    [InlineData("database", "database/reader")]
    [InlineData("aws_nat_gateway.a", "internet")]
    public void An_edge_shows_who_opens_the_connection(string from, string to) =>
        Assert.Contains(Production.Edges, e => e.From == from && e.To == to);

    [Fact]
    public void A_load_balancer_behind_a_service_does_not_move_it_into_public_subnets()
    {
        var placement = ProductionPlacement.Infrar;
        var listener = ProductionPlacement.Resource(
            "aws_lb_listener_rule",
            "platform",
            "platform",
            ("listener_arn", Core.Resources.Values.Ref("aws_lb.main", "arn"))
        );

        var topology = SystemTopology.Of(placement with { Graph = new([listener, .. placement.Graph.Resources]) });

        Assert.Equal("aws_vpc.main/private", topology.Nodes.Single(n => n.Id == "platform").Group);
    }

    [Fact]
    public void Ends_of_edges_and_parents_of_boxes_exist_and_boxes_follow_their_parents()
    {
        var nodes = Production.Nodes.Select(n => n.Id).ToHashSet();
        var seen = new HashSet<string> { "" };

        Assert.All(Production.Edges, e => Assert.True(nodes.Contains(e.From) && nodes.Contains(e.To)));
        foreach (var group in Production.Groups)
        {
            Assert.Contains(group.Parent, seen);
            seen.Add(group.Id);
        }

        Assert.All(Production.Nodes, n => Assert.Contains(n.Group, seen));
    }

    [Fact]
    public void A_system_without_anything_public_has_no_internet()
    {
        var placement = ProductionPlacement.Of(
            [ProductionPlacement.Aws(ProductionPlacement.Service("inner"), "ecs-fargate", "ECS")],
            []
        );

        Assert.Equal(["inner"], SystemTopology.Of(placement).Nodes.Select(n => n.Id));
    }

    [Theory]
    [InlineData("a\"]; click n0 \"javascript:alert(1)", "a#34;#93;#59; click n0 #34;javascript:alert(1)")]
    [InlineData("<img src=x>`**_{}|end#", "#60;img src#61;x#62;#96;#42;#42;#95;#123;#125;#124;end#35;")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("Größe 日本", "Größe 日本")]
    public void Mermaid_reads_a_label_as_text_whatever_it_holds(string label, string written)
    {
        var topology = new SystemTopology("t", [], [new("a", label, "", "service", "")], []);

        Assert.Contains($"n0[\"{written}\"]\n", MermaidWriter.Write(topology), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_what_its_schema_requires_and_nothing_else()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(
                Path.Combine(Repository.Root(typeof(SystemTopologyTests).Assembly), "docs", "topology.schema.json")
            )
        );
        using var json = JsonDocument.Parse(TopologyJson.Write(Production));

        Assert.Equal(Required(schema.RootElement), Names(json.RootElement));
        foreach (var part in new[] { "groups", "nodes", "edges" })
        {
            var item = schema.RootElement.GetProperty("properties").GetProperty(part).GetProperty("items");
            var kinds = item.GetProperty("properties").GetProperty("kind").GetProperty("enum");
            Assert.All(
                json.RootElement.GetProperty(part).EnumerateArray(),
                i =>
                {
                    Assert.Equal(Required(item), Names(i));
                    Assert.Contains(
                        i.GetProperty("kind").GetString(),
                        kinds.EnumerateArray().Select(k => k.GetString())
                    );
                }
            );
        }
    }

    private static ImmutableArray<string?> Required(JsonElement schema) =>
        [.. schema.GetProperty("required").EnumerateArray().Select(r => r.GetString())];

    private static ImmutableArray<string?> Names(JsonElement value) => [.. value.EnumerateObject().Select(p => p.Name)];
}
