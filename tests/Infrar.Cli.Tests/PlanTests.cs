using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>Plans in the place of a manifest.</summary>
public sealed class PlanTests
{
    private static readonly string Made = Path.Combine(
        Repository.Root(typeof(PlanTests).Assembly),
        "tests/Infrar.Providers.Tests/Plans/Made"
    );

    [Theory]
    [InlineData("estimate")]
    [InlineData("check")]
    [InlineData("explain", "total")]
    public async Task A_plan_is_taken_where_a_manifest_is(params string[] command)
    {
        using var console = new TestConsole(Made);

        Assert.Equal(0, await console.Run([.. command, "--plan", "replace/plan.json"]));

        Assert.Equal("", console.Error);
        Assert.NotEqual("", console.Output);
    }

    [Fact]
    public async Task A_plan_comes_from_standard_input()
    {
        using var piped = new TestConsole(Made) { Input = File.ReadAllText(Path.Combine(Made, "replace/plan.json")) };
        using var read = new TestConsole(Made);

        Assert.Equal(0, await piped.Run("estimate", "--plan", "-", "--format", "json"));
        Assert.Equal(0, await read.Run("estimate", "--plan", "replace/plan.json", "--format", "json"));

        Assert.Equal(read.Output, piped.Output);
        await Schemas.AssertValid(read.Output, "estimate");
    }

    [Fact]
    public async Task The_difference_of_a_plan_alone_is_what_it_changes()
    {
        using var console = new TestConsole(Made);

        Assert.Equal(0, await console.Run("diff", "replace/plan.json", "--format", "json"));

        await Schemas.AssertValid(console.Output, "diff");
        using var json = JsonDocument.Parse(console.Output);
        Assert.Contains(
            json.RootElement.GetProperty("resources").EnumerateArray(),
            r => r.GetProperty("action").GetString() == "replace"
        );
    }

    [Fact]
    public async Task Types_that_no_rule_prices_are_counted()
    {
        using var console = new TestConsole();
        using var infracost = new TestConsole(console.Folder);
        console.Write("plan.json", Unsupported);

        Assert.Equal(0, await console.Run("estimate", "--plan", "plan.json"));
        Assert.Equal(0, await infracost.Run("estimate", "--plan", "plan.json", "--format", "infracost"));

        Assert.Contains("made_up_thing: 2 resources.", console.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(infracost.Output);
        var summary = json.RootElement.GetProperty("summary");
        Assert.Equal(2, summary.GetProperty("totalUnsupportedResources").GetInt32());
        Assert.Equal(2, summary.GetProperty("unsupportedResourceCounts").GetProperty("made_up_thing").GetInt32());
    }

    private const string Unsupported = """
        {"format_version":"1.2","resource_changes":[
          {"address":"made_up_thing.a[0]","mode":"managed","type":"made_up_thing","name":"a","index":0,"provider_name":"registry.example.com/x/made","change":{"actions":["create"],"before":null,"after":{},"after_unknown":{}}},
          {"address":"made_up_thing.a[1]","mode":"managed","type":"made_up_thing","name":"a","index":1,"provider_name":"registry.example.com/x/made","change":{"actions":["create"],"before":null,"after":{},"after_unknown":{}}}
        ]}
        """;

    [Theory]
    [InlineData("CLI002", "estimate", "--plan", "nowhere.json")]
    [InlineData("CLI002", "check", "--plan", ".")]
    [InlineData("CLI017", "check", "--plan", "replace/main.tf")]
    [InlineData("CLI001", "check", "--plan", "replace/plan.json", "-e", "production")]
    public async Task What_is_no_plan_is_refused(string code, params string[] arguments)
    {
        using var console = new TestConsole(Made);

        Assert.Equal(1, await console.Run(arguments));

        Assert.Contains(code, console.Error, StringComparison.Ordinal);
        Assert.Equal("", console.Output);
    }
}
