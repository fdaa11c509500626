using System.Collections.Immutable;
using Infrar.Cli.Reports;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Estimates;

/// <summary>An estimate for people: the sum, then every line by component, then what is not known.</summary>
internal static class EstimateReport
{
    /// <summary>The report of a placement's estimate.</summary>
    /// <param name="estimate">What it costs.</param>
    /// <param name="placement">Where each component runs.</param>
    /// <param name="budget">Most that it may cost; null for no limit.</param>
    public static Report Of(Estimate estimate, Placement placement, decimal? budget)
    {
        var system = placement.System;
        var subject = $"{system.Environment} under '{system.Strategy.Name}'";
        return Of(
            $"Estimate of {system.Name} in {system.Environment}, {system.Strategy.Title}",
            Answer(estimate, subject, $" at {estimate.UsageProfile} traffic", budget, MoneyText.For(estimate)),
            estimate,
            EstimateGroup.Of(estimate, placement),
            placement.Notes
        );
    }

    /// <summary>The report of a plan's estimate.</summary>
    /// <param name="estimate">What it costs.</param>
    /// <param name="before">What it cost; null for a state, which changes nothing.</param>
    /// <param name="name">File that it was read from.</param>
    /// <param name="budget">Most that it may cost; null for no limit.</param>
    public static Report Of(Estimate estimate, Estimate? before, string name, decimal? budget)
    {
        var money = MoneyText.For(estimate);
        var answer = Answer(estimate, $"the plan {name}", "", budget, money);
        return Of(
            $"Estimate of {name}",
            before is null ? answer : $"{answer} {ChangeText.Sentence(before, estimate, money)}",
            estimate,
            EstimateGroup.Of(estimate),
            []
        );
    }

    private static Report Of(
        string title,
        string answer,
        Estimate estimate,
        ImmutableArray<EstimateGroup> groups,
        ImmutableArray<string> notes
    )
    {
        var money = MoneyText.For(estimate);
        var sections = new Section?[]
        {
            Table(estimate, groups, money),
            Notes("Not priced", UnpricedText.Of(estimate)),
            Notes("Not supported", UnpricedText.Unsupported(estimate)),
            Notes(
                "Exchange rates",
                estimate.ExchangeRates.Select(r =>
                    FormattableString.Invariant($"1 {r.From} = {r.Rate} {r.To} on {r.AsOf} ({r.Source})")
                )
            ),
            Notes("To know", notes),
        };
        return new(title, answer, [.. sections.OfType<Section>()]);
    }

    private static string Answer(Estimate estimate, string where, string when, decimal? budget, MoneyText money)
    {
        var total = estimate.Total;
        var missing = estimate.Unpriced.Length;
        if (estimate.LineItems.IsEmpty)
        {
            return missing == 0
                ? $"{Words.Capitalized(where)} costs nothing: no part of it is billed."
                : $"The cost of {where} is not known: {Words.Count(missing, "line")} not priced, and no other is billed.";
        }

        var answer = $"{Words.Capitalized(where)} {Cost(total.Expected, missing > 0, money)}{when}";
        answer += money.Range(total) is ""
            ? "."
            : $", between {money.Figure(total.Least)} and {money.Figure(total.Most)}.";
        answer += missing > 0 ? $" {Words.Count(missing, "line")} {(missing == 1 ? "is" : "are")} not priced." : "";
        // What costs nothing needs no budget to be held against.
        return budget is { } limit && (missing > 0 || total.Expected != 0m)
            ? $"{answer} {Against(limit, total.Expected, missing > 0, money)}"
            : answer;
    }

    private static string Cost(decimal cost, bool isLowerBound, MoneyText money) =>
        (isLowerBound, cost) switch
        {
            (true, 0m) => "has no cost that is known",
            (true, _) => $"costs at least {money.Monthly(cost)}",
            (false, 0m) => "is free",
            (false, _) => $"costs {money.Monthly(cost)}",
        };

    private static string Against(decimal budget, decimal cost, bool isLowerBound, MoneyText money) =>
        cost > budget ? $"That is {money.Amount(cost - budget)} over the budget of {money.Figure(budget)}."
        : isLowerBound ? $"Whether that keeps within the budget of {money.Figure(budget)} is uncertain."
        : $"That is within the budget of {money.Figure(budget)}.";

    private static TableSection Table(Estimate estimate, ImmutableArray<EstimateGroup> groups, MoneyText money)
    {
        var total = estimate.Total;
        return new(
            "",
            [
                new("Component and line"),
                new("Quantity", ColumnKind.Figure, DropOrder: 3),
                new("Unit price", ColumnKind.Figure, DropOrder: 2),
                new("Least – most", ColumnKind.Figure, DropOrder: 1),
                new("Per month", ColumnKind.Figure),
            ],
            [
                .. groups.SelectMany(g => EstimateRows.Of(g, money)),
                new(
                    0,
                    RowKind.Total,
                    "Total",
                    "",
                    "",
                    money.Range(total),
                    money.Bounded(total.Expected, !estimate.Unpriced.IsEmpty)
                ),
            ],
            "Per month of 730 hours, list prices before tax and discounts. Each figure is rounded once, when shown; "
                + "sums use full precision. config: the configuration fixes the quantity; usage: it depends on use."
        );
    }

    private static NotesSection? Notes(string heading, IEnumerable<string> items) =>
        items.ToImmutableArray() is { IsEmpty: false } all ? new(heading, all) : null;
}
