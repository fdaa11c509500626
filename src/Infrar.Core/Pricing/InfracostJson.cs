using System.Collections.Immutable;
using System.Text.Json;

namespace Infrar.Core.Pricing;

/// <summary>
/// Writes an estimate, or the difference of two, in the JSON form of Infracost's <c>breakdown</c> and <c>diff</c>, so that
/// steps of a pipeline that read those go on working.
/// </summary>
/// <remarks>
/// Version 0.2 of https://www.infracost.io/docs/features/cli_commands. It has no place for a range or for the reason why
/// something is not priced: the expected amount stands, and what is not priced has null and never zero. Allowances are
/// resources of their own. No time of making is written: the same input gives the same bytes.
/// </remarks>
public static class InfracostJson
{
    /// <summary>Writes an estimate.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="name">Name of the project.</param>
    /// <param name="estimate">What it costs.</param>
    /// <param name="before">What it cost; null where nothing is compared.</param>
    public static void Write(Utf8JsonWriter writer, string name, Estimate estimate, Estimate? before = null)
    {
        writer.WriteStartObject();
        writer.WriteString("version", "0.2");
        writer.WriteString("currency", estimate.Currency);
        writer.WriteStartArray("projects");
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteStartObject("metadata");
        writer.WriteString("path", name);
        writer.WriteString("type", "infrar");
        writer.WriteEndObject();
        if (before is not null)
        {
            WriteBreakdown(writer, "pastBreakdown", Resources(before), before.Total.Expected);
        }

        WriteBreakdown(writer, "breakdown", Resources(estimate), estimate.Total.Expected);
        if (before is not null)
        {
            var change = estimate.Total.Expected - before.Total.Expected;
            WriteBreakdown(writer, "diff", Changed(Resources(before), Resources(estimate)), change);
        }

        WriteSummary(writer, estimate);
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteAmounts(writer, "total", estimate.Total.Expected);
        if (before is not null)
        {
            WriteAmounts(writer, "pastTotal", before.Total.Expected);
            WriteAmounts(writer, "diffTotal", estimate.Total.Expected - before.Total.Expected);
        }

        WriteSummary(writer, estimate);
        writer.WriteEndObject();
    }

    private sealed record Part(string Name, string Unit, decimal Quantity, decimal Price, decimal Cost, bool IsUsage);

    private sealed record Priced(string Name, ImmutableArray<Part> Parts, ImmutableArray<string> Unpriced);

