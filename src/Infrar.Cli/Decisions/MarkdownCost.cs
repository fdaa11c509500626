using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;
using static Infrar.Cli.Decisions.Markdown;

namespace Infrar.Cli.Decisions;

/// <summary>The cost of the option that is shown in full, by component and by line, as tables.</summary>
internal static class MarkdownCost
{
    /// <summary>Adds it; nothing where no option can be placed.</summary>
    public static void AddTo(MarkdownPage page, Decision decision)
    {
        if (decision is not { Estimate: { } estimate, Chosen: { } chosen })
        {
            return;
        }

        page.Add(
            $"## Cost of {Text(DecisionWords.Named(chosen))} at {Text(estimate.UsageProfile)} traffic\n\n{Components(decision, estimate)}"
        );
        foreach (var group in decision.Groups.Where(g => !g.Lines.IsEmpty))
        {
            page.Add(Lines(group, decision.Money), "the lines of a component", 5);
        }

        if (!estimate.Unpriced.IsEmpty)
        {
            page.Add(
                $"**Not priced**\n\n{List(DecisionWords.Unpriced(estimate.Unpriced).Select(u => Text($"{u.What}. {u.Reason}")))}"
            );
        }
    }

    private static string Components(Decision decision, Estimate estimate)
    {
        var money = decision.Money;
        var rows = decision.Groups.Select(g =>
            Row(
                Text(g.Title),
                Text(g.Detail),
                money.Range(g.Total),
                g.IsPaidForElsewhere ? MoneyText.DoesNotApply : money.Bounded(g.Total.Expected, !g.Unpriced.IsEmpty)
            )
        );
        return Head("Component", "Runs on", ">Least – most", ">Per month")
            + string.Concat(rows)
            + Row(
                "**Total**",
                "",
                money.Range(estimate.Total),
                $"**{money.Bounded(estimate.Total.Expected, !estimate.Unpriced.IsEmpty)}**"
            )
            + "\nEach figure is rounded once, when shown; sums use full precision.\n";
    }

    private static string Lines(EstimateGroup group, MoneyText money) =>
        Details(
            $"{group.Title}: {Words.Count(group.Lines.Length, "line")}, {money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty)}",
            Head("Line", ">Quantity", ">Unit price", ">Per month", "Quantity from", "SKU, price of")
                + string.Concat(LineFold.Of(group.Lines).Select(f => Line(f, money)))
        );

    private static string Line(LineFold fold, MoneyText money)
    {
        var line = fold.Line;
        return Row(
            Text(fold.Description),
            MoneyText.Quantity(line.PricingQuantity.Expected, line.PricingUnit),
            money.UnitPrice(line.ListUnitPrice, line.BillingCurrency),
            fold.Amount(money),
            $"{fold.Origin}: {Text(Explanation.BriefFormula(line))}",
            $"{Code(line.SkuId)} {(line.Price.AsOf is "" ? "no date" : line.Price.AsOf)}"
        );
    }
}
