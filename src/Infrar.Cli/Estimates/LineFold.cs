using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>Lines that differ in nothing but their resource, as one.</summary>
/// <remarks>Zones and replicas repeat a line for each resource; a reader wants them once, with their number. JSON keeps each.</remarks>
/// <param name="Line">The first of them, with quantity and cost of all.</param>
/// <param name="Lines">All of them.</param>
internal sealed record LineFold(LineItem Line, ImmutableArray<LineItem> Lines)
{
    /// <summary>What is billed, with how often it is.</summary>
    public string Description => Counted(Line.Description, Lines.Length);

    /// <summary>The lines folded, in order of the first of each.</summary>
    public static IEnumerable<LineFold> Of(ImmutableArray<LineItem> lines) =>
        lines
            .GroupBy(l => (l.Description, l.SkuId, l.PricingUnit, l.ListUnitPrice, l.BillingCurrency, l.Origin))
            .Select(g => new LineFold(
                g.First() with
                {
                    PricingQuantity = g.Select(l => l.PricingQuantity).Aggregate((a, b) => a.Plus(b)),
                    ListCost = g.Select(l => l.ListCost).Aggregate((a, b) => a.Plus(b)),
                },
                [.. g]
            ));

    /// <summary>A description with how often it is there, where that is more than once.</summary>
    public static string Counted(string description, int count) =>
        count == 1 ? description : FormattableString.Invariant($"{description} (× {count})");

    /// <summary>The cost as it stands in its row: a quantity of none at expected use costs nothing now, but its price is not zero.</summary>
    public string Amount(MoneyText money) =>
        Line.PricingQuantity.Expected == 0 && Line.ListUnitPrice != 0
            ? MoneyText.DoesNotApply
            : money.Amount(Line.ListCost.Expected);

    /// <summary>Where the quantity comes from, in a word.</summary>
    public string Origin =>
        Line.Origin switch
        {
            QuantityOrigin.Configuration => "config",
            QuantityOrigin.Usage => "usage",
            QuantityOrigin.Allowance => "allowance",
        };
}
