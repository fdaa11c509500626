using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Manifests;
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
        foreach (var fold in Folded(group.Lines))
        {
            yield return LineOf(fold, group, money);
        }

        foreach (var items in group.Unpriced.GroupBy(u => u.Description, StringComparer.Ordinal))
        {
            ImmutableArray<string> resources = [.. items.Select(u => u.Resource)];
            var names = resources.Length > 1 ? ResourceNames.Of(resources, group.Name) : "";
            var cell = new Cell(Counted(items.Key, resources.Length), Tag: names);
            yield return new(1, RowKind.Plain, cell, "", "", "", new Cell(MoneyText.NotPriced, Tone.Unknown));
        }
    }

    /// <summary>Lines that differ in nothing but their resource, as one.</summary>
    /// <param name="Line">The first of them, with quantity and cost of all.</param>
    /// <param name="Resources">Their resources.</param>
    private sealed record Fold(LineItem Line, ImmutableArray<string> Resources);

    // Zones and replicas repeat a line for each resource; a reader wants them once, with their number. JSON keeps each.
    private static IEnumerable<Fold> Folded(ImmutableArray<LineItem> lines) =>
        lines
            .GroupBy(l => (l.Description, l.SkuId, l.PricingUnit, l.ListUnitPrice, l.BillingCurrency, l.Origin))
            .Select(g => new Fold(
                g.First() with
                {
                    PricingQuantity = Sum(g.Select(l => l.PricingQuantity)),
                    ListCost = Sum(g.Select(l => l.ListCost)),
                },
                [.. g.Select(l => l.Resource)]
            ));

    private static UsageRange Sum(IEnumerable<UsageRange> ranges) =>
        ranges.Aggregate((a, b) => new(a.Least + b.Least, a.Expected + b.Expected, a.Most + b.Most));

    private static string Counted(string description, int count) =>
        count == 1 ? description : FormattableString.Invariant($"{description} (× {count})");

    private static Cell SumOf(EstimateGroup group, MoneyText money) =>
        group.IsPaidForElsewhere
            ? new(MoneyText.DoesNotApply, Tone.Quiet)
            // Every line can be free of charge while a part is unknown: that is not a price of zero.
            : new(money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty));

    private static Row LineOf(Fold fold, EstimateGroup group, MoneyText money)
    {
        var line = fold.Line;
        var isAlone = group.Lines.Count(l => l.Description == line.Description) == 1;
        string[] marks = [isAlone ? "" : ResourceNames.Of(fold.Resources, group.Name), OriginTag(line.Origin)];
        return new(
            1,
            RowKind.Plain,
            new Cell(
                Counted(line.Description, fold.Resources.Length),
                Tag: string.Join(" · ", marks.Where(m => m is not ""))
            ),
            MoneyText.Quantity(line.PricingQuantity.Expected, line.PricingUnit),
            money.UnitPrice(line.ListUnitPrice, line.BillingCurrency),
            money.Range(line.ListCost),
            new Cell(LineAmount(line, money), line.Origin is QuantityOrigin.Allowance ? Tone.Good : Tone.Plain)
        );
    }

    // A quantity of none at expected use costs nothing now, but its price is not zero.
    private static string LineAmount(LineItem line, MoneyText money) =>
        line.PricingQuantity.Expected == 0 && line.ListUnitPrice != 0
            ? MoneyText.DoesNotApply
            : money.Amount(line.ListCost.Expected);

    private static string OriginTag(QuantityOrigin origin) =>
        origin switch
        {
            QuantityOrigin.Configuration => "config",
            QuantityOrigin.Usage => "usage",
            QuantityOrigin.Allowance => "allowance",
        };
}
