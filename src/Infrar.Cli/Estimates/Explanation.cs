using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>One line item down to quantity × unit price × source.</summary>
/// <param name="line">The line.</param>
/// <param name="money">How amounts are shown.</param>
internal sealed class Explanation(LineItem line, MoneyText money)
{
    /// <summary>The explanation for people.</summary>
    public Report Report()
    {
        var sections = new List<Section> { Equation(), Facts() };
        if (line.Price.Tiers.Length > 1)
        {
            sections.Add(Tiers());
        }

        return new(line.Name, Answer(), [.. sections]);
    }

    /// <summary>How the quantity came about, without the source that an allowance's formula ends with in brackets.</summary>
    public static string BriefFormula(LineItem line) =>
        line.Origin is QuantityOrigin.Allowance
        && line.Formula.IndexOf(" (", StringComparison.Ordinal) is > 0 and var end
            ? line.Formula[..end]
            : line.Formula;

    /// <summary>The explanation for programs; <c>docs/explain.schema.json</c> describes it.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        var price = line.Price;
        json.WriteStartObject();
        json.WriteString("name", line.Name);
        json.WriteString("component", line.Component);
        json.WriteString("resource", line.Resource);
        json.WriteString("skuId", line.SkuId);
        json.WriteString("description", line.Description);
        json.WriteString("origin", EstimateJson.Word(line.Origin));
        json.WriteString("formula", line.Formula);
        json.WriteMoney("quantity", line.PricingQuantity.Expected);
        json.WriteMoney("leastQuantity", line.PricingQuantity.Least);
        json.WriteMoney("mostQuantity", line.PricingQuantity.Most);
        json.WriteString("unit", line.PricingUnit);
        json.WriteMoney("unitPrice", line.ListUnitPrice);
        json.WriteString("unitPriceCurrency", line.BillingCurrency);
        json.WriteMoney("exchangeRate", line.ExchangeRate);
        json.WriteMoney("monthlyCost", line.ListCost.Expected);
        json.WriteMoney("leastMonthlyCost", line.ListCost.Least);
        json.WriteMoney("mostMonthlyCost", line.ListCost.Most);
        json.WriteStartObject("price");
        json.WriteString("provider", price.Provider);
        json.WriteString("region", price.RegionId);
        json.WriteString("service", price.Service);
        json.WriteString("description", price.Description);
        json.WriteString("asOf", price.AsOf);
        json.WriteString("source", price.Source);
        json.WriteString("confidence", price.Confidence);
        json.WriteString("notes", price.Notes);
        json.WriteStartArray("tiers");
        foreach (var tier in price.Tiers)
        {
            json.WriteStartObject();
            json.WriteMoney("from", tier.From);
            if (tier.To is { } to)
            {
                json.WriteMoney("to", to);
            }

            json.WriteMoney("unitPrice", tier.ListUnitPrice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Answer()
    {
        var cost = line.ListCost;
        var answer =
            line.Origin is QuantityOrigin.Allowance
                ? $"{line.Description} takes {money.Figure(-cost.Expected)} a month off {line.Component}"
                : $"{line.Description} of {line.Component}: {money.Monthly(cost.Expected)}";
        return money.Range(cost) is ""
            ? $"{answer}."
            : $"{answer}, between {Bound(cost.Least)} and {Bound(cost.Most)}.";
    }

    private string Bound(decimal cost) => money.Figure(line.Origin is QuantityOrigin.Allowance ? -cost : cost);

    private EquationSection Equation()
    {
        var terms = ImmutableArray.CreateBuilder<Term>();
        terms.Add(new("", MoneyText.Quantity(line.PricingQuantity.Expected, line.PricingUnit), BriefFormula(line)));
        terms.Add(new("×", money.UnitPrice(line.ListUnitPrice, line.BillingCurrency), $"per {line.PricingUnit}"));
        if (line.ExchangeRate != 1m)
        {
            terms.Add(
                new("×", line.ExchangeRate.ToString(CultureInfo.InvariantCulture), $"for one {line.BillingCurrency}")
            );
        }

        terms.Add(new("=", money.Amount(line.ListCost.Expected), "per month of 730 hours"));
        return new("", terms.DrainToImmutable());
    }

    private FactsSection Facts()
    {
        var price = line.Price;
        var facts = new List<Fact> { new("Quantity", $"{OriginWords()}: {line.Formula}") };
        var (least, most) = (line.PricingQuantity.Least, line.PricingQuantity.Most);
        if (least != most)
        {
            facts.Add(
                new(
                    "Bounds",
                    $"{MoneyText.Quantity(least, line.PricingUnit)} to {MoneyText.Quantity(most, line.PricingUnit)}"
                )
            );
        }

        facts.Add(new("Component", line.Component));
        facts.Add(
            new(
                "Resource",
                line.Resource is "" ? "none: it belongs to the account" : line.Resource,
                line.Resource is not ""
            )
        );
        facts.Add(new("SKU", line.SkuId, IsCode: true));
        facts.Add(new("Sold as", $"{price.Description}; {price.Service}, {price.RegionId}"));
        facts.Add(new("Price as of", price.AsOf is "" ? "no date; its source states none" : price.AsOf));
        facts.Add(new("Source", price.Source));
        facts.Add(new("Confidence", price.Confidence));
        if (price.Notes is not "")
        {
            facts.Add(new("Notes", price.Notes));
        }

        facts.Add(new("Name", line.Name, IsCode: true));
        return new("", [.. facts]);
    }

    private TableSection Tiers() =>
        new(
            "Volume bands",
            [
                new("From", ColumnKind.Figure),
                new("To", ColumnKind.Figure),
                new("Unit price", ColumnKind.Figure),
                new(""),
            ],
            [
                .. line.Price.Tiers.Select(t => new Row(
                    0,
                    t.ListUnitPrice == line.ListUnitPrice ? RowKind.Chosen : RowKind.Plain,
                    MoneyText.Quantity(t.From, line.PricingUnit),
                    t.To is { } to ? MoneyText.Quantity(to, line.PricingUnit) : "no end",
                    money.UnitPrice(t.ListUnitPrice, line.BillingCurrency),
                    t.ListUnitPrice == line.ListUnitPrice ? "this line" : ""
                )),
            ]
        );

    private string OriginWords() =>
        line.Origin switch
        {
            QuantityOrigin.Configuration => "From the configuration",
            QuantityOrigin.Usage => "From the usage profile",
            QuantityOrigin.Allowance => "A free allowance",
        };
}