    private static ImmutableArray<Priced> Resources(Estimate estimate)
    {
        var lines = estimate.LineItems.ToLookup(NameOf, StringComparer.Ordinal);
        var unpriced = estimate.Unpriced.ToLookup(u => u.Resource, StringComparer.Ordinal);
        return
        [
            .. lines
                .Select(g => g.Key)
                .Concat(unpriced.Select(g => g.Key))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new Priced(
                    name,
                    [.. lines[name].Select(Of)],
                    [.. unpriced[name].Select(u => u.Description)]
                )),
        ];
    }

    private static string NameOf(LineItem line) =>
        line.Resource.Length > 0 ? line.Resource : $"{line.Component} (free allowance)";

    private static Part Of(LineItem line) =>
        new(
            line.Description,
            line.PricingUnit,
            line.PricingQuantity.Expected,
            line.ListUnitPrice * line.ExchangeRate,
            line.ListCost.Expected,
            line.Origin is QuantityOrigin.Usage
        );

    private static ImmutableArray<Priced> Changed(ImmutableArray<Priced> before, ImmutableArray<Priced> after)
    {
        var old = before.ToDictionary(r => r.Name, StringComparer.Ordinal);
        var now = after.ToDictionary(r => r.Name, StringComparer.Ordinal);
        return
        [
            .. old
                .Keys.Concat(now.Keys)
                .Distinct(StringComparer.Ordinal)
                .Select(name => new Priced(
                    name,
                    [.. Changed(old.GetValueOrDefault(name), now.GetValueOrDefault(name))],
                    []
                ))
                .Where(r => !r.Parts.IsEmpty),
        ];
    }

    private static IEnumerable<Part> Changed(Priced? before, Priced? after)
    {
        var old = (before?.Parts ?? []).ToLookup(p => p.Name, StringComparer.Ordinal);
        var now = (after?.Parts ?? []).ToLookup(p => p.Name, StringComparer.Ordinal);
        foreach (var name in old.Select(g => g.Key).Concat(now.Select(g => g.Key)).Distinct(StringComparer.Ordinal))
        {
            var any = now[name].Concat(old[name]).First();
            var quantity = now[name].Sum(p => p.Quantity) - old[name].Sum(p => p.Quantity);
            var price = now[name].FirstOrDefault()?.Price - old[name].FirstOrDefault()?.Price ?? any.Price;
            var cost = now[name].Sum(p => p.Cost) - old[name].Sum(p => p.Cost);
            if (quantity != 0m || cost != 0m)
            {
                yield return any with
                {
                    Quantity = quantity,
                    Price = price,
                    Cost = cost,
                };
            }
        }
    }

    private static void WriteBreakdown(
        Utf8JsonWriter writer,
        string name,
        ImmutableArray<Priced> resources,
        decimal total
    )
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray("resources");
        foreach (var resource in resources)
        {
            Write(writer, resource);
        }

        writer.WriteEndArray();
        WriteAmounts(writer, "total", total);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Priced resource)
    {
        writer.WriteStartObject();
        writer.WriteString("name", resource.Name);
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        if (resource.Parts.IsEmpty)
        {
            writer.WriteNull("hourlyCost");
            writer.WriteNull("monthlyCost");
        }
        else
        {
            WriteAmounts(writer, "", resource.Parts.Sum(p => p.Cost));
        }

        writer.WriteStartArray("costComponents");
        foreach (var part in resource.Parts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", part.Name);
            writer.WriteString("unit", part.Unit);
            writer.WriteString("hourlyQuantity", Hourly(part.Quantity));
            writer.WriteString("monthlyQuantity", EstimateJson.Exact(part.Quantity));
            writer.WriteString("price", EstimateJson.Exact(part.Price));
            WriteAmounts(writer, "", part.Cost);
            writer.WriteBoolean("usageBased", part.IsUsage);
            writer.WriteEndObject();
        }

        foreach (var missing in resource.Unpriced)
        {
            writer.WriteStartObject();
            writer.WriteString("name", missing);
            writer.WriteString("unit", "");
            writer.WriteNull("hourlyQuantity");
            writer.WriteNull("monthlyQuantity");
            writer.WriteNull("price");
            writer.WriteNull("hourlyCost");
            writer.WriteNull("monthlyCost");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter writer, string prefix, decimal monthly)
    {
        writer.WriteString(prefix.Length == 0 ? "hourlyCost" : $"{prefix}HourlyCost", Hourly(monthly));
        writer.WriteString(prefix.Length == 0 ? "monthlyCost" : $"{prefix}MonthlyCost", EstimateJson.Exact(monthly));
    }

    // Resources that cost nothing have no line, so that they are not among those that are detected.
    private static void WriteSummary(Utf8JsonWriter writer, Estimate estimate)
    {
        var billed = estimate
            .LineItems.Select(l => l.Resource)
            .Concat(estimate.Unpriced.Select(u => u.Resource))
            .Where(r => r.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Count();
        var unsupported = estimate.Unsupported.Sum(t => t.Count);
        writer.WriteStartObject("summary");
        writer.WriteNumber("totalDetectedResources", billed);
        writer.WriteNumber("totalSupportedResources", billed - unsupported);
        writer.WriteNumber("totalUnsupportedResources", unsupported);
        writer.WriteNumber(
            "totalUsageBasedResources",
            estimate
                .LineItems.Where(l => l.Origin is QuantityOrigin.Usage)
                .Select(l => l.Resource)
                .Distinct(StringComparer.Ordinal)
                .Count()
        );
        writer.WriteStartObject("unsupportedResourceCounts");
        foreach (var (type, count) in estimate.Unsupported)
        {
            writer.WriteNumber(type, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Hourly(decimal monthly) => EstimateJson.Exact(monthly / Meter.HoursPerMonth);
}
