using System.Collections.Immutable;
using Infrar.Cli.Estimates;
using Infrar.Cli.Findings;
using Infrar.Cli.Reports;
using Infrar.Core.Checks;
using Infrar.Core.Differences;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;

namespace Infrar.Cli.Differences;

/// <summary>A difference for people: what it does to the cost, then components, resources, findings.</summary>
internal static class DifferenceReport
{
    private const int ResourcesShown = 60;
    private const int AttributesShown = 4;

    /// <summary>The report of a difference.</summary>
    public static Report Of(Difference difference)
    {
        var isOneCurrency = difference
            .EstimateBefore.LineItems.Concat(difference.EstimateAfter.LineItems)
            .All(l => l.BillingCurrency == difference.Currency);
        var money = new MoneyText(difference.Currency, isOneCurrency);
        Section?[] sections =
        [
            Costs(difference, money),
            Resources(difference, money),
            Findings("New findings", difference.Added),
            Findings("Mended findings", difference.Mended),
            Unpriced(difference),
        ];
        return new(
            $"{difference.Before} → {difference.After}",
            Answer(difference, money),
            [.. sections.OfType<Section>()]
        );
    }

    private static string Answer(Difference difference, MoneyText money)
    {
        if (difference.IsEmpty)
        {
            return $"Nothing differs between {difference.Before} and {difference.After}.";
        }

        var (before, after) = (difference.EstimateBefore, difference.EstimateAfter);
        var cost =
            $"From {difference.Before} to {difference.After} the monthly cost goes from "
            + $"{money.Bounded(before.Total.Expected, !before.Unpriced.IsEmpty)} to {money.Bounded(after.Total.Expected, !after.Unpriced.IsEmpty)}"
            + (difference.UsageProfile.Length > 0 ? $" at {difference.UsageProfile} traffic: " : ": ")
            + $"{ChangeText.Figure(difference.Change.Expected, money)}{ChangeText.Percent(difference.Change.Expected, before)}"
            + $"{(difference.IsChangeKnown ? "" : ", of what is priced")}.";
        return $"{cost} {Words.Capitalized(Actions(difference))}. {FindingWords(difference)}";
    }

    private static string Actions(Difference difference)
    {
        var words = difference
            .Resources.CountBy(r => r.Action)
            .Select(a => FormattableString.Invariant($"{a.Value} to {DifferenceJson.Word(a.Key)}"));
        return difference.Resources.IsEmpty ? "no resource differs" : $"resources: {Words.List(words)}";
    }

    private static string FindingWords(Difference difference) =>
        (difference.Added.Length, difference.Mended.Length) switch
        {
            (0, 0) => $"No finding is new or mended; {Words.Count(difference.Kept.Length, "finding")} kept.",
            var (added, mended) => FormattableString.Invariant(
                $"Findings: {added} new, {mended} mended, {difference.Kept.Length} kept."
            ),
        };

    private static TableSection? Costs(Difference difference, MoneyText money) =>
        difference.Components.IsEmpty
            ? null
            : new(
                "Cost",
                [
                    new("Component and line"),
                    new("Before", ColumnKind.Figure, DropOrder: 1),
                    new("After", ColumnKind.Figure, DropOrder: 2),
                    new("Change", ColumnKind.Figure),
                ],
                [
                    .. difference.Components.SelectMany(c => Rows(c, money)),
                    new(
                        0,
                        RowKind.Total,
                        "Total",
                        Sum(difference.EstimateBefore, money),
                        Sum(difference.EstimateAfter, money),
                        Change(difference.Change.Expected, money)
                    ),
                ],
                "Per month of 730 hours, expected use. What does not differ is left out of the rows and in the total."
            );

    private static IEnumerable<Row> Rows(ComponentDifference component, MoneyText money)
    {
        yield return new(
            0,
            RowKind.Group,
            component.Component,
            component.Lines.All(l => l.Before is null) && component is { Before: 0m, IsBeforeLowerBound: false }
                ? MoneyText.DoesNotApply
                : money.Bounded(component.Before, component.IsBeforeLowerBound),
            component.Lines.All(l => l.After is null) && component is { After: 0m, IsAfterLowerBound: false }
                ? MoneyText.DoesNotApply
                : money.Bounded(component.After, component.IsAfterLowerBound),
            Change(component.Change, money)
        );
        foreach (var line in component.Lines)
        {
            yield return new(
                1,
                RowKind.Plain,
                new Cell(line.Description, Tag: line.Resource),
                Amount(line.Before, money),
                Amount(line.After, money),
                Change(line.Change, money)
            );
        }
    }

    private static string Sum(Estimate estimate, MoneyText money) =>
        money.Bounded(estimate.Total.Expected, !estimate.Unpriced.IsEmpty);

    private static string Amount(LineItem? line, MoneyText money) =>
        line is null ? MoneyText.DoesNotApply : money.Amount(line.ListCost.Expected);

    private static Cell Change(decimal change, MoneyText money) =>
        new(
            ChangeText.Figure(change, money),
            change > 0m ? Tone.Up
                : change < 0m ? Tone.Good
                : Tone.Quiet
        );

    private static TableSection? Resources(Difference difference, MoneyText money)
    {
        if (difference.Resources.IsEmpty)
        {
            return null;
        }

        var more = difference.Resources.Length - ResourcesShown;
        return new(
            "Resources",
            [
                new("Action"),
                new("Resource", ColumnKind.Code),
                new("What differs", DropOrder: 1),
                new("Cost", ColumnKind.Figure, DropOrder: 2),
            ],
            [
                .. difference
                    .Resources.Take(ResourcesShown)
                    .Select(r =>
                        Row.Of(
                            new Cell(
                                $"{Sign(r.Action)} {DifferenceJson.Word(r.Action)}",
                                r.Action is ChangeAction.Delete or ChangeAction.Replace ? Tone.Critical : Tone.Plain
                            ),
                            r.Address,
                            Attributes(r),
                            r.Cost is { } cost ? Change(cost, money) : new Cell(MoneyText.NotPriced, Tone.Unknown)
                        )
                    ),
            ],
            more > 0 ? FormattableString.Invariant($"{more} more; --format json lists all.") : ""
        );
    }

    private static string Attributes(ResourceDifference resource)
    {
        var shown = resource
            .Attributes.Take(AttributesShown)
            .Select(a =>
                $"{a.Path}: {(a.Before.Length == 0 ? "–" : a.Before)} → {(a.After.Length == 0 ? "–" : a.After)}"
            );
        var more = resource.Attributes.Length - AttributesShown;
        return string.Join('\n', more > 0 ? shown.Append(FormattableString.Invariant($"{more} more")) : shown);
    }

    private static string Sign(ChangeAction action) =>
        action switch
        {
            ChangeAction.NoOp => "·",
            ChangeAction.Create => "+",
            ChangeAction.Read => "→",
            ChangeAction.Update => "~",
            ChangeAction.Replace => "±",
            ChangeAction.Delete => "−",
            ChangeAction.Forget => "∅",
        };

    private static TableSection? Findings(string heading, ImmutableArray<Finding> findings) =>
        findings.IsEmpty ? null : FindingsReport.Rows($"{heading} ({findings.Length})", findings);

    private static NotesSection? Unpriced(Difference difference)
    {
        ImmutableArray<string> items =
        [
            .. difference
                .EstimateAfter.Unpriced.Select(u => $"{u.Description} ({u.Resource}). {u.Reason}")
                .Except(difference.EstimateBefore.Unpriced.Select(u => $"{u.Description} ({u.Resource}). {u.Reason}")),
        ];
        return items.IsEmpty ? null : new("Newly not priced", items);
    }
}
