using System.Globalization;
using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core.Comparisons;

namespace Infrar.Cli.Comparisons;

/// <summary>One score of one option, down to the facts that it was computed from.</summary>
/// <param name="option">The option, placed.</param>
/// <param name="score">One of its scores.</param>
/// <param name="comparison">What it was scored in.</param>
internal sealed class ScoreReport(HostingOption option, Score score, Comparison comparison)
{
    /// <summary>What <c>explain</c> takes before a criterion's word: <c>score.cost</c>.</summary>
    public const string Prefix = "score.";

    /// <summary>The score that a name stands for (<c>score.cost</c>), of one option; null for any other name.</summary>
    public static ScoreReport? Find(string name, HostingOption option, Comparison comparison) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && CriterionWords.Parse(name[Prefix.Length..]) is { } criterion
        && option.On(criterion) is { } score
            ? new(option, score, comparison)
            : null;

    /// <summary>The explanation for people.</summary>
    public Report Report() =>
        new(
            $"{score.Criterion.Title()} of {option.Name}",
            Answer(),
            new FactsSection(
                "",
                [
                    new("Formula", score.Formula),
                    new("Here", $"{score.Working} = {score.Value.ToString("0.00", CultureInfo.InvariantCulture)}"),
                    new("Weight", comparison.Weights[score.Criterion].ToString("0.##", CultureInfo.InvariantCulture)),
                    .. option.StarsOn(score.Criterion) is { } stars ? [Stars(stars)] : Array.Empty<Fact>(),
                    new("Name", Prefix + score.Criterion.Word(), IsCode: true),
                ]
            ),
            new TableSection(
                "Facts",
                [new("Fact"), new("Value"), new("From")],
                [.. score.Facts.Select(f => Row.Of(f.Name, f.Value, f.Origin))],
                "docs/scoring.md gives the reason of each formula."
            )
        );

    /// <summary>The explanation for programs: a score as <c>docs/compare.schema.json</c> describes it.</summary>
    public void WriteJson(Utf8JsonWriter json) => ScoreJson.Write(json, score, option);

    private string Answer()
    {
        var answer =
            $"{score.Criterion.Title()} of {option.Name}: {ScoreMatrix.Bounded(score.Value, isUpperBound: false)} of 10";
        return score.IsUpperBound ? $"{answer} at most. {score.Bound}" : $"{answer}.";
    }

    private Fact Stars(int stars)
    {
        var difference = ScoreJson.DifferenceFromStars(score, stars);
        var sign =
            difference < 0 ? "−"
            : difference > 0 ? "+"
            : "";
        return new(
            "Stars",
            FormattableString.Invariant(
                $"{stars}★ in the {option.Placement.System.Strategy.Assessment?.Source}, {2 * stars} points; the score differs by {sign}{Math.Abs(difference):0.0}"
            )
        );
    }
}
