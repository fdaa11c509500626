using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Writes an estimate in the one JSON form that CLI and API share; <c>docs/estimate.schema.json</c> describes it.</summary>
/// <remarks>Money and quantities are texts, exact and not rounded, so that the lines sum to the total in any reader.</remarks>
public static class EstimateJson
{
    /// <summary>Writes an estimate as one object.</summary>
    public static void Write(Utf8JsonWriter writer, Estimate estimate)
    {
        var total = estimate.Total;
        writer.WriteStartObject();
        writer.WriteString("currency", estimate.Currency);
        writer.WriteString("usageProfile", estimate.UsageProfile);
        writer.WriteString("totalMonthlyCost", Exact(total.Expected));
        writer.WriteString("leastMonthlyCost", Exact(total.Least));
        writer.WriteString("mostMonthlyCost", Exact(total.Most));

        WriteParts(writer, "components", "component", estimate.LineItems, l => l.Component);
        WriteParts(writer, "providers", "provider", estimate.LineItems, l => l.Price.Provider);
        writer.WriteStartArray("lineItems");
        foreach (var line in estimate.LineItems)
        {
            Write(writer, line);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("unpriced");
        foreach (var item in estimate.Unpriced)
        {
            writer.WriteStartObject();
            writer.WriteString("component", item.Component);
            writer.WriteString("resource", item.Resource);
            writer.WriteString("description", item.Description);
            writer.WriteString("reason", item.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("unsupportedTypes");
        foreach (var (type, count) in estimate.Unsupported)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("exchangeRates");
        foreach (var rate in estimate.ExchangeRates)
        {
            writer.WriteStartObject();
            writer.WriteString("from", rate.From);
            writer.WriteString("to", rate.To);
            writer.WriteString("rate", Exact(rate.Rate));
            writer.WriteString("asOf", rate.AsOf);
            writer.WriteString("source", rate.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A quantity or an amount as it stands in JSON: all its digits, no trailing zeros, a point.</summary>
    public static string Exact(decimal number) =>
        number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>An origin as it stands in JSON.</summary>
    public static string Word(QuantityOrigin origin) =>
        origin switch
        {
            QuantityOrigin.Configuration => "configuration",
            QuantityOrigin.Usage => "usage",
            QuantityOrigin.Allowance => "allowance",
        };

    private static void Write(Utf8JsonWriter writer, LineItem line)
    {
        writer.WriteStartObject();
        writer.WriteString("name", line.Name);
        writer.WriteString("component", line.Component);
        writer.WriteString("provider", line.Price.Provider);
        writer.WriteString("resource", line.Resource);
        writer.WriteString("skuId", line.SkuId);
        writer.WriteString("description", line.Description);
        WriteRange(writer, line.PricingQuantity, "quantity", "leastQuantity", "mostQuantity");
        writer.WriteString("unit", line.PricingUnit);
        writer.WriteString("unitPrice", Exact(line.ListUnitPrice));
        writer.WriteString("unitPriceCurrency", line.BillingCurrency);
        WriteRange(writer, line.ListCost, "monthlyCost", "leastMonthlyCost", "mostMonthlyCost");
        writer.WriteString("origin", Word(line.Origin));
        writer.WriteString("formula", line.Formula);
        writer.WriteString("source", line.Price.Source);
        writer.WriteString("priceDate", line.Price.AsOf.Length == 0 ? "undated" : line.Price.AsOf);
        writer.WriteString("confidence", line.Price.Confidence);
        if (line.ExchangeRate != 1m)
        {
            writer.WriteString("exchangeRate", Exact(line.ExchangeRate));
        }

        writer.WriteEndObject();
    }

    // In the order of the lines, so that what reads it need neither sum nor sort.
    private static void WriteParts(
        Utf8JsonWriter writer,
        string name,
        string key,
        ImmutableArray<LineItem> lines,
        Func<LineItem, string> part
    )
    {
        writer.WriteStartArray(name);
        foreach (var group in lines.GroupBy(part))
        {
            writer.WriteStartObject();
            writer.WriteString(key, group.Key);
            WriteRange(
                writer,
                new(
                    group.Sum(l => l.ListCost.Least),
                    group.Sum(l => l.ListCost.Expected),
                    group.Sum(l => l.ListCost.Most)
                ),
                "monthlyCost",
                "leastMonthlyCost",
                "mostMonthlyCost"
            );
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRange(Utf8JsonWriter writer, UsageRange range, string expected, string least, string most)
    {
        writer.WriteString(expected, Exact(range.Expected));
        writer.WriteString(least, Exact(range.Least));
        writer.WriteString(most, Exact(range.Most));
    }
}
