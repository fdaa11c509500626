using Infrar.Core.Comparisons;

namespace Infrar.Cli.Decisions;

/// <summary>The answer and its key figures: cost at each level of traffic, findings, score.</summary>
internal static class HtmlAnswer
{
    /// <summary>The section.</summary>
    public static Html Of(Decision decision) =>
        Html.Of(
            $"""
            <section class="card say" aria-label="Answer">
            <p><b>{DecisionAnswer.Lead(decision)}</b> {DecisionAnswer.Rest(decision)}</p>
            </section>
            {Figures(decision)}
            """
        );

    private static Html Figures(Decision decision) =>
        decision.Chosen is { } chosen
            ? Html.Of(
                $"""
                <section class="figures" aria-label="Key figures of {DecisionWords.Named(chosen)}">
                {chosen.Costs.Select(c => CostFigure(c, decision))}
                {Html.When(decision.Judgement is not null, () => FindingsFigure(decision))}
                {Html.When(chosen.Total is not null, () => ScoreFigure(chosen, decision.Comparison))}
                </section>
                """
            )
            : Html.Empty;

    private static Html CostFigure(OptionCost cost, Decision decision)
    {
        var isRanking = cost.UsageProfile == decision.Comparison.Traffic;
        var isOver = decision.Comparison.MonthlyBudget is { } budget && cost.Against(budget) is BudgetVerdict.Over;
        var title = $"{Words.Capitalized(cost.UsageProfile)} traffic{(isRanking ? ", ranked" : "")}";
        return Html.Of(
            $"""
            <div class="card figure{(isRanking ? " on" : "")}"><h3>{title}</h3><p class="big">{DecisionWords.Cost(
                cost,
                decision.Money
            )}</p>
            <p class="{(isOver ? "up" : "t3")}">{(isOver ? "▲ " : "")}{DecisionWords.Budget(
                cost,
                decision.Comparison.MonthlyBudget,
                decision.Money
            )}</p></div>

            """
        );
    }

    private static Html FindingsFigure(Decision decision)
    {
        var counts = DecisionWords.Severities.Select(s =>
            Html.Of(
                $"""<li>{SeverityMark.Icon(s)}<b>{decision.Findings.Count(f => f.Severity == s)}</b> <span>{DecisionWords.Word(s)}</span></li>"""
            )
        );
        return Html.Of(
            $"""
            <div class="card figure wide"><h3><a href="#findings">Findings</a></h3><ul class="counts">{counts}</ul></div>

            """
        );
    }

    private static Html ScoreFigure(HostingOption chosen, Comparison comparison)
    {
        if (chosen.Total is not { } total)
        {
            return Html.Empty;
        }

        var rank = comparison.Ranking.IndexOf(chosen) + 1;
        var place =
            rank > 0
                ? FormattableString.Invariant($"rank {rank} of {comparison.Ranking.Length} feasible")
                : "not ranked: a requirement is not met";
        return Html.Of(
            $"""
            <div class="card figure"><h3><a href="#matrix">Score</a></h3><p class="big">{DecisionWords.Score(
                total.Value,
                total.IsUpperBound
            )}</p><p class="t3">{place}</p></div>

            """
        );
    }
}
