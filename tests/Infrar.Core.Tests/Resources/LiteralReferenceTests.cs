using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Core.Tests.Resources;

/// <summary>Existing things are referred to by literal ids, ARNs and names.</summary>
public sealed class LiteralReferenceTests
{
    private static readonly ResourceGraph s_graph = new([
        New("cloud_store_rule", "files", ("id", "files"), ("store", "files")),
        New("cloud_store", "files", ("id", "files"), ("arn", "arn:files"), ("name", "shared")),
        New("cloud_queue", "orders", ("id", "q-1"), ("name", "orders"), ("key", "arn:key")),
        New("cloud_key", "main", ("id", "k-1"), ("arn", "arn:key"), ("name", "shared")),
        New("cloud_rule", "both", ("targets", List("q-1", "k-1")), ("also", Ref("cloud_store.files", "id"))),
    ]);

    [Theory]
    [InlineData("q-1", "cloud_queue.orders")]
    [InlineData("arn:key", "cloud_key.main")]
    [InlineData("orders", "cloud_queue.orders")]
    [InlineData("files", "cloud_store.files")]
    [InlineData("shared", null)]
    [InlineData("elsewhere", null)]
    public void A_text_leads_to_the_resource_with_that_id_arn_or_sole_name(string text, string? address) =>
        Assert.Equal(address, s_graph.Follow(text)?.Address);

    [Fact]
    public void Who_states_an_id_or_an_arn_refers_to_it()
    {
        Assert.Equal(["cloud_rule.both"], s_graph.ReferrersOf("cloud_queue.orders").Select(r => r.Address));
        Assert.Equal(
            ["cloud_queue.orders", "cloud_rule.both"],
            s_graph.ReferrersOf("cloud_key.main").Select(r => r.Address)
        );
        Assert.Equal(
            ["cloud_store_rule.files", "cloud_rule.both"],
            s_graph.ReferrersOf("cloud_store.files").Select(r => r.Address)
        );
    }

    [Fact]
    public void All_that_a_value_leads_to_is_found_once_each() =>
        Assert.Equal(
            ["cloud_store.files", "cloud_queue.orders"],
            s_graph.FollowAll(List(Ref("cloud_store.files", "id"), "q-1", "q-1", "elsewhere")).Select(r => r.Address)
        );

    [Fact]
    public void An_expression_of_several_resources_leads_to_none_of_them_alone()
    {
        var either = new Value.Expression("a, b", ["cloud_queue.orders", "cloud_key.main"]);

        Assert.Null(s_graph.Follow(either));
        Assert.Equal(["cloud_queue.orders", "cloud_key.main"], s_graph.FollowAll(either).Select(r => r.Address));
    }

    [Fact]
    public void Where_a_text_comes_from_goes_before_what_it_says()
    {
        var text = new Value.Text("shared") { Origin = Ref("cloud_store.files", "name") };

        Assert.Equal("cloud_store.files", s_graph.Follow(text)?.Address);
        Assert.Equal(new Value.Text("shared"), text);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}""", "Statement.Effect", "Allow")]
    [InlineData("""[{"name":"app","cpu":256}]""", "cpu", "256")]
    [InlineData("""{"a":1,"a":2}""", "a", "2")]
    public void A_text_that_holds_json_reads_as_its_structure(string text, string path, string value) =>
        Assert.Equal(value, ((Value)text).AsJson()?.At(path).AsText());

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("{\"a\":")]
    [InlineData("{} {}")]
    [InlineData("5")]
    public void A_text_that_holds_no_json_has_no_structure(string text) => Assert.Null(((Value)text).AsJson());

    [Fact]
    public void Json_that_nests_too_deep_has_no_structure() =>
        Assert.Null(((Value)(new string('[', 65) + new string(']', 65))).AsJson());

    private static Resource New(string type, string name, params (string, Value)[] attributes) =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "cloud",
            Attributes = Map(attributes),
        };
}
