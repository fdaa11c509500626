using System.Globalization;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;
using static Infrar.Cli.Decisions.Markdown;

namespace Infrar.Cli.Decisions;

/// <summary>The options, the decision matrix and how firm its order is, as tables.</summary>
internal static class MarkdownOptions
{
    /// <summary>Adds them.</summary>
    public static void AddTo(MarkdownPage page, Decision decision)
    {
        page.Add($"## Options\n\n{Options(decision)}");
        if (decision.Options.All(o => o.Option.Scores.IsEmpty))
        {
            return;
        }

        page.Add(Matrix(decision), "the decision matrix", 1);
        if (decision.Comparison.Firmness is { } firmness)
        {
            var sentences = FirmnessText.All(firmness, decision.Money.Figure);
            page.Add($"**How firm is the order?** {Text(sentences[0])}\n");
            if (sentences.Length > 1)
            {
                page.Add(
                    Details("What else would change first place", List(sentences.Skip(1).Select(Text))),
                    "what else would change first place",
                    2
                );
            }
        }

        foreach (var ranked in decision.Options.Where(o => !o.Option.Scores.IsEmpty))
        {
            page.Add(
                Proof(ranked.Option),
                "how the scores of an option came about",
                ranked.Option == decision.Chosen ? 4 : 6
            );
        }
    }

    private static string Options(Decision decision)
    {
        var comparison = decision.Comparison;
        var profiles = comparison.UsageProfiles;
        var rows = decision.Options.Select(o =>
            Row([
                o.Rank?.ToString(CultureInfo.InvariantCulture) ?? MoneyText.DoesNotApply,
                Strong(Text(DecisionWords.Named(o.Option)), o.Rank == 1),
                Text(DecisionWords.Where(o.Option, decision.Catalog)),
                Verdict(o.Option, comparison),
                .. profiles.Select(p => Cost(o.Option, p, decision)),
                o.Option.Total is { } total
                    ? Strong(DecisionWords.Score(total.Value, total.IsUpperBound), o.Rank == 1)
                    : MoneyText.DoesNotApply,
            ])
        );
        return Head([
                "#",
                "Option",
                "Where",
                "Verdict",
                .. profiles.Select(p => $">{Text(Words.Capitalized(p))}"),
                ">Score",
            ])
            + string.Concat(rows)
            + "\nPer month of 730 hours, list prices before tax and discounts. ≥: a part is not priced, so the true cost is higher. ▲: over budget.\n";
    }

    private static string Verdict(HostingOption option, Comparison comparison) =>
        option.IsFeasible
            ? Text(string.Join(", ", DecisionWords.Remarks(option, comparison).Prepend("feasible")))
            : "**Not feasible.** "
                + string.Join(
                    " ",
                    DecisionWords.AgainstIt(option).Select(r => Text(r.What is "" ? r.Reason : $"{r.What}: {r.Reason}"))
                );

    private static string Cost(HostingOption option, string profile, Decision decision)
    {
        if (!option.IsPlaced)
        {
            return MoneyText.DoesNotApply;
        }

        var cost = option.At(profile);
        var isOver = decision.Comparison.MonthlyBudget is { } budget && cost.Against(budget) is BudgetVerdict.Over;
        return (isOver ? "▲ " : "") + DecisionWords.Cost(cost, decision.Money);
    }

    private static string Matrix(Decision decision)
    {
        var weights = decision.Comparison.Weights;
        var heads = CriterionWords.All.Select(c =>
            $">{c.Title()} × {weights[c].ToString("0.##", CultureInfo.InvariantCulture)}"
        );
        var rows = decision
            .Options.Where(o => !o.Option.Scores.IsEmpty)
            .Select(o => Row([Text(DecisionWords.Named(o.Option)), .. o.Option.Scores.Select(s => Cell(s, o.Option))]));
        return Details(
            "Decision matrix: 0 to 10, 10 is best, with the weight of each criterion",
            Head(["Option", .. heads]) + string.Concat(rows) + "\n★: stars that the manifest states, out of five.\n"
        );
    }

    private static string Cell(Score score, HostingOption option) =>
        DecisionWords.Score(score.Value, score.IsUpperBound)
        + (option.StarsOn(score.Criterion) is { } stars ? FormattableString.Invariant($" ({stars}★)") : "");

    private static string Proof(HostingOption option) =>
        Details(
            $"How the scores of {DecisionWords.Named(option)} came about",
            Head("Criterion", ">Score", "Formula", "Here")
                + string.Concat(
                    option.Scores.Select(s =>
                        Row(
                            s.Criterion.Title(),
                            DecisionWords.Score(s.Value, s.IsUpperBound),
                            Text(s.Formula),
                            Text(s.Bound is "" ? s.Working : $"{s.Working}. {s.Bound}")
                        )
                    )
                )
        );

    private static string Strong(string text, bool isStrong) => isStrong ? $"**{text}**" : text;
}
