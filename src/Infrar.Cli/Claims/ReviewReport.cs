using Infrar.Cli.Findings;
using Infrar.Cli.Reports;
using Infrar.Core.Claims;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests;

namespace Infrar.Cli.Claims;

/// <summary>A review for people: how much of the document holds, then claim by claim with the reason.</summary>
internal static class ReviewReport
{
    private const int LinesShown = 3;
    private const int FindingsShown = 4;

    /// <summary>The report of a review.</summary>
    public static Report Of(Review review)
    {
        var money = new MoneyText(review.Currency);
        return new(
            $"{review.Document}, held against what is computed",
            Answer(review),
            [.. review.Tables.Select(t => Table(t, money))]
        );
    }

    private static string Answer(Review review)
    {
        var all = review.Tables.Sum(t => t.Claims.Length);
        var parts = Enum.GetValues<ClaimVerdict>()
            .Where(v => review.Count(v) > 0)
            .Select(v => FormattableString.Invariant($"{review.Count(v)} {Word(v)}"));
        return $"{Words.Count(all, "statement")} of {review.Document}: {Words.List(parts)}. "
            + "Every figure beside the document's is computed from the manifest that was written from it.";
    }

    private static TableSection Table(ReviewedTable table, MoneyText money) =>
        new(
            table.Title,
            [
                new("The document says"),
                new("It says", ColumnKind.Figure, DropOrder: 1),
                new("Computed", ColumnKind.Figure, DropOrder: 2),
                new("Verdict"),
                new("Why"),
            ],
            [
                .. table.Claims.Select(c =>
                    Row.Of(
                        c.Says,
                        c.Stars is { } stars ? FormattableString.Invariant($"{stars}★") : Cost(c.Stated, false, money),
                        c.Score is { } score ? ScoreText(score) : Cost(c.Computed, c.IsLowerBound, money),
                        new Cell(Words.Capitalized(Word(c.Verdict)), ToneOf(c.Verdict)),
                        Why(c, money)
                    )
                ),
            ],
            $"Against {table.Environment} under {table.Strategy}, single amounts at {table.Traffic} traffic, spans over all levels. "
                + "Right: within 5 % or 0.50, as documents round; a star is two points of a score, and right within one star."
        );

    private static string Cost(UsageRange? cost, bool isLowerBound, MoneyText money) =>
        cost is null ? MoneyText.DoesNotApply
        : money.Range(cost) is { Length: > 0 } range ? (isLowerBound ? $"≥ {range}" : range)
        : money.Bounded(cost.Most, isLowerBound);

    private static string ScoreText(Score score) =>
        FormattableString.Invariant(
            $"{(score.IsUpperBound ? "≤ " : "")}{Math.Round(score.Value, 1, MidpointRounding.AwayFromZero):0.0} of 10"
        );

    private static string Why(ReviewedClaim claim, MoneyText money)
    {
        var reasons =
            claim is { Score: { } score, Verdict: not ClaimVerdict.Right } ? [$"{score.Formula}: {score.Working}."]
            : claim.Findings.IsEmpty ? Lines(claim, money)
            : claim
                .Findings.Take(FindingsShown)
                .Select(f => $"{f.Check} {SeverityText.Of(f.Severity)}: {f.Message}")
                .Concat(More(claim.Findings.Length - FindingsShown, "finding"));
        return string.Join('\n', claim.Because.Length > 0 ? reasons.Prepend(claim.Because) : reasons);
    }

    // A right amount needs no working; explain shows it.
    private static IEnumerable<string> Lines(ReviewedClaim claim, MoneyText money)
    {
        if (claim.Verdict is ClaimVerdict.Right)
        {
            return [];
        }

        var kinds = claim
            .Lines.GroupBy(l => (l.Description, l.ListUnitPrice, l.PricingUnit, l.BillingCurrency))
            .Select(g =>
                (
                    Line: g.First(),
                    Quantity: g.Sum(l => l.PricingQuantity.Expected),
                    Cost: g.Sum(l => l.ListCost.Expected)
                )
            )
            .Where(k => k.Cost != 0m)
            .OrderByDescending(k => Math.Abs(k.Cost))
            .ToArray();
        return kinds
            .Take(LinesShown)
            .Select(k =>
                $"{k.Line.Description}: {MoneyText.Quantity(k.Quantity, k.Line.PricingUnit)} × "
                + $"{money.UnitPrice(k.Line.ListUnitPrice, k.Line.BillingCurrency)} = {money.Amount(k.Cost)}"
            )
            .Concat(More(kinds.Length - LinesShown, "line"));
    }

    private static IEnumerable<string> More(int count, string noun) =>
        count > 0 ? [FormattableString.Invariant($"and {count} more {(count == 1 ? noun : Words.Plural(noun))}")] : [];

    private static string Word(ClaimVerdict verdict) => ReviewJson.Word(verdict).Replace('-', ' ');

    private static Tone ToneOf(ClaimVerdict verdict) =>
        verdict switch
        {
            ClaimVerdict.Right => Tone.Good,
            ClaimVerdict.TooHigh or ClaimVerdict.TooLow or ClaimVerdict.LeftOut => Tone.Up,
            ClaimVerdict.Contradictory => Tone.Critical,
            ClaimVerdict.Uncertain => Tone.Unknown,
        };
}
