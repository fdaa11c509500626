using System.Collections.Immutable;
using System.Globalization;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Comparisons;

/// <summary>The decision matrix: every criterion against every option, with the stars that somebody gave beside ours.</summary>
internal static class ScoreMatrix
{
    // Two stars: enough that one of the two must have overlooked something.
    private const decimal WorthSaying = 4;

    /// <summary>The matrix; null when no option can be placed.</summary>
    public static TableSection? Of(Comparison comparison)
    {
        var options = InOrder(comparison);
        return options.IsEmpty
            ? null
            : new(
                "Scores",
                [
                    new("Criterion"),
                    new("Weight", ColumnKind.Figure),
                    .. options.Select(o => new Column(o.Name, ColumnKind.Figure)),
                ],
                [
                    .. CriterionWords.All.Select(c => RowOf(c, comparison, options)),
                    new(0, RowKind.Total, [new Cell("Weighted mean"), new Cell(""), .. options.Select(TotalCell)]),
                ],
                Foot(comparison)
            );
    }

    /// <summary>Where our score and the stars are far apart; null where they are not.</summary>
    public static NotesSection? AgainstStars(Comparison comparison)
    {
        ImmutableArray<string> apart =
        [
            .. InOrder(comparison).SelectMany(o => o.Scores.Select(s => Apart(o, s))).OfType<string>(),
        ];
        return apart.IsEmpty ? null : new("Far from the stars", apart);
    }

    /// <summary>The total of an option, to one decimal.</summary>
    public static Cell TotalCell(HostingOption option) =>
        option.Total is { } total ? new(Bounded(total.Value, total.IsUpperBound)) : MoneyText.DoesNotApply;

    /// <summary>The total of a placed option within a sentence: <c>6.9</c>, <c>at most 6.9</c>.</summary>
    public static string TotalWords(HostingOption option) =>
        option.Total is { } total
            ? (total.IsUpperBound ? "at most " : "") + Bounded(total.Value, isUpperBound: false)
            : MoneyText.DoesNotApply;

    /// <summary>A score to one decimal, and whether it is the most that it can be.</summary>
    public static string Bounded(decimal value, bool isUpperBound) =>
        (isUpperBound ? "≤ " : "")
        + Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    private static ImmutableArray<HostingOption> InOrder(Comparison comparison) =>
        [.. comparison.Ranking, .. comparison.Options.Where(o => o is { IsPlaced: true, IsFeasible: false })];

    private static Row RowOf(Criterion criterion, Comparison comparison, ImmutableArray<HostingOption> options) =>
        Row.Of([
            new Cell(criterion.Title()),
            new Cell(comparison.Weights[criterion].ToString("0.##", CultureInfo.InvariantCulture)),
            .. options.Select(o => CellOf(o, criterion)),
        ]);

    private static Cell CellOf(HostingOption option, Criterion criterion) =>
        option.On(criterion) is { } score
            ? new Cell(
                Bounded(score.Value, score.IsUpperBound),
                option.IsFeasible ? Tone.Plain : Tone.Quiet,
                option.StarsOn(criterion) is { } stars ? Stars(stars) : ""
            )
            : MoneyText.DoesNotApply;

    private static string? Apart(HostingOption option, Score score) =>
        option.StarsOn(score.Criterion) is { } stars
        && Math.Abs(ScoreJson.DifferenceFromStars(score, stars)) >= WorthSaying
            ? $"{option.Name}, {score.Criterion.Title().ToLowerInvariant()}: {Bounded(score.Value, score.IsUpperBound)} here, "
                + $"{Stars(stars)} in the {option.Placement.System.Strategy.Assessment?.Source}. {score.Working}."
            : null;

    private static string Stars(int stars) => FormattableString.Invariant($"{stars}★");

    private static string Foot(Comparison comparison)
    {
        var foot = "0 to 10, higher is better; docs/scoring.md has every formula.";
        if (comparison.Options.Any(o => o.Scores.Any(s => s.IsUpperBound)))
        {
            foot += " ≤: a part is not priced or not checked, so the true score may be lower.";
        }

        var sources = comparison
            .Options.Select(o => o.Placement.System.Strategy.Assessment?.Source)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return sources is [] ? foot : $"{foot} ★: as rated by the {Words.List(sources)}, each worth two points.";
    }
}
