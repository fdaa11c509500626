using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Tests.Manifests;

public sealed class YamlReaderTests
{
    [Fact]
    public void Values_know_where_they_begin_and_end()
    {
        var root = (YamlMap)YamlReader.Read("a:\n  b: [1, \"two\"]\nc: {}\n", "m.yaml").Root!;

        var inner = (YamlMap)root["a"]!;
        var list = (YamlSequence)inner["b"]!;
        Assert.Equal("m.yaml:2:3", inner.Find("b")!.KeyLocation.ToString());
        Assert.Equal("m.yaml:2:6", list.Location.ToString());
        Assert.Equal("m.yaml:2:16", list.End.ToString());
        Assert.Equal("m.yaml:3:6", root["c"]!.End.ToString());
        Assert.Equal("m.yaml:2:10", list.Items[1].Location.ToString());
    }

    [Theory]
    [InlineData("a:", true)]
    [InlineData("a: ~", true)]
    [InlineData("a: null", true)]
    [InlineData("a: \"null\"", false)]
    [InlineData("a: ''", false)]
    [InlineData("a: none", false)]
    public void Nothing_is_told_from_text(string text, bool isNull) =>
        Assert.Equal(isNull, ((YamlMap)YamlReader.Read(text, "m.yaml").Root!)["a"]!.IsNull);

    [Fact]
    public void An_alias_is_the_value_it_stands_for()
    {
        var root = (YamlMap)YamlReader.Read("a: &x { b: 1 }\nc: *x\n", "m.yaml").Root!;

        Assert.Same(root["a"], root["c"]);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_no_fault()
    {
        var reading = YamlReader.Read("\uFEFFa: 1\r\nb: 2\r\n", "m.yaml");

        Assert.Empty(reading.Diagnostics);
        Assert.Equal("m.yaml:2:1", ((YamlMap)reading.Root!).Find("b")!.KeyLocation.ToString());
    }

    [Fact]
    public void Every_duplicate_key_is_told() =>
        Assert.Equal(2, YamlReader.Read("a: 1\nb: { c: 1, c: 2 }\na: 2\n", "m.yaml").Diagnostics.Length);
}
