using System.Globalization;
using Infrar.Cli.Estimates;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Decisions;

/// <summary>What proves a line: quantity × unit price, how the quantity came about, and where the price is written.</summary>
internal static class LineProof
{
    /// <summary>The proof.</summary>
    public static Html Of(LineFold fold, MoneyText money)
    {
        var line = fold.Line;
        var price = line.Price;
        return Html.Of(
            $"""
            <div class="lp"><p class="eq"><span><b>{MoneyText.Quantity(
                line.PricingQuantity.Expected,
                line.PricingUnit
            )}</b> {Bounds(line)}</span><i>×</i><span><b>{money.UnitPrice(
                line.ListUnitPrice,
                line.BillingCurrency
            )}</b> {PerUnit(line, money)}</span>{Html.When(
                line.ExchangeRate != 1m,
                () =>
                    Html.Of(
                        $"""<i>×</i><span><b>{line.ExchangeRate.ToString(CultureInfo.InvariantCulture)}</b> for one {line.BillingCurrency}</span>"""
                    )
            )}<i>=</i><span><b class="acc">{fold.Amount(money)}</b> a month</span></p>
            <dl><dt>Quantity</dt><dd>{Formulas(fold)}</dd>{Html.When(
                line.Resource is not "",
                () =>
                    Html.Of(
                        $"""<dt>{(fold.Lines.Length == 1 ? "Resource" : "Resources")}</dt><dd>{Resources(fold)}</dd>"""
                    )
            )}<dt>SKU</dt><dd><code>{line.SkuId}</code> {price.Description}; {price.Service}, {price.RegionId}</dd><dt>Price of</dt><dd>{(
                price.AsOf is "" ? "no date; its source states none" : price.AsOf
            )}, confidence {price.Confidence}</dd><dt>Source</dt><dd class="any">{price.Source}</dd>{Html.When(
                price.Notes is not "",
                () => Html.Of($"<dt>Notes</dt><dd>{price.Notes}</dd>")
            )}<dt>Name</dt><dd><code>{line.Name}</code></dd></dl></div>
            """
        );
    }

    // A tiny price is written per million, and then of so many.
    private static string PerUnit(LineItem line, MoneyText money) =>
        money.UnitPrice(line.ListUnitPrice, line.BillingCurrency).EndsWith("per 1,000,000", StringComparison.Ordinal)
            ? Words.Plural(line.PricingUnit)
            : $"per {line.PricingUnit}";

    private static string Bounds(LineItem line) =>
        line.PricingQuantity.Least == line.PricingQuantity.Most
            ? ""
            : $"expected, {MoneyText.Quantity(line.PricingQuantity.Least, "")} to {MoneyText.Quantity(line.PricingQuantity.Most, "")}";

    private static string Formulas(LineFold fold)
    {
        var origin = fold.Line.Origin switch
        {
            QuantityOrigin.Configuration => "From the configuration",
            QuantityOrigin.Usage => "From the usage profile",
            QuantityOrigin.Allowance => "A free allowance",
        };
        string[] formulas = [.. fold.Lines.Select(l => l.Formula).Distinct(StringComparer.Ordinal)];
        return (formulas, fold.Lines.Length) switch
        {
            ([var only], 1) => $"{origin}: {only}",
            ([var only], var count) => FormattableString.Invariant($"{origin}, {count} times: {only}"),
            _ => $"{origin}: {string.Join("; ", formulas)}",
        };
    }

    private static Html Resources(LineFold fold) =>
        Html.Join(fold.Lines.Select((l, i) => Html.Of($"""{(i == 0 ? "" : ", ")}<code>{l.Resource}</code>""")));
}
