using System.Text.Json;
using Infrar.Providers.Feeds;

namespace Infrar.Providers.Tests.Feeds;

/// <summary>Rows of a feed, whatever order their fields are in.</summary>
public sealed class JsonRowTests
{
    private readonly JsonRow _row = new("name", "price", "note");

    [Theory]
    [InlineData("""{"name":"a","price":1.5,"note":"n"}""", "a", "1.5", "n")]
    [InlineData("""{"note":"n","x":{"price":9},"price":1.5,"name":"a"}""", "a", "1.5", "n")]
    [InlineData("""{"price":"3.4e-05","y":[1],"name":"a"}""", "a", "3.4e-05", "")]
    [InlineData("""{"name":"a","name":"b","price":null,"note":true}""", "b", "", "true")]
    [InlineData("""{"\u006eame":"caf\u00e9 \"1\"","price":0.10}""", "café \"1\"", "0.10", "")]
    [InlineData("{}", "", "", "")]
    [InlineData("[1]", "", "", "")]
    public void Fields_are_found_by_name_whatever_came_before(string json, string name, string price, string note)
    {
        // What was learned of other rows must not show in this one.
        foreach (var before in (string[])["""{"x":1,"note":"old","name":"old","price":8}""", json, json])
        {
            Read(before);
        }

        Assert.Equal((name, price, note), (_row.Text("name"), _row.Text("price"), _row.Text("note")));
        var texts = new FeedText();
        Assert.Equal((name, note), (_row.Text("name", texts), _row.Text("note", texts)));
        Assert.Same(_row.Text("name", texts), _row.Text("name", texts));
    }

    [Theory]
    [InlineData("0.1234567890123456789012345678", "0.1234567890123456789012345678")]
    [InlineData("3.4e-05", "0.000034")]
    [InlineData("\"12.50\"", "12.50")]
    [InlineData("\"a dozen\"", null)]
    [InlineData("1e999", null)]
    [InlineData("null", null)]
    public void Numbers_keep_their_digits(string json, string? number)
    {
        Read($$"""{"price":{{json}}}""");
        Assert.Equal(number, _row.Number("price")?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Names_without_end_are_passed_over()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Read($$"""{"made{{i}}":1,"name":"n{{i}}"}""");
            Assert.Equal($"n{i}", _row.Text("name"));
        }
    }

    private void Read(string json) => _row.Read(JsonElement.Parse(json));
}
