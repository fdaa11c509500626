using Infrar.Core.Comparisons;

namespace Infrar.Cli.Decisions;

/// <summary>The options, one row each: rank, name, verdict with its reason, costs on one axis, the cost that ranks, score.</summary>
internal static class HtmlOptions
{
    private const int Columns = 6;

    /// <summary>The section.</summary>
    public static Html Of(Decision decision)
    {
        var comparison = decision.Comparison;
        var chart = new CostRangeChart(comparison, decision.Money);
        var hasFeasible = comparison.Leader is not null;
        return Html.Of(
            $"""
            <section class="card" id="options" aria-labelledby="options-h"><div class="ch"><h2 id="options-h">Options</h2><small>of {comparison.Environment.Title}; cost per month of 730 hours</small></div>
            <table class="options" role="table" aria-labelledby="options-h">
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><span class="vh">Rank</span></th><th role="columnheader" scope="col">Option</th><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col" class="axis"><span class="vh">Cost at each level of traffic</span>{chart.Axis()}</th><th role="columnheader" scope="col" class="num">{Words.Capitalized(
                comparison.Traffic
            )}, per month</th><th role="columnheader" scope="col" class="num">Score</th></tr></thead>
            <tbody role="rowgroup">
            {decision.Options.Where(o => o.Rank is not null).Select(o => Row(o, decision, chart))}
            {Html.When(
                hasFeasible && comparison.Options.Any(o => !o.IsFeasible),
                () =>
                    Html.Of(
                        $"""<tr role="row" class="sep"><td role="cell" colspan="{Columns}">Not ranked: a requirement is not met</td></tr>"""
                    )
            )}
            {decision.Options.Where(o => o.Rank is null).Select(o => Row(o, decision, chart))}
            </tbody></table>
            {Legend(comparison)}
            </section>

            """
        );
    }

    private static Html Row(RankedOption ranked, Decision decision, CostRangeChart chart)
    {
        var option = ranked.Option;
        var style = ranked.Rank switch
        {
            null => "off",
            1 => "first",
            _ => "",
        };
        return Html.Of(
            $"""
            <tr role="row" class="{style}"><td role="cell" class="rk">{(
                ranked.Rank is { } rank ? Html.Of($"{rank}") : Html.Of($"""–<span class="vh"> not ranked</span>""")
            )}</td>
            <th role="rowheader" scope="row" class="nm"><bdi>{DecisionWords.Named(option)}</bdi>{Html.When(
                option == decision.Chosen && decision.Comparison.Options.Length > 1,
                () => Html.Of($""" <span class="tag">shown below</span>""")
            )}<span class="sub"><code>{option.Name}</code> {DecisionWords.Where(option, decision.Catalog)}</span></th>
            <td role="cell" class="vd">{Verdict(option, decision)}</td>
            <td role="cell" class="ct">{(
                option.Costs.IsEmpty
                    ? Html.Of($"""<span class="t3">no cost: it cannot be placed</span>""")
                    : chart.Of(option)
            )}</td>
            <td role="cell" class="num am">{Amount(option, decision)}</td>
            <td role="cell" class="num sc">{Score(option)}</td></tr>

            """
        );
    }

    private static Html Verdict(HostingOption option, Decision decision)
    {
        if (!option.IsFeasible)
        {
            var reasons = DecisionWords
                .AgainstIt(option)
                .Select(r =>
                    Html.Of(
                        $"""<span class="sub"><b>{Words.Capitalized(r.What)}</b>{(r.What is "" ? "" : ": ")}{r.Reason}</span>"""
                    )
                );
            return Html.Of($"""<span class="pill p-high">{SeverityMark.Sign("no")}Not feasible</span>{reasons}""");
        }

        var remarks = DecisionWords.Remarks(option, decision.Comparison);
        return Html.Of(
            $"""<span class="pill p-good">{SeverityMark.Sign("ok")}Feasible</span><span class="sub">{Words.Capitalized(string.Join(", ", remarks))}</span>"""
        );
    }

    private static Html Amount(HostingOption option, Decision decision)
    {
        if (!option.IsPlaced)
        {
            return Html.Of($"–");
        }

        var cost = option.At(decision.Comparison.Traffic);
        return Html.Of(
            $"""
            <b class="amt">{DecisionWords.Cost(cost, decision.Money)}</b><span class="sub">{(
                cost.IsFullyPriced
                    ? Html.Of($"fully priced")
                    : Html.Of($"""<a class="np" href="#not-priced">+ {cost.Unpriced.Length} not priced</a>""")
            )}</span>
            """
        );
    }

    private static Html Score(HostingOption option) =>
        option.Total is { } total
            ? Html.Of(
                $"""<b class="amt">{DecisionWords.Score(total.Value, total.IsUpperBound)}</b><i class="bar{(total.IsUpperBound ? " part" : "")}"><i style="width:{(double)total.Value * 10}%"></i></i>"""
            )
            : Html.Of($"–");

    private static Html Legend(Comparison comparison)
    {
        var profiles = comparison.UsageProfiles;
        var marks = profiles.Select(
            (p, i) =>
                Html.Of(
                    $"""<span><svg class="chart" width="12" height="12" aria-hidden="true">{CostRangeChart.Mark(6, i, profiles.Length, 6)}</svg>{Words.Capitalized(p)} traffic</span>"""
                )
        );
        return Html.Of(
            $"""
            <p class="lg">{marks}{Html.When(
                comparison.MonthlyBudget is not null,
                () =>
                    Html.Of(
                        $"""<span><svg class="chart" width="12" height="12" aria-hidden="true"><line class="budget" x1="6" x2="6" y1="0" y2="12"/></svg>Budget</span>"""
                    )
            )}{Html.When(
                comparison.Options.Any(o => o.Costs.Any(c => !c.IsFullyPriced)),
                () =>
                    Html.Of(
                        $"""<span><svg class="chart" width="22" height="12" aria-hidden="true"><line class="track part" x1="0" x2="22" y1="6" y2="6"/></svg>A part is not priced: the true cost is higher</span>"""
                    )
            )}</p>

            """
        );
    }
}
