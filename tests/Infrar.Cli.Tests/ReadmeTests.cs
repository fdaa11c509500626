using System.Text.RegularExpressions;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary>The README shows what the program prints: each block that names its command is run and compared.</summary>
/// <remarks><c>UPDATE_GOLDEN=1</c> rewrites the blocks.</remarks>
public sealed partial class ReadmeTests
{
    private static readonly string Root = Repository.Root(typeof(ReadmeTests).Assembly);

    [Fact]
    public async Task Shown_output_is_what_is_printed()
    {
        var path = Path.Combine(Root, "README.md");
        var shown = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var printed = shown;
        foreach (Match block in Block().Matches(shown))
        {
            var output = await Print(block.Groups["command"].Value);
            var lines = int.Parse(block.Groups["lines"].Value, System.Globalization.CultureInfo.InvariantCulture);
            var beginning = string.Join('\n', output.TrimEnd().Split('\n').Take(lines));
            printed = printed.Replace(block.Groups["text"].Value, $"{beginning}\n", StringComparison.Ordinal);
        }

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(path, printed, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, Block().Count(shown));
        Assert.Equal(printed, Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1" ? printed : shown);
    }

    [Fact]
    public async Task The_picture_is_what_is_drawn()
    {
        var path = Path.Combine(Root, "docs/images/topology.svg");
        var drawn = await Print("graph -f placement/infrar.yaml -e production -s pages-aws --format svg");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(path, drawn, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), drawn);
    }

    private static async Task<string> Print(string command)
    {
        using var console = new TestConsole(Root);

        var exitCode = await console.Run(command.Split(' '));

        Assert.True(exitCode == 0, console.Error);
        return console.Output;
    }

    [GeneratedRegex(
        @"<!-- infrar (?<command>[^\n]*), first (?<lines>\d+) lines -->\n```\n(?<text>.*?)```",
        RegexOptions.Singleline
    )]
    private static partial Regex Block();
}
