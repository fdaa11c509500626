using System.Diagnostics;
using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>What differs between strategies, files, revisions; and which exit code says so.</summary>
public sealed class DiffTests
{
    [Fact]
    public async Task Two_strategies_differ_as_reviewed()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("diff", "-e", "production", "render", "aws"));

        Golden.Match(console.Output, "shop/diff.txt");
    }

    [Fact]
    public async Task JSON_is_as_its_schema_says_and_adds_up()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("diff", "-e", "production", "render", "aws", "--format", "json"));

        await Schemas.AssertValid(console.Output, "diff");
        using var json = JsonDocument.Parse(console.Output);
        var change = Amount(json.RootElement, "monthlyCostChange");
        var components = json.RootElement.GetProperty("components").EnumerateArray().ToArray();
        Assert.NotEqual(0m, change);
        Assert.Equal(change, components.Sum(c => Amount(c, "monthlyCostChange")));
        Assert.Equal(
            change,
            components.Sum(c => c.GetProperty("lineItems").EnumerateArray().Sum(l => Amount(l, "monthlyCostChange")))
        );
    }

    [Fact]
    public async Task A_bigger_disk_is_one_update_that_costs_what_the_disk_costs()
    {
        using var console = Shop.Open();
        console.Write("bigger.yaml", Shop.Manifest.Replace("size: 20 GiB", "size: 30 GiB", StringComparison.Ordinal));

        Assert.Equal(
            0,
            await console.Run("diff", "-e", "production", "-s", "aws", "infrar.yaml", "bigger.yaml", "--format", "json")
        );

        using var json = JsonDocument.Parse(console.Output);
        var resource = Assert.Single(json.RootElement.GetProperty("resources").EnumerateArray());
        Assert.Equal("aws_db_instance.database", resource.GetProperty("address").GetString());
        Assert.Equal("update", resource.GetProperty("action").GetString());
        var attribute = Assert.Single(resource.GetProperty("attributes").EnumerateArray());
        Assert.Equal("allocated_storage 20 30", Text(attribute, "path", "before", "after"));
        Assert.Equal(Amount(resource, "monthlyCostChange"), Amount(json.RootElement, "monthlyCostChange"));
    }

    [Fact]
    public async Task The_same_on_both_sides_is_no_difference()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("diff", "-e", "production", "aws", "production/aws", "--detailed-exitcode"));

        Assert.StartsWith("Nothing differs", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2, "--detailed-exitcode")]
    [InlineData(1, "--budget", "1")]
    [InlineData(2, "--budget", "1", "--detailed-exitcode")]
    public async Task Exit_codes_tell_what_a_limit_forbids(int exitCode, params string[] options)
    {
        using var console = Shop.Open();

        Assert.Equal(exitCode, await console.Run(["diff", "-e", "production", "render", "aws", .. options]));
    }

    [Fact]
    public async Task A_revision_is_read_without_touching_the_working_copy()
    {
        using var console = Shop.Open();
        Git(console.Folder, "init", "--quiet");
        Git(console.Folder, "add", ".");
        Git(console.Folder, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "first");
        console.Write("infrar.yaml", Shop.Manifest.Replace("size: 20 GiB", "size: 30 GiB", StringComparison.Ordinal));

        Assert.Equal(0, await console.Run("diff", "-e", "production", "-s", "aws", "@HEAD"));

        Assert.Contains("allocated_storage: 20 → 30", console.Output, StringComparison.Ordinal);
        Assert.Contains("30 GiB", console.Read("infrar.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLI020", "prod")]
    [InlineData("CLI021", "@--output=owned")]
    [InlineData("CLI021", "@nothing")]
    [InlineData("CLI002", "missing.yaml")]
    [InlineData("CLI004", "production/nowhere")]
    [InlineData("CLI020", "")]
    public async Task What_is_no_side_is_refused_with_what_would_be(string code, string side)
    {
        using var console = Shop.Open();
        Git(console.Folder, "init", "--quiet");

        Assert.Equal(1, await console.Run("diff", "-e", "production", side, "aws"));

        Assert.Contains(code, console.Error, StringComparison.Ordinal);
        Assert.Equal("", console.Output);
        Assert.False(File.Exists(Path.Combine(console.Folder, "owned")));
    }

    [Fact]
    public async Task Infracosts_form_has_both_sides_and_their_difference()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("diff", "-e", "production", "render", "aws", "--format", "infracost"));

        using var json = JsonDocument.Parse(console.Output);
        var root = json.RootElement;
        Assert.Equal(
            Amount(root, "diffTotalMonthlyCost"),
            Amount(root, "totalMonthlyCost") - Amount(root, "pastTotalMonthlyCost")
        );
        var project = Assert.Single(root.GetProperty("projects").EnumerateArray());
        Assert.Equal(
            Amount(root, "diffTotalMonthlyCost"),
            project
                .GetProperty("diff")
                .GetProperty("resources")
                .EnumerateArray()
                .SelectMany(r => r.GetProperty("costComponents").EnumerateArray())
                .Sum(c => Amount(c, "monthlyCost"))
        );
    }

    private static decimal Amount(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!);

    private static string Text(JsonElement element, params string[] names) =>
        string.Join(' ', names.Select(n => element.GetProperty(n).GetString()));

    private static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
