using Infrar.Testing;

namespace Infrar.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands =>
        [.. CommandTree.Below(CommandTree.Root).Select(c => c.PathOf()["infrar ".Length..])];

    [Fact]
    public async Task Help_lists_every_command()
    {
        using var console = new TestConsole();

        var exitCode = await console.Run("--help");

        Assert.Equal(0, exitCode);
        Golden.Match(console.Output, "help/infrar.txt");
    }

    [Fact]
    public async Task No_arguments_show_help()
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run());
        Assert.StartsWith("Says where each part", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_help_with_examples(string command)
    {
        using var console = new TestConsole();

        var exitCode = await console.Run([.. command.Split(' '), "--help"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("Examples:\n  # ", console.Output, StringComparison.Ordinal);
        Golden.Match(console.Output, $"help/{command.Replace(' ', '-')}.txt");
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run("--version", "--no-color"));
        Assert.Matches(@"^infrar \d+\.\d+\.\d+\n$", console.Output);
    }

    [Theory]
    [InlineData("validat", "Did you mean 'validate'?")]
    [InlineData("vlaidate", "Did you mean 'validate'?")]
    public async Task An_unknown_command_suggests_the_nearest(string typed, string expected)
    {
        using var console = new TestConsole();

        Assert.Equal(1, await console.Run(typed));
        Assert.Equal("", console.Output);
        Assert.Contains("error CLI001", console.Error, StringComparison.Ordinal);
        Assert.Contains(expected, console.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_suggests_the_nearest()
    {
        using var console = new TestConsole();

        Assert.Equal(1, await console.Run("validate", "--formt", "json"));
        Assert.Contains("Did you mean '--format'?", console.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_names_the_known_ones()
    {
        using var console = new TestConsole();

        Assert.Equal(1, await console.Run("validate", "--format", "jsn"));
        Assert.Contains("Did you mean 'json'?", console.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_JSON_when_JSON_is_asked_for()
    {
        using var console = new TestConsole();

        Assert.Equal(1, await console.Run("validate", "--format", "json", "-f", "absent.yaml"));

        using var problem = System.Text.Json.JsonDocument.Parse(console.Error);
        Assert.Equal("CLI002", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal("The file cannot be read", problem.RootElement.GetProperty("title").GetString());
        Assert.Equal(0, problem.RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task A_cancelled_command_ends_with_130()
    {
        using var console = new TestConsole { Input = "x" };
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var exitCode = await console.Run(cancelled.Token, "validate", "-f", "-");

        Assert.Equal(130, exitCode);
        Assert.Equal("Interrupted.\n", console.Error);
    }
}
