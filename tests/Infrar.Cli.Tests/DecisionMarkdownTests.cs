using System.Collections.Immutable;
using Infrar.Cli.Decisions;
using Infrar.Core.Checks;

namespace Infrar.Cli.Tests;

/// <summary>The page as a comment on a pull request.</summary>
public sealed class DecisionMarkdownTests
{
    [Fact]
    public void It_fits_a_comment_and_says_what_it_left_out()
    {
        ImmutableArray<Finding> many =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i => DecisionSample.Finding(Severity.Low, "api", "aws_lb.api", $"Finding {i}")),
            DecisionSample.Finding(Severity.Critical, "api", "aws_lb.api", "The one that matters"),
        ];

        var page = MarkdownDecision.Write(DecisionSample.Of(Shop.Manifest, many));

        Assert.InRange(page.Length, 30_000, MarkdownPage.Limit);
        Assert.Contains("The one that matters", page, StringComparison.Ordinal);
        Assert.Matches(@"Left out to keep within the 65,536 characters of a comment: low findings \(\d+\)", page);
    }

    [Fact]
    public void Even_what_cannot_be_left_out_is_cut()
    {
        var decision = DecisionSample.Of(Shop.Manifest) with { CommandLine = new string('x', 100_000) };

        var page = MarkdownDecision.Write(decision);

        Assert.InRange(page.Length, 1_000, MarkdownPage.Limit);
        Assert.Contains("what would follow here", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_room_leaves_nothing_out()
    {
        var page = MarkdownDecision.Write(DecisionSample.Of(Shop.Manifest, DecisionSample.Findings));

        Assert.DoesNotContain("Left out", page, StringComparison.Ordinal);
        Assert.Contains("```mermaid\n", page, StringComparison.Ordinal);
        Assert.Equal(page.Split("<details>").Length, page.Split("</details>").Length);
    }

    [Theory]
    [InlineData("a | b", "a \\| b")]
    [InlineData("**bold** _x_ `code`", "\\*\\*bold\\*\\* \\_x\\_ \\`code\\`")]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("[a](javascript:b)", "\\[a\\](javascript:b)")]
    [InlineData("ask @everyone\nnow", "ask @<!-- -->everyone now")]
    [InlineData("\u202Eabc", "abc")]
    [InlineData("שלום", "שלום")]
    public void Text_stays_text(string text, string expected) => Assert.Equal(expected, Markdown.Text(text));
}
