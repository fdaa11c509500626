using System.Xml.Linq;
using Infrar.Cli.Decisions;
using Infrar.Core.Checks;

namespace Infrar.Cli.Tests;

/// <summary>The page as a document: well formed, complete in itself, readable without eyes, safe against what names hold.</summary>
public sealed class DecisionHtmlTests
{
    // Tags, quotes, a change of reading direction, a control character, right-to-left letters, length.
    private const string Hostile =
        "</title><script>alert(1)</script>\"'&amp; \u202Eevil\u202C \u0001 שלום | `x` @everyone [a](javascript:b) ";

    private static readonly Decision Sample = DecisionSample.Of(Shop.Manifest, DecisionSample.Findings);

    [Fact]
    public void The_page_is_well_formed()
    {
        var page = XDocument.Parse(HtmlDecision.Write(Sample));

        Assert.Equal("html", page.Root?.Name.LocalName);
    }

    [Fact]
    public void The_same_decision_gives_the_same_bytes()
    {
        var again = DecisionSample.Of(Shop.Manifest, DecisionSample.Findings);

        Assert.Equal(HtmlDecision.Write(Sample), HtmlDecision.Write(again));
    }

    [Fact]
    public void Nothing_runs_and_nothing_is_loaded()
    {
        var page = XDocument.Parse(HtmlDecision.Write(Sample));

        string[] loading = ["script", "link", "img", "iframe", "object", "embed", "image", "form", "input", "base"];
        Assert.DoesNotContain(page.Descendants(), e => loading.Contains(e.Name.LocalName));
        Assert.DoesNotContain(
            page.Descendants().Attributes(),
            a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName is "src" or "srcset"
        );
        Assert.All(
            page.Descendants().Attributes().Where(a => a.Name.LocalName is "href"),
            a => Assert.StartsWith("#", a.Value, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("@import", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("url(http", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_id_is_there_once_and_every_reference_leads_to_one()
    {
        var page = XDocument.Parse(HtmlDecision.Write(Sample));

        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        var references = page.Descendants()
            .Attributes()
            .SelectMany(a =>
                a.Name.LocalName switch
                {
                    "href" => [a.Value[1..]],
                    "aria-labelledby" => a.Value.Split(' '),
                    _ => Array.Empty<string>(),
                }
            );

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(references, r => Assert.Contains(r, ids));
    }

    [Fact]
    public void A_reader_without_eyes_finds_the_way()
    {
        var page = XDocument.Parse(HtmlDecision.Write(Sample));
        XElement[] Named(string name) => [.. page.Descendants().Where(e => e.Name.LocalName == name)];

        Assert.Single(Named("h1"));
        Assert.Single(Named("main"));
        Assert.All(Named("th"), h => Assert.NotNull(h.Attribute("scope")));
        Assert.All(
            Named("section"),
            s => Assert.True(s.Attribute("aria-label") is not null || s.Attribute("aria-labelledby") is not null)
        );
        Assert.All(
            Named("svg"),
            s =>
                Assert.True(
                    s.Attribute("aria-hidden")?.Value is "true"
                        || s.Attribute("aria-label") is not null
                        || s.Attribute("aria-labelledby") is not null
                )
        );
    }

    [Fact]
    public void Every_finding_has_word_proof_and_mend()
    {
        var page = HtmlDecision.Write(Sample);

        Assert.All(DecisionSample.Findings, f => Assert.Contains(Html.Escaped(f.Mend), page, StringComparison.Ordinal));
        Assert.Equal(5, page.Split("Breaks here:").Length - 1);
        Assert.All(
            ["Critical", "High", "Medium", "Low"],
            w => Assert.Contains($"</svg>{w}</span>", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Findings_are_marked_on_their_nodes()
    {
        var page = HtmlDecision.Write(Sample);

        Assert.Contains("<g class=\"finding critical\"", page, StringComparison.Ordinal);
        Assert.Contains("1 finding, high</title>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Hostile)]
    [InlineData("]]><!-- --><![CDATA[")]
    public void Names_stay_text(string name)
    {
        var manifest = Shop
            .Manifest.Replace("title: Shop API", $"title: {Quoted(name)}", StringComparison.Ordinal)
            .Replace("title: AWS alone", $"title: {Quoted(name)}", StringComparison.Ordinal);
        var decision = DecisionSample.Of(
            manifest,
            DecisionSample.Finding(Severity.High, "api", name, name) with
            {
                Check = name,
                Message = name,
                Mend = name,
            }
        );

        var html = HtmlDecision.Write(decision);
        var page = XDocument.Parse(html);

        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script");
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u0001', html);
        Assert.Equal(name.Contains("שלום", StringComparison.Ordinal), html.Contains("שלום", StringComparison.Ordinal));
        Assert.Single(page.Descendants(), e => e.Name.LocalName is "title" && e.Parent?.Name.LocalName is "head");
    }

    [Fact]
    public void A_name_of_any_length_is_shown_whole()
    {
        var name = string.Concat(Enumerable.Repeat("long", 500));
        var manifest = Shop.Manifest.Replace("title: Shop API", $"title: {name}", StringComparison.Ordinal);

        Assert.Contains(name, HtmlDecision.Write(DecisionSample.Of(manifest)), StringComparison.Ordinal);
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\u0001", "", StringComparison.Ordinal)}\"";
}
