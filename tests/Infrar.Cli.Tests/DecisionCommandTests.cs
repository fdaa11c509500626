using System.Xml.Linq;
using Infrar.Testing;

namespace Infrar.Cli.Tests;

/// <summary><c>infrar report</c> from the command line.</summary>
public sealed class DecisionCommandTests
{
    [Fact]
    public async Task The_page_of_a_small_system_reads_as_reviewed()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("report", "-e", "production", "-o", "report.md"));

        Golden.Match(console.Read("report.md"), "shop/report.md");
    }

    [Fact]
    public async Task Without_a_file_the_page_is_HTML_on_standard_output()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("report", "-e", "production"));

        Assert.Equal("html", XDocument.Parse(console.Output).Root?.Name.LocalName);
        Assert.Contains("<code>infrar report -e production</code>", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_option_can_be_shown_in_full()
    {
        using var console = Shop.Open();

        Assert.Equal(0, await console.Run("report", "-e", "production", "-s", "render", "--format", "markdown"));

        Assert.Contains("## Cost of Render and AWS at medium traffic", console.Output, StringComparison.Ordinal);
        Assert.Contains("<code>infrar report -e production -s render</code>", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLI004", "Did you mean 'render'?", "-s", "rendr")]
    [InlineData("CLI001", "Did you mean 'markdown'?", "--format", "markdwn")]
    public async Task Is_refused(string code, string says, params string[] arguments)
    {
        using var console = Shop.Open();

        Assert.Equal(1, await console.Run(["report", "-e", "production", .. arguments]));

        Assert.Equal("", console.Output);
        Assert.Contains($"error {code}: ", console.Error, StringComparison.Ordinal);
        Assert.Contains(says, console.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_option_is_feasible_the_page_says_so()
    {
        using var console = new TestConsole();
        console.Write(
            "infrar.yaml",
            Shop.Manifest.Replace("budget: 300", "budget: 300\n  residency: [US]", StringComparison.Ordinal)
        );

        Assert.Equal(0, await console.Run("report", "-e", "production", "--format", "markdown"));

        Assert.Contains("**No option is feasible for production.**", console.Output, StringComparison.Ordinal);
        Assert.Contains("## Cost of", console.Output, StringComparison.Ordinal);
    }
}
