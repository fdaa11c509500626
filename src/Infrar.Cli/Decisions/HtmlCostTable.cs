using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Decisions;

/// <summary>The cost as one table: a component, its lines when it is opened, and the proof of a line when that is.</summary>
/// <remarks>
/// The disclosure elements stand in the first cells, and the style sheet shows the rows that an open one stands for. A browser
/// that cannot select by content shows every row.
/// </remarks>
internal static class HtmlCostTable
{
    private const int Columns = 5;

    /// <summary>The table.</summary>
    public static Html Of(Decision decision)
    {
        if (decision is not { Estimate: { } estimate, Chosen: { } chosen })
        {
            return Html.Empty;
        }

        var most = decision.Groups.Max(g => g.Total.Expected);
        var money = decision.Money;
        var between = Between(estimate.Total, money);
        var total = money.Bounded(estimate.Total.Expected, !estimate.Unpriced.IsEmpty);
        return Html.Of(
            $"""
            <table class="tree"><caption class="vh">Cost by component and line</caption><thead><tr><th scope="col">Component and line</th><th scope="col" class="num q">Quantity</th><th scope="col" class="num q">Unit price</th><th scope="col" class="q sh">Share</th><th scope="col" class="num">Per month</th></tr></thead>
            {decision.Groups.Select(g => Group(g, chosen.Placement, most, money))}
            <tfoot><tr><th scope="row">Total</th><td class="num q t3" colspan="2">{between}</td><td class="q sh"></td><td class="num"><b>{total}</b></td></tr></tfoot></table>

            """
        );
    }

    private static Html Group(EstimateGroup group, Placement placement, decimal most, MoneyText money)
    {
        var family = ChartFamily.Of(group, placement);
        var name = Html.Of(
            $"""<span class="sw" aria-hidden="true"></span><b><bdi>{group.Title}</bdi></b> <small>{group.Detail}</small>"""
        );
        var head = group.IsPaidForElsewhere
            ? Html.Of($"""<div class="leaf">{name}</div>""")
            : Html.Of($"""<details class="open-lines"><summary>{name}</summary></details>""");
        var amount = group.IsPaidForElsewhere
            ? MoneyText.DoesNotApply
            : money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty);
        var between = Between(group.Total, money);
        var share = Share(group.Total.Expected, most);
        var lines = LineFold.Of(group.Lines).Select(f => Line(f, group, most, money));
        var unpriced = DecisionWords.Unpriced(group.Unpriced).Select(NotPriced);
        return Html.Of(
            $"""
            <tbody class="{family}"><tr class="g"><th scope="rowgroup">{head}</th><td class="num q t3" colspan="2">{between}</td><td class="q sh">{share}</td><td class="num"><b>{amount}</b></td></tr>
            {lines}{unpriced}</tbody>

            """
        );
    }

    private static Html Between(UsageRange total, MoneyText money) =>
        Html.When(
            money.Range(total) is not "",
            () => Html.Of($"""<span class="vh">least and most </span>{money.Range(total)}""")
        );

    private static Html Line(LineFold fold, EstimateGroup group, decimal most, MoneyText money)
    {
        var line = fold.Line;
        var isAlone = group.Lines.Count(l => l.Description == line.Description) == 1;
        var names = isAlone ? "" : ResourceNames.Of(fold.Lines.Select(l => l.Resource), group.Name);
        var isAllowance = line.Origin is QuantityOrigin.Allowance;
        return Html.Of(
            $"""
            <tr class="l"><th scope="row"><details class="open-proof"><summary>{fold.Description} <span class="tag {fold.Origin}">{fold.Origin}</span> <small>{names}</small></summary></details></th><td class="num q">{MoneyText.Quantity(
                line.PricingQuantity.Expected,
                line.PricingUnit
            )}</td><td class="num q">{money.UnitPrice(
                line.ListUnitPrice,
                line.BillingCurrency
            )}</td><td class="q sh">{Share(line.ListCost.Expected, most)}</td><td class="num{(
                isAllowance ? " good" : ""
            )}">{fold.Amount(money)}</td></tr>
            <tr class="p"><td colspan="{Columns}">{LineProof.Of(fold, money)}</td></tr>

            """
        );
    }

    private static Html NotPriced((string What, string Reason) item) =>
        Html.Of(
            $"""
            <tr class="l"><th scope="row"><div class="leaf">{item.What}</div></th><td class="q" colspan="3">{item.Reason}</td><td class="num"><span class="np">{MoneyText.NotPriced}</span></td></tr>

            """
        );

    private static Html Share(decimal amount, decimal most) =>
        amount > 0 && most > 0
            ? Html.Of($"""<i class="share" style="width:{Math.Max(0.5, (double)(amount / most) * 100)}%"></i>""")
            : Html.Empty;
}
