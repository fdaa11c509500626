using Infrar.Cli.Reports;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Decisions;

/// <summary>The cost of the option that is shown in full: its bounds, where it goes, every line with its proof.</summary>
internal static class HtmlCost
{
    /// <summary>The section; nothing where no option can be placed.</summary>
    public static Html Of(Decision decision) =>
        decision is { Estimate: { } estimate, Chosen: { } chosen }
            ? Html.Of(
                $"""
                <section class="card" id="cost" aria-labelledby="cost-h"><div class="ch"><h2 id="cost-h">Cost</h2><small><bdi>{DecisionWords.Named(
                    chosen
                )}</bdi>, {estimate.UsageProfile} traffic, per month of 730 hours, list prices before tax and discounts</small></div>
                {Range(estimate, decision.Money)}
                {HtmlTreemap.Of(decision)}
                {HtmlCostTable.Of(decision)}
                {NotPriced(estimate)}
                </section>

                """
            )
            : Html.Empty;

    private static Html Range(Estimate estimate, MoneyText money)
    {
        var total = estimate.Total;
        var isLowerBound = !estimate.Unpriced.IsEmpty;
        return money.Range(total) is ""
            ? Html.Of(
                $"""
                <p class="rng one"><b class="big">{money.Bounded(
                    total.Expected,
                    isLowerBound
                )}</b> <span class="t2">expected; the configuration fixes every quantity, so that least and most are the same</span></p>

                """
            )
            : Html.Of(
                $"""
                <div class="rng"><dl class="rl"><div><dt>Least</dt><dd>{Bound(
                    total.Least,
                    isLowerBound,
                    money
                )}</dd></div><div class="mid" style="left:{Within(total)}%"><dt>Expected</dt><dd>{Bound(
                    total.Expected,
                    isLowerBound,
                    money
                )}</dd></div><div class="end"><dt>Most</dt><dd>{Bound(total.Most, isLowerBound, money)}</dd></div></dl>
                <div class="rb" aria-hidden="true"><i></i><em style="left:{At(total)}%"></em></div><p class="t2">{Why(
                    estimate
                )}</p></div>

                """
            );
    }

    private static string Bound(decimal amount, bool isLowerBound, MoneyText money) =>
        (isLowerBound ? "≥ " : "") + money.Figure(amount);

    private static double At(UsageRange total) =>
        (double)((total.Expected - total.Least) / (total.Most - total.Least)) * 100;

    // The words of the expected cost must not run into those at the ends.
    private static double Within(UsageRange total) => Math.Clamp(At(total), 24, 76);

    /// <summary>Which lines make the range: those with the widest bounds.</summary>
    private static string Why(Estimate estimate)
    {
        var widest = estimate
            .LineItems.Where(l => l.ListCost.Most > l.ListCost.Least)
            .GroupBy(l => (l.Component, l.Description, l.PricingUnit))
            .OrderByDescending(g => g.Sum(l => l.ListCost.Most - l.ListCost.Least))
            .Take(2)
            .Select(g =>
                $"{g.Key.Component}, {g.Key.Description} ({MoneyText.Quantity(g.Sum(l => l.PricingQuantity.Least), "")} to {MoneyText.Quantity(g.Sum(l => l.PricingQuantity.Most), g.Key.PricingUnit)})"
            );
        return $"The range comes most of all from {Words.List(widest)}.";
    }

    private static Html NotPriced(Estimate estimate)
    {
        var items = DecisionWords.Unpriced(estimate.Unpriced);
        return items.IsEmpty
            ? Html.Of(
                $"""<p class="foot">Every line is priced. Each figure is rounded once, when shown; sums use full precision.</p>"""
            )
            : Html.Of(
                $"""
                <p class="foot">Each figure is rounded once, when shown; sums use full precision. ≥: a part is not priced, so the true cost is higher.</p>
                <h3 class="sub-h">Not priced</h3><ul class="notes">{items.Select(i =>
                    Html.Of($"""<li><span class="np">Not priced</span> <b>{i.What}</b>. {i.Reason}</li>""")
                )}</ul>

                """
            );
    }
}
