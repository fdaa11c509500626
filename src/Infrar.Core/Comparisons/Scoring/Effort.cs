using System.Collections.Immutable;
using static Infrar.Core.Comparisons.Scoring.OptionSheet;

namespace Infrar.Core.Comparisons.Scoring;

/// <summary>Work as minutes, and the score that it leaves.</summary>
/// <remarks>
/// The minutes are assumptions of ours, each with its reason in <c>docs/scoring.md</c>. They matter against each other:
/// twice as long for everything moves every option alike.
/// </remarks>
internal sealed class Effort
{
    /// <summary>Minutes of a working day of eight hours.</summary>
    internal const decimal Day = 8 * 60;

    /// <summary>Minutes of a working week of five days.</summary>
    internal const decimal Week = 5 * Day;

    private readonly ImmutableArray<ScoreFact>.Builder _facts = ImmutableArray.CreateBuilder<ScoreFact>();
    private decimal _minutes;

    /// <summary>Adds so many pieces of work of so many minutes each; none leaves no trace.</summary>
    /// <param name="count">Pieces.</param>
    /// <param name="each">Minutes that one takes.</param>
    /// <param name="noun">What they are, plural.</param>
    /// <param name="origin">Where the count comes from.</param>
    internal void Add(int count, decimal each, string noun, string origin)
    {
        if (count > 0)
        {
            _minutes += count * each;
            _facts.Add(new(noun, FormattableString.Invariant($"{count} × {each} min"), origin));
        }
    }

    /// <summary>Adds facts that were counted.</summary>
    internal void Explain(ImmutableArray<ScoreFact> facts) => _facts.AddRange(facts);

    /// <summary>Minutes added.</summary>
    internal decimal Minutes => _minutes;

    /// <summary>Everything added.</summary>
    internal ImmutableArray<ScoreFact> Facts => _facts.ToImmutable();

    /// <summary>1 for no work, a half for <paramref name="half"/> minutes of it, towards 0 for ever more.</summary>
    internal decimal Ease(decimal half) => half / (half + _minutes);

    /// <summary>The ease with its figures: <c>480 ÷ (480 + 323)</c>.</summary>
    internal string Working(decimal half) => $"{Figure(half)} ÷ ({Figure(half)} + {Figure(_minutes)})";
}
