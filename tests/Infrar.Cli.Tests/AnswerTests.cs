using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>What the commands answer for a small system, in every form.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("compare", "txt", "compare", "-e", "production")]
    [InlineData("compare", "md", "compare", "-e", "production", "--format", "markdown")]
    [InlineData("compare", "html", "compare", "-e", "production", "--format", "html")]
    [InlineData("compare", "json", "compare", "-e", "production", "--format", "json")]
    [InlineData("compare-development", "txt", "compare", "-e", "development")]
    [InlineData(
        "compare-weights",
        "txt",
        "compare",
        "-e",
        "production",
        "--weights",
        "security",
        "--weight",
        "developer-experience=0",
        "--weight",
        "cost=1.5"
    )]
    [InlineData("estimate", "txt", "estimate", "-e", "production")]
    [InlineData("estimate", "md", "estimate", "-e", "production", "--format", "markdown")]
    [InlineData("estimate", "html", "estimate", "-e", "production", "--format", "html")]
    [InlineData("estimate-development", "txt", "estimate", "-e", "development")]
    [InlineData("explain-line", "txt", "explain", "-e", "production", "database.storage-single-az-gp3")]
    [InlineData("explain-line", "json", "explain", "-e", "production", "database.storage", "--format", "json")]
    [InlineData("explain-sum", "txt", "explain", "-e", "production", "files")]
    [InlineData("explain-total", "txt", "explain", "-e", "production", "total")]
    [InlineData("explain-allowance", "txt", "explain", "-e", "production", "web.free-allowance-cloudfront-requests")]
    [InlineData("validate", "txt", "validate")]
    [InlineData("graph", "mmd", "graph", "-e", "production")]
    public async Task Answers_read_as_reviewed(string name, string ending, params string[] arguments)
    {
        using var console = Shop.Open();

        var exitCode = await console.Run(arguments);

        Assert.Equal("", console.Error);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain('\e', console.Output);
        Golden.Match(console.Output, $"shop/{name}.{ending}");
    }

    [Theory]
    [InlineData("compare", "compare", "-e", "production")]
    [InlineData("estimate", "estimate", "-e", "production")]
    [InlineData("explain", "explain", "-e", "production", "database")]
    [InlineData("explain", "explain", "-e", "production", "database.instance")]
    [InlineData("topology", "graph", "-e", "production")]
    [InlineData("validate", "validate")]
    public async Task JSON_is_as_its_schema_says(string schema, params string[] arguments)
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run([.. arguments, "--format", "json"]));

        await Schemas.AssertValid(console.Output, schema);
    }

    [Fact]
    public async Task The_lines_of_an_estimate_sum_to_its_total()
    {
        using var console = Shop.Open();

        await console.Run("estimate", "-e", "production", "--format", "json");

        using var json = JsonDocument.Parse(console.Output);
        var total = decimal.Parse(json.RootElement.GetProperty("totalMonthlyCost").GetString()!);
        var sum = json
            .RootElement.GetProperty("lineItems")
            .EnumerateArray()
            .Sum(l => decimal.Parse(l.GetProperty("monthlyCost").GetString()!));
        Assert.Equal(total, sum);
        Assert.NotEqual(0, total);
    }

    [Fact]
    public async Task Without_the_free_tier_it_costs_more()
    {
        using var with = Shop.Open();
        using var without = Shop.Open();

        await with.Run("estimate", "-e", "production", "--format", "json");
        await without.Run("estimate", "-e", "production", "--format", "json", "--no-free-tier");

        Assert.Contains("\"allowance\"", with.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"allowance\"", without.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", 80)]
    [InlineData("compare", 60)]
    [InlineData("estimate", 60)]
    public async Task A_narrow_terminal_loses_columns_before_words(string command, int width)
    {
        using var console = new TestConsole { Width = width };
        console.Write("infrar.yaml", Shop.Manifest);

        Assert.Equal(0, await console.Run(command, "-e", "production"));

        Assert.All(console.Output.Split('\n'), l => Assert.InRange(l.Length, 0, width));
        Golden.Match(console.Output, $"shop/{command}-{width}.txt");
    }

    [Fact]
    public async Task The_budget_is_held_against_in_the_currency_of_the_sums()
    {
        using var euros = Shop.Open();
        using var unlisted = Shop.Open();

        await euros.Run("compare", "-e", "production", "--currency", "EUR", "--format", "json");
        await unlisted.Run("compare", "-e", "production", "--currency", "XXX", "--format", "json");

        using var json = JsonDocument.Parse(euros.Output);
        var budget = decimal.Parse(json.RootElement.GetProperty("monthlyBudget").GetString()!);
        Assert.InRange(budget, 200m, 299m);
        Assert.DoesNotContain("monthlyBudget", unlisted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifests_schema_needs_no_manifest()
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run("validate", "--schema"));

        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root(typeof(Shop).Assembly), "docs/manifest.schema.json")),
            console.Output
        );
    }

    [Fact]
    public async Task A_usage_file_goes_before_the_profile()
    {
        using var console = Shop.Open();
        console.Write(
            "usage.yml",
            "version: 0.1\nresource_usage:\n  aws_s3_bucket.files:\n    standard:\n      storage_gb: 1000\n"
        );

        Assert.Equal(
            0,
            await console.Run("explain", "-e", "production", "files.storage-standard", "--usage", "usage.yml")
        );

        Assert.Contains("1,000 GB-month", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_gets_colour_unless_it_is_not_wanted()
    {
        using var wanted = new TestConsole { IsTerminal = true };
        using var refused = new TestConsole { IsTerminal = true };
        using var unwanted = new TestConsole { IsTerminal = true };
        foreach (var console in new[] { wanted, refused, unwanted })
        {
            console.Write("infrar.yaml", Shop.Manifest);
        }

        unwanted.Variables["NO_COLOR"] = "1";

        await wanted.Run("compare", "-e", "production");
        await refused.Run("compare", "-e", "production", "--no-color");
        await unwanted.Run("compare", "-e", "production");

        Assert.Contains('\e', wanted.Output);
        Assert.DoesNotContain('\e', refused.Output);
        Assert.DoesNotContain('\e', unwanted.Output);
    }

    [Fact]
    public async Task An_answer_goes_to_a_file_whose_ending_picks_the_format()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("compare", "-e", "production", "-o", "options.html"));

        Assert.Equal("", console.Output);
        Assert.Equal("Wrote options.html.\n", console.Error);
        Assert.StartsWith("<!doctype html>", console.Read("options.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_comes_from_standard_input()
    {
        using var console = new TestConsole { Input = Shop.Manifest };

        Assert.Equal(0, await console.Run("validate", "-f", "-"));
        Assert.StartsWith("OK: shop has 4 components", console.Output, StringComparison.Ordinal);
    }
}
