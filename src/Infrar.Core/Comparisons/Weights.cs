using System.Collections.Immutable;
using System.Globalization;

namespace Infrar.Core.Comparisons;

/// <summary>How much each criterion counts, 0 to 5; never all 0.</summary>
public sealed class Weights
{
    /// <summary>The greatest weight.</summary>
    public const decimal Most = 5;

    private const decimal Middle = 3;
    private readonly ImmutableArray<decimal> _weights;

    private Weights(ImmutableArray<decimal> weights) => _weights = weights;

    /// <summary>Every criterion alike; what holds where nothing is stated.</summary>
    public static Weights Balanced { get; } = new([.. CriterionWords.All.Select(_ => Middle)]);

    /// <summary>Ready-made weights by name: 5 for what each is named after, 4 for what supports that, 2 for the rest.</summary>
    public static ImmutableArray<(string Name, Weights Weights)> Presets { get; } =
    [
        ("balanced", Balanced),
        // Hours of upkeep are money too.
        ("cost", new([2, 5, 2, 4, 2, 2, 2, 2])),
        // What one does not control one cannot close.
        ("security", new([2, 2, 2, 2, 2, 4, 5, 2])),
        // Soon there, and soon changed; what need not be looked after leaves time to build.
        ("speed", new([5, 2, 2, 4, 5, 2, 2, 2])),
    ];

    /// <summary>The weight of a criterion.</summary>
    public decimal this[Criterion criterion] => _weights[(int)criterion];

    /// <summary>Sum of all weights, above 0.</summary>
    public decimal Sum => _weights.Sum();

    /// <summary>These weights with some stated anew.</summary>
    /// <returns>The weights; <c>SCO001</c> for one outside 0 to 5, <c>SCO002</c> when all would be 0.</returns>
    public Result<Weights> With(IEnumerable<KeyValuePair<Criterion, decimal>> stated)
    {
        var weights = _weights.ToBuilder();
        foreach (var (criterion, weight) in stated)
        {
            if (weight is < 0 or > Most)
            {
                return ComparisonProblems.Weight(
                    FormattableString.Invariant(
                        $"The weight of {criterion.Word()} cannot be {weight}. State a number from 0 to {Most}."
                    )
                );
            }

            weights[(int)criterion] = weight;
        }

        return weights.All(w => w == 0) ? ComparisonProblems.NoWeight() : new Weights(weights.ToImmutable());
    }

    /// <summary>Reads a preset's name, or eight digits in the criteria's order: <c>2.4.3.4.3.2.5.2</c>.</summary>
    /// <returns>The weights; <c>SCO001</c> for any other text, <c>SCO002</c> when all are 0.</returns>
    public static Result<Weights> Parse(string text)
    {
        if (Presets.FirstOrDefault(p => p.Name == text).Weights is { } preset)
        {
            return preset;
        }

        var digits = text.Split('.');
        return digits.Length == CriterionWords.All.Length && digits.All(d => d is [>= '0' and <= '5'])
            ? Balanced.With(CriterionWords.All.Zip(digits, (c, d) => KeyValuePair.Create(c, (decimal)(d[0] - '0'))))
            : ComparisonProblems.Weight(
                $"'{text}' states no weights. Name {string.Join(", ", Presets.Select(p => p.Name))}, or state eight digits "
                    + $"from 0 to 5 with points between them, for {string.Join(", ", CriterionWords.All.Select(c => c.Word()))}: "
                    + "2.4.3.4.3.2.5.2."
            );
    }

    /// <summary>Reads one weight: <c>cost=5</c>.</summary>
    /// <returns>Criterion and weight; <c>SCO001</c> for any other text.</returns>
    public static Result<Stated> ParseOne(string text)
    {
        if (text.Split('=') is not [var word, var number] || CriterionWords.Parse(word) is not { } criterion)
        {
            return ComparisonProblems.Weight(
                $"'{text}' states no weight. Write a criterion and its weight, like cost=5; the criteria are "
                    + $"{string.Join(", ", CriterionWords.All.Select(c => c.Word()))}."
            );
        }

        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? new Stated(criterion, weight)
            : ComparisonProblems.Weight(
                $"The weight of {word} cannot be '{number}'. State a number from 0 to 5, like {word}=5."
            );
    }

    /// <summary>A weight that is stated.</summary>
    /// <param name="Criterion">What it is of.</param>
    /// <param name="Weight">The weight; its bounds are held by <see cref="With"/>.</param>
    public sealed record Stated(Criterion Criterion, decimal Weight);
}
