using System.Text.Json;
using System.Text.RegularExpressions;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>The strategy document held against itself, and the manifest that mends what was found.</summary>
public sealed partial class StrategyReviewTests
{
    private const string Specified = "placement/infrar.yaml";
    private const string Mended = "placement/infrar-mended.yaml";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly string Root = Repository.Root(typeof(StrategyReviewTests).Assembly);

    [Fact]
    public async Task The_page_is_what_the_command_writes()
    {
        var page = await Run("review", "placement/strategy-claims.yaml", "-f", Specified, "--format", "markdown");

        var path = Path.Combine(Root, "docs/strategy-review.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, page, Cancelled);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, Cancelled), page);
    }

    [Fact]
    public async Task The_review_is_as_its_schema_says_and_counts_what_it_lists()
    {
        var text = await Run("review", "placement/strategy-claims.yaml", "-f", Specified, "--format", "json");

        await Schemas.AssertValid(text, "review");
        using var json = JsonDocument.Parse(text);
        var listed = json
            .RootElement.GetProperty("tables")
            .EnumerateArray()
            .SelectMany(t => t.GetProperty("claims").EnumerateArray())
            .CountBy(c => c.GetProperty("verdict").GetString()!)
            .ToDictionary();
        foreach (var count in json.RootElement.GetProperty("counts").EnumerateObject())
        {
            Assert.Equal(listed.GetValueOrDefault(count.Name), count.Value.GetInt32());
        }

        Assert.True(listed["right"] > 0 && listed["contradictory"] > 0);
    }

    [Theory]
    [InlineData("production", "pages-aws")]
    [InlineData("staging", "pages-aws")]
    [InlineData("staging", "vercel-aws")]
    public async Task The_mended_manifest_has_no_finding_above_low(string environment, string strategy)
    {
        var names = await Findings(Mended, environment, strategy);

        Assert.DoesNotContain(names, f => f.Severity != "low");
    }

    [Fact]
    public async Task Every_finding_above_low_is_named_by_a_mend_and_every_mend_names_a_finding()
    {
        var found = (await Findings(Specified, "production", "pages-aws"))
            .Concat(await Findings(Specified, "staging", "vercel-aws"))
            .ToArray();
        var named = Named()
            .Matches(await File.ReadAllTextAsync(Path.Combine(Root, Mended), Cancelled))
            .Select(m => m.Value.TrimEnd('.', ',', ':'))
            .ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(found, f => f.Name.StartsWith(name, StringComparison.Ordinal)));
        Assert.All(
            found.Where(f => f.Severity != "low"),
            f => Assert.Contains(named, name => f.Name.StartsWith(name, StringComparison.Ordinal))
        );
    }

    private static async Task<(string Name, string Severity)[]> Findings(
        string manifest,
        string environment,
        string strategy
    )
    {
        using var json = JsonDocument.Parse(
            await Run("check", "-f", manifest, "-e", environment, "-s", strategy, "--format", "json")
        );
        return
        [
            .. json
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Select(f => (f.GetProperty("name").GetString()!, f.GetProperty("severity").GetString()!)),
        ];
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var console = new TestConsole(Root);
        Assert.Equal(0, await console.Run(arguments));
        return console.Output;
    }

    [GeneratedRegex(@"\b[A-Z]{3}[0-9]{3}/\S+")]
    private static partial Regex Named();
}
