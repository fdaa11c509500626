using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>The sum of a component down to its lines.</summary>
/// <param name="group">The component, or what components share.</param>
/// <param name="money">How amounts are shown.</param>
internal sealed class GroupExplanation(EstimateGroup group, MoneyText money)
{
    /// <summary>The explanation for people.</summary>
    public Report Report()
    {
        var cost = money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty);
        var sections = new List<Section>();
        if (!group.Lines.IsEmpty)
        {
            sections.Add(Lines());
        }

        if (!group.Unpriced.IsEmpty)
        {
            sections.Add(
                new NotesSection(
                    "Not priced",
                    [.. group.Unpriced.Select(u => $"{u.Description} ({u.Resource}). {u.Reason}")]
                )
            );
        }

        return new(
            group.Name,
            group.Lines.IsEmpty && group.Unpriced.IsEmpty
                ? $"Nothing of {group.Title} is billed by itself."
                : $"{group.Title}: {cost} a month, the sum of {Words.Count(group.Lines.Length, "line")}.",
            [.. sections]
        );
    }

    /// <summary>The explanation for programs: the sum and the names of its lines.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteString("title", group.Title);
        json.WriteMoney("monthlyCost", group.Total.Expected);
        json.WriteMoney("leastMonthlyCost", group.Total.Least);
        json.WriteMoney("mostMonthlyCost", group.Total.Most);
        json.WriteBoolean("isLowerBound", !group.Unpriced.IsEmpty);
        json.WriteStartArray("lineItems");
        foreach (var line in group.Lines)
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name);
            json.WriteString("description", line.Description);
            json.WriteMoney("monthlyCost", line.ListCost.Expected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unpriced");
        foreach (var item in group.Unpriced)
        {
            json.WriteStartObject();
            json.WriteString("resource", item.Resource);
            json.WriteString("description", item.Description);
            json.WriteString("reason", item.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private TableSection Lines() =>
        new(
            "",
            [new("Line"), new("Formula"), new("Unit price", ColumnKind.Figure), new("Per month", ColumnKind.Figure)],
            [
                .. group.Lines.Select(l =>
                    Row.Of(
                        l.Name,
                        l.Formula,
                        money.UnitPrice(l.ListUnitPrice, l.BillingCurrency),
                        new Cell(
                            money.Amount(l.ListCost.Expected),
                            l.Origin is QuantityOrigin.Allowance ? Tone.Good : Tone.Plain
                        )
                    )
                ),
                new(0, RowKind.Total, "Total", "", "", money.Bounded(group.Total.Expected, !group.Unpriced.IsEmpty)),
            ],
            "Each figure is rounded once, when shown; the sum uses full precision."
        );
}
