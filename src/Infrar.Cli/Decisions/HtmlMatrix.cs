using System.Globalization;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Decisions;

/// <summary>The decision matrix, how firm its order is, and how every score came about.</summary>
internal static class HtmlMatrix
{
    /// <summary>The section; nothing where no option can be placed.</summary>
    public static Html Of(Decision decision)
    {
        var placed = decision.Options.Where(o => !o.Option.Scores.IsEmpty).ToArray();
        if (placed is [])
        {
            return Html.Empty;
        }

        var weights = decision.Comparison.Weights;
        var heads = CriterionWords.All.Select(c =>
            Html.Of($"""<th scope="col">{c.Title()}<span class="wt">weight {Number(weights[c])}</span></th>""")
        );
        var hasStars = placed.Any(o => CriterionWords.All.Any(c => o.Option.StarsOn(c) is not null));
        return Html.Of(
            $"""
            <section class="card" id="matrix" aria-labelledby="matrix-h"><div class="ch"><h2 id="matrix-h">Decision matrix</h2><small>0 to 10, 10 is best, computed from stated facts.{(
                hasStars ? " Stars are those that the manifest states, out of five." : ""
            )}</small></div>
            <div class="scroll" role="region" aria-labelledby="matrix-h" tabindex="0"><table class="mx"><thead><tr><th scope="col">Option</th>{heads}</tr></thead><tbody>
            {placed.Select(o => Row(o, hasStars))}
            </tbody></table></div>
            {Firmness(decision)}
            <div class="proofs">{placed.Select(Proof)}</div>
            </section>

            """
        );
    }

    private static Html Row(RankedOption ranked, bool hasStars) =>
        Html.Of(
            $"""
            <tr class="{(ranked.Rank is null ? "off" : "")}"><th scope="row"><bdi>{DecisionWords.Named(
                ranked.Option
            )}</bdi></th>{ranked.Option.Scores.Select(s => Cell(s, ranked.Option, hasStars))}</tr>

            """
        );

    private static Html Cell(Score score, HostingOption option, bool hasStars)
    {
        var stars = option.StarsOn(score.Criterion) is { } stated ? Html.Of($"{stated}★") : Html.Of($"–");
        return Html.Of(
            $"""<td><span class="cell{(score.IsUpperBound ? " part" : "")}" style="--v:{(double)score.Value * 10}%"><b>{DecisionWords.Score(score.Value, score.IsUpperBound)}</b>{Html.When(hasStars, () => Html.Of($"<small>{stars}</small>"))}</span></td>"""
        );
    }

    private static Html Firmness(Decision decision)
    {
        if (decision.Comparison.Firmness is not { } firmness)
        {
            return Html.Empty;
        }

        var sentences = FirmnessText.All(firmness, decision.Money.Figure);
        return Html.Of(
            $"""
            <div class="firm"><h3>How firm is the order?</h3><p>{sentences[0]}</p>{Html.When(
                sentences.Length > 1,
                () =>
                    Html.Of(
                        $"""<details><summary>What else would change first place</summary><ul>{sentences.Skip(1).Select(s => Html.Of($"<li>{s}</li>"))}</ul></details>"""
                    )
            )}</div>

            """
        );
    }

    private static Html Proof(RankedOption ranked) =>
        Html.Of(
            $"""
            <details class="proof"><summary>How the scores of <bdi>{DecisionWords.Named(
                ranked.Option
            )}</bdi> came about</summary><div class="two">{ranked.Option.Scores.Select(ProofOf)}</div></details>

            """
        );

    private static Html ProofOf(Score score) =>
        Html.Of(
            $"""
            <div class="why"><h3>{score.Criterion.Title()} <b>{DecisionWords.Score(
                score.Value,
                score.IsUpperBound
            )}</b></h3><dl><dt>Formula</dt><dd>{score.Formula}</dd><dt>Here</dt><dd>{score.Working}</dd>{Html.When(
                score.IsUpperBound,
                () => Html.Of($"<dt>Bound</dt><dd>{score.Bound}</dd>")
            )}</dl>{Html.When(!score.Facts.IsEmpty, () => Facts(score))}</div>
            """
        );

    private static Html Facts(Score score) =>
        Html.Of(
            $"""<table class="facts"><thead><tr><th scope="col">Fact</th><th scope="col">Value</th><th scope="col">From</th></tr></thead><tbody>{score.Facts.Select(f => Html.Of($"""<tr><th scope="row">{f.Name}</th><td>{f.Value}</td><td class="t3">{f.Origin}</td></tr>"""))}</tbody></table>"""
        );

    private static string Number(decimal weight) => weight.ToString("0.##", CultureInfo.InvariantCulture);
}
