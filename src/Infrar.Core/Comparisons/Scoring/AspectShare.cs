using System.Collections.Immutable;
using static Infrar.Core.Comparisons.Scoring.OptionSheet;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>The share that parts have of the things that are asked of each: what several formulas count alike.</summary>
/// <param name="Have">How many are there, over all parts.</param>
/// <param name="Asked">How many are asked for, over all parts.</param>
/// <param name="Facts">One for each part.</param>
internal sealed record AspectShare(int Have, int Asked, ImmutableArray<ScoreFact> Facts)
{
    /// <summary>Between 0 and 1; 0 where nothing is asked of anything.</summary>
    internal decimal Value => Asked == 0 ? 0 : (decimal)Have / Asked;

    /// <summary>The share with its figures.</summary>
    internal string Working => FormattableString.Invariant($"{Have} ÷ {Asked}");

    /// <summary>Counts what parts have of what is asked of them.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="asked">What is asked of a part.</param>
    /// <param name="has">What a part has.</param>
    /// <param name="word">A thing in words.</param>
    internal static AspectShare Of<T>(
        IEnumerable<Part> parts,
        Func<Part, ImmutableArray<T>> asked,
        Func<Part, IEnumerable<T>> has,
        Func<T, string> word
    )
    {
        var (have, total) = (0, 0);
        var facts = ImmutableArray.CreateBuilder<ScoreFact>();
        foreach (var part in parts)
        {
            var wanted = asked(part);
            ImmutableArray<T> found = [.. wanted.Intersect(has(part))];
            have += found.Length;
            total += wanted.Length;
            var names = found.IsEmpty ? "" : $": {string.Join(", ", found.Select(word))}";
            facts.Add(
                new(
                    part.Name,
                    FormattableString.Invariant($"{found.Length} of {wanted.Length}{names}"),
                    $"offering {part.Offering}"
                )
            );
        }

        return new(have, total, facts.DrainToImmutable());
    }
}
