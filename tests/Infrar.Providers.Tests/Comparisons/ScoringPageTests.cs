using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Infrar.Core.Comparisons;
using Infrar.Core.Placements;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Comparisons;

/// <summary>docs/scoring.md shows what is computed: its marked parts are made anew and compared.</summary>
/// <remarks><c>UPDATE_GOLDEN=1</c> rewrites them.</remarks>
public sealed partial class ScoringPageTests
{
    private static readonly string Page = Path.Combine(
        Repository.Root(typeof(ScoringPageTests).Assembly),
        "docs/scoring.md"
    );

    [Fact]
    public async Task What_the_page_shows_is_what_is_computed()
    {
        var shown = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);

        var computed = Marked()
            .Replace(shown, m => $"{m.Groups["mark"].Value}\n{Made(m.Groups["what"].Value)}<!-- end -->");

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(Page, computed, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(computed, shown);
    }

    [Fact]
    public async Task Every_criterion_has_its_formula_and_a_worked_example()
    {
        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);

        foreach (var score in OwnComparison.Option("pages-aws").Scores)
        {
            Assert.Contains($"### {score.Criterion.Title()}\n", page, StringComparison.Ordinal);
            Assert.Contains($"<!-- worked pages-aws {score.Criterion.Word()} -->", page, StringComparison.Ordinal);
        }
    }

    private static string Made(string what) =>
        what.Split(' ') switch
        {
            ["weights"] => WeightsTable(),
            ["facts"] => FactsTable(),
            ["matrix"] => Matrix(),
            ["worked", var option, var criterion] => Worked(
                OwnComparison.Option(option).On(CriterionWords.Parse(criterion)!.Value)!
            ),
            _ => throw new InvalidOperationException($"The page asks for '{what}'."),
        };

    private static string Worked(Score score)
    {
        var text = new StringBuilder();
        text.Append("> ").Append(score.Formula).Append("\n\n```\n");
        text.Append(score.Working).Append(" = ").Append(Shown(score.Value, "0.00")).Append('\n');
        var (name, value) = (score.Facts.Max(f => f.Name.Length), score.Facts.Max(f => f.Value.Length));
        foreach (var fact in score.Facts)
        {
            text.Append(fact.Name.PadRight(name + 2))
                .Append(fact.Value.PadRight(value + 2))
                .Append(fact.Origin)
                .Append('\n');
        }

        text.Append("```\n");
        return score.IsUpperBound
            ? text.Append("\nAt most: ").Append(score.Bound).Append('\n').ToString()
            : text.ToString();
    }

    private static string WeightsTable()
    {
        var rows = Weights.Presets.Select(p =>
            Row([$"`{p.Name}`", .. CriterionWords.All.Select(c => Shown(p.Weights[c], "0.##"))])
        );
        return Table(["preset", .. CriterionWords.All.Select(c => c.Title())], rows);
    }

    private static string Matrix()
    {
        var options = OwnComparison.Production.Options;
        var rows = CriterionWords.All.Select(c =>
            Row([
                c.Title(),
                .. options.Select(o =>
                    Bounded(o.On(c)!.Value, o.On(c)!.IsUpperBound)
                    + (o.StarsOn(c) is { } stars ? FormattableString.Invariant($" ({stars}★)") : "")
                ),
            ])
        );
        var total = Row(["**Weighted mean**", .. options.Select(o => Bounded(o.Total!.Value, o.Total.IsUpperBound))]);
        return Table(["", .. options.Select(o => o.Name)], [.. rows, total]);
    }

    private static string FactsTable() =>
        Table(
            [
                "offering",
                "elasticity",
                "most copies",
                "left to the team",
                "developer",
                "control",
                "isolation",
                "open",
                "source",
            ],
            AllProviders.Catalog.Offerings.Select(o =>
                Row(
                    $"`{o.Id}`",
                    Words(o.Facts.Elasticity),
                    o.Facts.MaxCopies is { } most ? most.ToString("N0", CultureInfo.InvariantCulture) : "",
                    All(o.Facts.DutiesLeft),
                    All(o.Facts.Developer),
                    All(o.Facts.Control),
                    All(o.Facts.Isolation),
                    All(o.Facts.Open),
                    o.Facts.Source
                )
            )
        );

    private static string All<T>(IEnumerable<T> stated)
        where T : struct, Enum => string.Join(", ", stated.Select(s => Words(s)));

    // "GitDeploys" reads "git deploys".
    private static string Words<T>(T stated)
        where T : struct, Enum => Capital().Replace(stated.ToString(), m => " " + m.Value).Trim().ToLowerInvariant();

    private static string Table(string[] heads, IEnumerable<string> rows) =>
        Row(heads) + Row([.. heads.Select(_ => "---")]) + string.Concat(rows);

    private static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Bounded(decimal value, bool isUpperBound) =>
        (isUpperBound ? "≤ " : "") + Shown(Math.Round(value, 1, MidpointRounding.AwayFromZero), "0.0");

    private static string Shown(decimal number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"(?<mark><!-- (?<what>(?:weights|facts|matrix|worked)[^\n]*) -->)\n.*?<!-- end -->",
        RegexOptions.Singleline
    )]
    private static partial Regex Marked();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
