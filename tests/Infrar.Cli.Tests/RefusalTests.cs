using System.Text.Json;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>What the commands refuse: one code each, on standard error, with exit code 1 and nothing on standard output.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("CLI001", "takes no argument 'extra'", "validate", "extra")]
    [InlineData("CLI001", "--currency cannot be 'EURO'", "estimate", "-e", "production", "--currency", "EURO")]
    [InlineData("CLI002", "There is no such file", "compare", "-f", "absent.yaml")]
    [InlineData("CLI002", "It is a folder", "compare", "-f", ".")]
    [InlineData("CLI003", "The manifest has development and production.", "compare")]
    [InlineData("CLI004", "Did you mean 'production'?", "compare", "-e", "producton")]
    [InlineData("CLI004", "Did you mean 'render'?", "estimate", "-e", "production", "-s", "rendr")]
    [InlineData("CLI004", "Name one of: aws, render.", "estimate", "-e", "production", "-s", "laptop")]
    [InlineData("CLI004", "Did you mean 'medium'?", "estimate", "-e", "production", "-t", "mediun")]
    [InlineData("CLI004", "Did you mean 'bash' or 'zsh'?", "completion", "bsh")]
    [InlineData("CLI006", "Make it first.", "compare", "-e", "production", "-o", "no/such/folder.json")]
    [InlineData("CLI006", "It is a folder. Name a file in it.", "compare", "-e", "production", "-o", ".")]
    [InlineData("CLI006", "It is a file. Name a folder.", "generate", "-e", "production", "-o", "infrar.yaml")]
    [InlineData("CLI008", "Did you mean database", "explain", "-e", "production", "databse")]
    [InlineData(
        "CLI008",
        "fits 2 lines: database.storage-single-az-gp3, files.storage-standard.",
        "explain",
        "-e",
        "production",
        "storage"
    )]
    [InlineData("CLI011", "There is no program 'nothing'", "rehearse", "-e", "production", "--engine", "nothing")]
    [InlineData("CLI016", "Nothing was written", "init")]
    [InlineData("SCO001", "states no weight", "compare", "-e", "production", "--weight", "price=5")]
    [InlineData("SCO001", "cannot be 7", "compare", "-e", "production", "--weight", "cost=7")]
    [InlineData("SCO001", "Name balanced, cost, security, speed", "compare", "-e", "production", "--weights", "cheap")]
    [InlineData("SCO002", "Every weight is 0", "compare", "-e", "production", "--weights", "0.0.0.0.0.0.0.0")]
    public async Task Is_refused(string code, string says, params string[] arguments)
    {
        using var console = Shop.Open();

        var exitCode = await console.Run(arguments);

        Assert.Equal(1, exitCode);
        Assert.Equal("", console.Output);
        Assert.Contains($"error {code}: ", console.Error, StringComparison.Ordinal);
        Assert.Contains(
            says,
            console.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.DoesNotContain("   at ", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_manifest_are_listed_before_the_refusal()
    {
        using var console = new TestConsole();
        console.Write("infrar.yaml", Shop.Manifest.Replace("kind: service", "kind: servce", StringComparison.Ordinal));

        Assert.Equal(1, await console.Run("estimate", "-e", "production"));

        Golden.Match(console.Error, "shop/faulty.txt");
    }

    [Fact]
    public async Task Faults_of_the_manifest_are_JSON_under_JSON()
    {
        using var console = new TestConsole();
        console.Write("infrar.yaml", Shop.Manifest.Replace("kind: service", "kind: servce", StringComparison.Ordinal));

        Assert.Equal(1, await console.Run("estimate", "-e", "production", "--format", "json"));

        await Schemas.AssertValid(console.Error, "problem");
        using var problem = JsonDocument.Parse(console.Error);
        Assert.Equal("CLI005", problem.RootElement.GetProperty("code").GetString());
        Assert.NotEqual(0, problem.RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task A_person_at_a_terminal_sees_the_faulty_line()
    {
        using var console = new TestConsole { IsTerminal = true };
        console.Variables["NO_COLOR"] = "1";
        console.Write("infrar.yaml", Shop.Manifest.Replace("kind: service", "kind: servce", StringComparison.Ordinal));

        Assert.Equal(1, await console.Run("validate"));

        Assert.Contains(" |     kind: servce\n                  ^\n", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_codes_of_a_manifest_never_reach_the_terminal()
    {
        using var console = new TestConsole { IsTerminal = true };
        console.Variables["NO_COLOR"] = "1";
        console.Write(
            "infrar.yaml",
            Shop.Manifest.Replace("kind: service", "kind: \"\\e[31m\"", StringComparison.Ordinal)
        );

        Assert.Equal(1, await console.Run("validate"));

        Assert.DoesNotContain('\e', console.Output);
    }
}
