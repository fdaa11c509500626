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
            group.IsPaidForElsewhere
                ? $"Nothing of {group.Title} is billed by itself: it is paid for with what it runs on or beside."
                : Answer(),
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

    private string Answer()
    {
        var cost = group.Total.Expected;
        var missing = group.Unpriced.Length;
        var lines = $"the sum of {Words.Count(group.Lines.Length, "line")}";
        return (missing, cost) switch
        {
            (0, 0m) => $"{group.Title} is free, {lines}.",
            (0, _) => $"{group.Title} costs {money.Monthly(cost)}, {lines}.",
            (_, 0m) => $"The cost of {group.Title} is not known: {Words.Count(missing, "line")} not priced.",
            _ =>
                $"{group.Title} costs at least {money.Monthly(cost)}, {lines}; {missing} more {(missing == 1 ? "is" : "are")} not priced.",
        };
    }

    private TableSection Lines() =>
        new(
            "",
            [
                new("Line", ColumnKind.Code),
                new("Formula", DropOrder: 1),
                new("Unit price", ColumnKind.Figure, DropOrder: 2),
                new("Per month", ColumnKind.Figure),
            ],
            [
                .. group.Lines.Select(l =>
                    Row.Of(
                        new Cell(l.Name, Tag: ResourceOf(l)),
                        Explanation.BriefFormula(l),
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

    private string ResourceOf(LineItem line) =>
        group.Lines.Count(l => l.Component == line.Component && l.Description == line.Description) == 1
            ? ""
            : ResourceNames.Of([line.Resource], line.Component);
}
