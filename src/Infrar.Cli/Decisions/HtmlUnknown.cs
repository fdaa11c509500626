using System.Collections.Immutable;

namespace Infrar.Cli.Decisions;

/// <summary>What is not known, where the figures come from, and how the page was made.</summary>
internal static class HtmlUnknown
{
    /// <summary>The sections.</summary>
    public static Html Of(Decision decision) =>
        Html.Of(
            $"""
            <section class="card" id="unknown" aria-labelledby="unknown-h"><div class="ch"><h2 id="unknown-h">What is not known</h2></div>
            {Html.When(
                DecisionGaps.Of(decision).IsEmpty,
                () =>
                    Html.Of(
                        $"""<p class="notes">Every line of every option is priced and generated, and every type of resource is checked.</p>"""
                    )
            )}
            {DecisionGaps.Of(decision).Select(Gap)}
            </section>
            {Sources(decision)}

            """
        );

    private static Html Gap(DecisionGap gap) =>
        Html.Of(
            $"""<h3 class="sub-h"{(gap.Heading == DecisionGaps.NotPriced ? Html.Of($" id=\"not-priced\"") : Html.Empty)}>{gap.Heading}</h3><ul class="notes">{gap.Items.Select(i => Html.Of($"<li>{i}</li>"))}</ul>"""
        );

    private static Html Sources(Decision decision)
    {
        var sources = PriceSources.Of(decision.Estimate?.LineItems ?? []);
        var rates = decision.Estimate?.ExchangeRates ?? [];
        return Html.Of(
            $"""
            <section class="card" id="sources" aria-labelledby="sources-h"><div class="ch"><h2 id="sources-h">Where the figures come from</h2><small>{PriceSources.Oldest(
                sources
            )}</small></div>
            {Html.When(!sources.IsEmpty, () => Table(sources))}
            {Html.When(
                !rates.IsEmpty,
                () =>
                    Html.Of(
                        $"""<ul class="notes">{rates.Select(r => Html.Of($"<li>{PriceSources.Rate(r)}</li>"))}</ul>"""
                    )
            )}
            <p class="notes">Made by Infrar {ProductVersion.Number} with <code>{decision.CommandLine}</code>. The same manifest and prices give the same page, to the byte.</p>
            </section>

            """
        );
    }

    private static Html Table(ImmutableArray<PriceSource> sources) =>
        Html.Of(
            $"""
            <div class="scroll" role="region" aria-labelledby="sources-h" tabindex="0"><table class="facts"><thead><tr><th scope="col">Source of prices</th><th scope="col" class="num">Lines</th><th scope="col">Stated on</th><th scope="col">Confidence</th></tr></thead><tbody>
            {sources.Select(s =>
                Html.Of(
                    $"""<tr><th scope="row" class="any">{s.Source}</th><td class="num">{s.Lines}</td><td class="nowrap">{s.Dates}</td><td>{s.Confidence}</td></tr>"""
                )
            )}
            </tbody></table></div>
            """
        );
}
