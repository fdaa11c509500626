using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>An estimate for people: the sum, then every line by component, then what is not known.</summary>
internal static class EstimateReport
{
    /// <summary>The report of an estimate.</summary>
    public static Report Of(Estimate estimate, Placement placement)
    {
        var money = MoneyText.For(estimate);
        var groups = EstimateGroup.Of(estimate, placement);
        var system = placement.System;
        var sections = new Section?[]
        {
            Table(estimate, groups, money),
            Notes(
                "Not priced",
                estimate.Unpriced.Select(u =>
                    $"{u.Component}: {u.Description}{(u.Resource is "" ? "" : $" ({u.Resource})")}. {u.Reason}"
                )
            ),
            Notes(
                "Exchange rates",
                estimate.ExchangeRates.Select(r =>
                    FormattableString.Invariant($"1 {r.From} = {r.Rate} {r.To} on {r.AsOf} ({r.Source})")
                )
            ),
            Notes("To know", placement.Notes),
        };
        return new(
            $"Estimate of {system.Name} in {system.Environment}, {system.Strategy.Title}",
            Answer(estimate, placement, money),
            [.. sections.OfType<Section>()]
        );
    }

    private static string Answer(Estimate estimate, Placement placement, MoneyText money)
    {
        var total = estimate.Total;
        var where = $"{Words.Capitalized(placement.System.Environment)} under '{placement.System.Strategy.Name}'";
        var missing = estimate.Unpriced.Length;
        if (estimate.LineItems.IsEmpty)
        {
            return missing == 0
                ? $"{where} costs nothing: no part of it is billed."
                : $"The cost of {where} is not known: {Words.Count(missing, "line")} not priced, and no other is billed.";
        }

        var answer =
            $"{where} costs {(missing > 0 ? "at least " : "")}{money.Amount(total.Expected)} a month at {estimate.UsageProfile} traffic";
        answer += money.Range(total) is ""
            ? "."
            : $", between {money.Amount(total.Least)} and {money.Amount(total.Most)}.";
        answer += missing > 0 ? $" {Words.Count(missing, "line")} {(missing == 1 ? "is" : "are")} not priced." : "";
        return placement.System.Requirements.MonthlyBudget is { } budget
            ? $"{answer} {Budget(total.Expected, budget, missing > 0, money)}"
            : answer;
    }

    private static string Budget(decimal cost, decimal budget, bool isLowerBound, MoneyText money) =>
        cost > budget ? $"That is {money.Amount(cost - budget)} over the budget of {money.Amount(budget)}."
        : isLowerBound ? $"Whether that keeps within the budget of {money.Amount(budget)} is uncertain."
        : $"That is within the budget of {money.Amount(budget)}.";

    private static TableSection Table(Estimate estimate, ImmutableArray<EstimateGroup> groups, MoneyText money)
    {
        var total = estimate.Total;
        return new(
            "",
            [
                new("Component and line"),
                new("Quantity", ColumnKind.Figure),
                new("Unit price", ColumnKind.Figure),
                new("Least – most", ColumnKind.Figure),
                new("Per month", ColumnKind.Figure),
            ],
            [
                .. groups.SelectMany(g => RowsOf(g, money)),
                new(
                    0,
                    RowKind.Total,
                    "Total",
                    "",
                    "",
                    money.Range(total),
                    money.Bounded(total.Expected, !estimate.Unpriced.IsEmpty)
                ),
            ],
            "Per month of 730 hours, list prices before tax and discounts. Each figure is rounded once, when shown; "
                + "sums use full precision. config: the configuration fixes the quantity; usage: it depends on use."
        );
    }

    private static IEnumerable<Row> RowsOf(EstimateGroup group, MoneyText money)
    {
        yield return new(
            0,
            RowKind.Group,
            new Cell(group.Title, Tag: group.Detail),
            "",
            "",
            money.Range(group.Total),
            SumOf(group, money)
        );
        foreach (var (line, count) in Folded(group.Lines))
        {
            yield return LineOf(line, count, money);
        }

        foreach (var items in group.Unpriced.GroupBy(u => u.Description, StringComparer.Ordinal))
        {
            var name = Counted(items.Key, items.Count());
            yield return new(1, RowKind.Plain, name, "", "", "", new Cell(MoneyText.NotPriced, Tone.Unknown));
        }
    }

    // Zones and replicas repeat a line for each resource; a reader wants them once, with their number. JSON keeps each.
    private static IEnumerable<(LineItem Line, int Count)> Folded(ImmutableArray<LineItem> lines) =>
        lines
            .GroupBy(l => (l.Description, l.SkuId, l.PricingUnit, l.ListUnitPrice, l.BillingCurrency, l.Origin))
            .Select(g =>
                (
                    g.First() with
                    {
                        PricingQuantity = Sum(g.Select(l => l.PricingQuantity)),
                        ListCost = Sum(g.Select(l => l.ListCost)),
                    },
                    g.Count()
                )
            );

    private static UsageRange Sum(IEnumerable<UsageRange> ranges) =>
        ranges.Aggregate((a, b) => new(a.Least + b.Least, a.Expected + b.Expected, a.Most + b.Most));

    private static string Counted(string description, int count) =>
        count == 1 ? description : FormattableString.Invariant($"{description} (× {count})");

    private static Cell SumOf(EstimateGroup group, MoneyText money)
    {
        if (group is { IsIncluded: true, Lines.IsEmpty: true, Unpriced.IsEmpty: true })
        {
            return new(MoneyText.DoesNotApply, Tone.Quiet);
        }

        // Every line can be free of charge while a part is unknown: that is not a price of zero.
        return new(money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty));
    }

    private static Row LineOf(LineItem line, int count, MoneyText money) =>
        new(
            1,
            RowKind.Plain,
            new Cell(Counted(line.Description, count), Tag: OriginTag(line.Origin)),
            MoneyText.Quantity(line.PricingQuantity.Expected, line.PricingUnit),
            money.UnitPrice(line.ListUnitPrice, line.BillingCurrency),
            money.Range(line.ListCost),
            new Cell(LineAmount(line, money), line.Origin is QuantityOrigin.Allowance ? Tone.Good : Tone.Plain)
        );

    // A quantity of none at expected use costs nothing now, but its price is not zero.
    private static string LineAmount(LineItem line, MoneyText money) =>
        line.PricingQuantity.Expected == 0 && line.ListUnitPrice != 0
            ? MoneyText.DoesNotApply
            : money.Amount(line.ListCost.Expected);

    /// <summary>The short mark of where a quantity comes from.</summary>
    public static string OriginTag(QuantityOrigin origin) =>
        origin switch
        {
            QuantityOrigin.Configuration => "config",
            QuantityOrigin.Usage => "usage",
            QuantityOrigin.Allowance => "allowance",
        };

    private static NotesSection? Notes(string heading, IEnumerable<string> items) =>
        items.ToImmutableArray() is { IsEmpty: false } all ? new(heading, all) : null;
}
