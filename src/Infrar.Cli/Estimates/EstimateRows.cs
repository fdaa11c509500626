using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>A group of an estimate as rows of a table: its sum, then its lines.</summary>
internal static class EstimateRows
{
    /// <summary>The rows of a group.</summary>
    public static IEnumerable<Row> Of(EstimateGroup group, MoneyText money)
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
        foreach (var fold in LineFold.Of(group.Lines))
        {
            yield return LineOf(fold, group, money);
        }

        foreach (var items in group.Unpriced.GroupBy(u => u.Description, StringComparer.Ordinal))
        {
            ImmutableArray<string> resources = [.. items.Select(u => u.Resource)];
            var names = resources.Length > 1 ? ResourceNames.Of(resources, group.Name) : "";
            var cell = new Cell(LineFold.Counted(items.Key, resources.Length), Tag: names);
            yield return new(1, RowKind.Plain, cell, "", "", "", new Cell(MoneyText.NotPriced, Tone.Unknown));
        }
    }

    private static Cell SumOf(EstimateGroup group, MoneyText money) =>
        group.IsPaidForElsewhere
            ? new(MoneyText.DoesNotApply, Tone.Quiet)
            // Every line can be free of charge while a part is unknown: that is not a price of zero.
            : new(money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty));

    private static Row LineOf(LineFold fold, EstimateGroup group, MoneyText money)
    {
        var line = fold.Line;
        var isAlone = group.Lines.Count(l => l.Description == line.Description) == 1;
        string[] marks = [isAlone ? "" : ResourceNames.Of(fold.Lines.Select(l => l.Resource), group.Name), fold.Origin];
        return new(
            1,
            RowKind.Plain,
            new Cell(fold.Description, Tag: string.Join(" · ", marks.Where(m => m is not ""))),
            MoneyText.Quantity(line.PricingQuantity.Expected, line.PricingUnit),
            money.UnitPrice(line.ListUnitPrice, line.BillingCurrency),
            money.Range(line.ListCost),
            new Cell(fold.Amount(money), line.Origin is QuantityOrigin.Allowance ? Tone.Good : Tone.Plain)
        );
    }
}
