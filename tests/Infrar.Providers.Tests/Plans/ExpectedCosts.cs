using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Tests.Plans;

/// <summary>One estimate as <c>expected.md</c> states it: every line, the total, and everything that is not priced.</summary>
/// <param name="Lines">In ordinal order; a row over an index range counts as often as the range is long.</param>
/// <param name="Total">Sum of the lines.</param>
/// <param name="Unpriced">Address, description and reason of each, in ordinal order.</param>
internal sealed record ExpectedBill(ImmutableArray<ExpectedLine> Lines, decimal Total, ImmutableArray<string> Unpriced)
{
    /// <summary>An estimate in the same form.</summary>
    public static ExpectedBill Of(Estimate estimate) =>
        new(
            [
                .. estimate
                    .LineItems.Select(l => new ExpectedLine(
                        $"{Quoted(l.Resource)}{l.Description}",
                        l.PricingQuantity.Expected,
                        l.PricingUnit,
                        l.ListUnitPrice,
                        l.ListCost.Expected
                    ))
                    .OrderBy(l => l.ToString(), StringComparer.Ordinal),
            ],
            estimate.Total.Expected,
            [
                .. estimate
                    .Unpriced.Select(u => $"{Quoted(u.Resource)}{u.Description}: {u.Reason}")
                    .Order(StringComparer.Ordinal),
            ]
        );

    private static string Quoted(string address) => address.Length == 0 ? "" : $"`{address}` ";
}

/// <summary>One line of it.</summary>
internal sealed record ExpectedLine(string Line, decimal Quantity, string Unit, decimal UnitPrice, decimal Cost)
{
    /// <summary>All of it on one line, each number with all its digits and no trailing zeros.</summary>
    public override string ToString() =>
        $"{Line} | {EstimateJson.Exact(Quantity)} {Unit} | {EstimateJson.Exact(UnitPrice)} | {EstimateJson.Exact(Cost)}";
}

/// <summary>Reads <c>expected.md</c>: what a plan costs after it, and before it where that is stated too.</summary>
/// <remarks>
/// Prose is passed over. A table row is <c>| `address` what | quantity unit | unit price | working | cost |</c>, where
/// <c>address[0…9]</c> stands for ten resources; its working must come to its cost. <c>Total: 1.23</c> and
/// <c>Not priced:</c> with a list, or <c>Not priced: nothing.</c>, end it. What follows <c>## Before</c> is before the plan.
/// </remarks>
internal sealed partial record ExpectedCosts(ExpectedBill After, ExpectedBill? Before)
{
    public static ExpectedCosts Read(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n## Before\n");
        Assert.InRange(parts.Length, 1, 2);
        return new(ReadBill(parts[0]), parts is [_, var before] ? ReadBill(before) : null);
    }

    private static ExpectedBill ReadBill(string text)
    {
        var lines = new List<ExpectedLine>();
        var unpriced = new List<string>();
        decimal? total = null;
        var isListed = false;
        foreach (var line in text.Split('\n'))
        {
            if (
                line.StartsWith("| ", StringComparison.Ordinal)
                && !line.StartsWith("| line |", StringComparison.Ordinal)
            )
            {
                lines.AddRange(ReadRow(line));
            }
            else if (line.StartsWith("Total: ", StringComparison.Ordinal))
            {
                total = Working.Number(line["Total: ".Length..]);
            }
            else if (line.StartsWith("Not priced:", StringComparison.Ordinal))
            {
                isListed = true;
            }
            else if (isListed && line.StartsWith("- ", StringComparison.Ordinal))
            {
                unpriced.AddRange(Spread(line[2..]));
            }
        }

        Assert.True(isListed, "expected.md says nothing of what is not priced.");
        Assert.True(total is not null, "expected.md states no total.");
        return new(
            [.. lines.OrderBy(l => l.ToString(), StringComparer.Ordinal)],
            total.Value,
            [.. unpriced.Order(StringComparer.Ordinal)]
        );
    }

    private static IEnumerable<ExpectedLine> ReadRow(string row)
    {
        var cells = row.Trim('|').Split('|').Select(c => c.Trim()).ToArray();
        Assert.True(cells.Length == 5, $"A row has five cells: {row}");
        var quantity = Quantity().Match(cells[1]);
        Assert.True(quantity.Success, $"A quantity has a number and a unit: {row}");
        var cost = Working.Number(cells[4]);
        Assert.True(Working.Of(cells[3]) == cost, $"{cells[3]} comes to {Working.Of(cells[3])}: {row}");
        return Spread(cells[0])
            .Select(line => new ExpectedLine(
                line,
                Working.Number(quantity.Groups["number"].Value),
                quantity.Groups["unit"].Value,
                Working.Number(cells[2]),
                cost
            ));
    }

    /// <summary>The text once for each index of a range in it.</summary>
    private static IEnumerable<string> Spread(string text)
    {
        var range = IndexRange().Match(text);
        if (!range.Success)
        {
            return [text];
        }

        var (first, last) = (Index(range.Groups["first"]), Index(range.Groups["last"]));
        return Enumerable
            .Range(first, last - first + 1)
            .SelectMany(i => Spread($"{text[..range.Index]}[{i}]{text[(range.Index + range.Length)..]}"));

        static int Index(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<number>[−0-9.,]+) (?<unit>.+)$")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\[(?<first>[0-9]+)…(?<last>[0-9]+)\]")]
    private static partial Regex IndexRange();
}
