using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>Findings on the command line: forms, limits, explanations.</summary>
public sealed class CheckTests
{
    private static readonly string Root = Repository.Root(typeof(CheckTests).Assembly);

    [Fact]
    public async Task Findings_read_as_reviewed()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("check", "-e", "production"));

        Golden.Match(console.Output, "shop/check.txt");
    }

    [Fact]
    public async Task JSON_is_as_its_schema_says()
    {
        using var console = new TestConsole(Root);

        Assert.Equal(
            0,
            await console.Run("check", "-f", "placement/infrar.yaml", "-e", "production", "--format", "json")
        );

        await Schemas.AssertValid(console.Output, "check");
    }

    [Fact]
    public async Task SARIF_has_a_rule_a_place_and_a_fingerprint_for_every_result()
    {
        using var console = new TestConsole(Root);

        Assert.Equal(
            0,
            await console.Run("check", "-f", "placement/infrar.yaml", "-e", "production", "--format", "sarif")
        );

        using var json = JsonDocument.Parse(console.Output);
        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        var results = run.GetProperty("results").EnumerateArray().ToArray();
        Assert.NotEmpty(results);
        Assert.All(
            results,
            r =>
            {
                Assert.Equal(
                    r.GetProperty("ruleId").GetString(),
                    rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
                );
                var place = r.GetProperty("locations")[0].GetProperty("physicalLocation");
                Assert.Equal(
                    "placement/infrar.yaml",
                    place.GetProperty("artifactLocation").GetProperty("uri").GetString()
                );
                Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
            }
        );
        var fingerprints = results.Select(r =>
            r.GetProperty("partialFingerprints").GetProperty("infrarFinding/v1").GetString()
        );
        Assert.Equal(results.Length, fingerprints.Distinct().Count());
    }

    [Theory]
    [InlineData(1, "--fail-on", "critical")]
    [InlineData(2, "--fail-on", "high", "--detailed-exitcode")]
    [InlineData(1, "--budget", "100")]
    public async Task Limits_decide_the_exit_code_and_the_answer_is_given_all_the_same(
        int exitCode,
        params string[] limits
    )
    {
        using var console = new TestConsole(Root);

        Assert.Equal(
            exitCode,
            await console.Run(["check", "-f", "placement/infrar.yaml", "-e", "production", .. limits])
        );

        Assert.Contains("NET001", console.Output, StringComparison.Ordinal);
        Assert.Contains("error CLI01", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_is_explained_down_to_the_step_that_breaks()
    {
        using var console = new TestConsole(Root);

        Assert.Equal(0, await console.Run("explain", "-f", "placement/infrar.yaml", "-e", "production", "NET001"));

        Golden.Match(console.Output, "infrar/explain-NET001.txt");
        Assert.Contains("⊘", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_is_explained_by_its_facts()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("explain", "-e", "production", "score.setup-effort"));

        Golden.Match(console.Output, "shop/explain-score.txt");
    }

    [Fact]
    public async Task A_name_that_stands_for_several_findings_is_refused_with_the_names()
    {
        using var console = new TestConsole(Root);

        Assert.Equal(1, await console.Run("explain", "-f", "placement/infrar.yaml", "-e", "production", "IAM006"));

        Assert.Contains(
            "IAM006/aws_iam_role_policy.secrets_access_platform/uploads",
            console.Error,
            StringComparison.Ordinal
        );
    }
}
