using System.Collections.Immutable;

namespace Infrar.Core.Comparisons;

/// <summary>How an option does on one criterion, with all that it was computed from.</summary>
public sealed record Score
{
    /// <summary>The criterion.</summary>
    public required Criterion Criterion { get; init; }

    /// <summary>0 to 10, higher is better, not rounded.</summary>
    public required decimal Value { get; init; }

    /// <summary>The formula in words, the same for every option; <c>docs/scoring.md</c> gives its reasons.</summary>
    public required string Formula { get; init; }

    /// <summary>The formula with this option's figures.</summary>
    public required string Working { get; init; }

    /// <summary>What the figures come from, in the order of the formula.</summary>
    public required ImmutableArray<ScoreFact> Facts { get; init; }

    /// <summary>Why the true score may be lower, a full sentence; empty where it is known.</summary>
    public string Bound { get; init; } = "";

    /// <summary>Whether the score is the most that it can be, since something is not known.</summary>
    public bool IsUpperBound => Bound.Length > 0;
}

/// <summary>A fact that a score was computed from.</summary>
/// <param name="Name">What it says something of.</param>
/// <param name="Value">What it says.</param>
/// <param name="Origin">Where it comes from: a component's offering, resources, a price, checks, an assumption of the formula.</param>
public sealed record ScoreFact(string Name, string Value, string Origin);
