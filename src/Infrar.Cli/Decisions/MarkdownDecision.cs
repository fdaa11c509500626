using Infrar.Core.Checks;
using Infrar.Core.Topology;
using static Infrar.Cli.Decisions.Markdown;

namespace Infrar.Cli.Decisions;

/// <summary>The page as GitHub-flavoured Markdown, fit for a comment on a pull request.</summary>
internal static class MarkdownDecision
{
    /// <summary>The whole page.</summary>
    public static string Write(Decision decision)
    {
        var page = new MarkdownPage();
        page.Add(
            $"# {Text(decision.Title)}\n\n**{Text(DecisionAnswer.Lead(decision))}** {Text(DecisionAnswer.Rest(decision))}\n\n{Text(DecisionRequirements.Of(decision))}\n"
        );
        page.Add(Figures(decision));
        MarkdownOptions.AddTo(page, decision);
        MarkdownCost.AddTo(page, decision);
        if (decision.Topology is { } topology)
        {
            page.Add($"## Topology\n\n```mermaid\n{MermaidWriter.Write(topology)}```\n", "the topology", 2);
        }

        MarkdownFindings.AddTo(page, decision);
        AddUnknown(page, decision);
        return page.Write();
    }

    private static string Figures(Decision decision)
    {
        if (decision.Chosen is not { } chosen)
        {
            return "";
        }

        var budget = decision.Comparison.MonthlyBudget;
        string[] titles =
        [
            Text(DecisionWords.Named(chosen)),
            .. chosen.Costs.Select(c => $">{Text(Words.Capitalized(c.UsageProfile))} traffic"),
        ];
        var table =
            Head(titles)
            + Row(["**Per month**", .. chosen.Costs.Select(c => $"**{DecisionWords.Cost(c, decision.Money)}**")]);
        if (budget is not null)
        {
            table += Row(["Budget", .. chosen.Costs.Select(c => DecisionWords.Budget(c, budget, decision.Money))]);
        }

        var score = chosen.Total is { } total
            ? $" · Score **{DecisionWords.Score(total.Value, total.IsUpperBound)}**"
            : "";
        return $"{table}\nFindings: {string.Join(" · ", DecisionWords.Severities.Select(s => Count(s, decision)))}{score}\n";
    }

    private static string Count(Severity severity, Decision decision) =>
        FormattableString.Invariant(
            $"{MarkdownFindings.Sign(severity)} {decision.Findings.Count(f => f.Severity == severity)} {DecisionWords.Word(severity).ToLowerInvariant()}"
        );

    private static void AddUnknown(MarkdownPage page, Decision decision)
    {
        var gaps = DecisionGaps.Of(decision);
        page.Add(
            gaps.IsEmpty
                ? "## What is not known\n\nEvery line of every option is priced and generated, and every type of resource is checked.\n"
                : "## What is not known\n"
        );
        foreach (var gap in gaps)
        {
            page.Add($"**{gap.Heading}**\n\n{List(gap.Items.Select(Text))}", gap.Heading.ToLowerInvariant(), 1);
        }

        var sources = PriceSources.Of(decision.Estimate?.LineItems ?? []);
        if (!sources.IsEmpty)
        {
            var rows = sources.Select(s =>
                Row(Text(s.Source), FormattableString.Invariant($"{s.Lines}"), s.Dates, Text(s.Confidence))
            );
            var rates = decision.Estimate?.ExchangeRates ?? [];
            page.Add(
                Details(
                    $"Sources of prices. {PriceSources.Oldest(sources)}",
                    Head("Source", ">Lines", "Stated on", "Confidence")
                        + string.Concat(rows)
                        + (rates.IsEmpty ? "" : $"\n{List(rates.Select(r => Text(PriceSources.Rate(r))))}")
                ),
                "the sources of prices",
                3
            );
        }

        page.Add($"Made by Infrar {ProductVersion.Number} with {Code(decision.CommandLine)}\n");
    }
}
