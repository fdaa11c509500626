using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Core.Claims;

/// <summary>A planning document beside what is computed from the same specification.</summary>
/// <param name="Document">The document, for people.</param>
/// <param name="Currency">Currency of every amount.</param>
/// <param name="Tables">Its claims with their verdicts, in its order.</param>
public sealed record Review(string Document, string Currency, ImmutableArray<ReviewedTable> Tables)
{
    /// <summary>How many claims have a verdict.</summary>
    public int Count(ClaimVerdict verdict) => Tables.Sum(t => t.Claims.Count(c => c.Verdict == verdict));
}

/// <summary>Claims of one environment under one strategy, with their verdicts.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Environment">Environment.</param>
/// <param name="Strategy">Strategy.</param>
/// <param name="Traffic">Level of traffic that single amounts are held against.</param>
/// <param name="Claims">The claims in the document's order, then what it leaves out.</param>
public sealed record ReviewedTable(
    string Title,
    string Environment,
    string Strategy,
    string Traffic,
    ImmutableArray<ReviewedClaim> Claims
);

/// <summary>A claim beside what is computed.</summary>
public sealed record ReviewedClaim
{
    /// <summary>What the document says; for what it leaves out, what that is.</summary>
    public required string Says { get; init; }

    /// <summary>Whether it holds.</summary>
    public required ClaimVerdict Verdict { get; init; }

    /// <summary>Why, where the rest does not say it; empty for none.</summary>
    public string Because { get; init; } = "";

    /// <summary>Cost that is claimed; null for a claim of another sort, and for what is left out.</summary>
    public UsageRange? Stated { get; init; }

    /// <summary>Cost that is computed; null for a claim of another sort.</summary>
    public UsageRange? Computed { get; init; }

    /// <summary>Whether a part of the computed cost is not priced.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>Lines that the computed cost is the sum of, at the traffic of the claim.</summary>
    public ImmutableArray<LineItem> Lines { get; init; } = [];

    /// <summary>Stars that are claimed, 1 to 5; null for a claim of another sort.</summary>
    public int? Stars { get; init; }

    /// <summary>Score that is computed; null for a claim of another sort.</summary>
    public Score? Score { get; init; }

    /// <summary>Findings that deny a rule, gravest first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
}

/// <summary>How a claim stands to what is computed.</summary>
public enum ClaimVerdict
{
    /// <summary>It holds: a rule is denied by no finding, an amount agrees within the document's own rounding.</summary>
    Right,

    /// <summary>The document's amount or rating is above the computed one.</summary>
    TooHigh,

    /// <summary>The document's amount or rating is below the computed one.</summary>
    TooLow,

    /// <summary>The system has it and the document does not count or say it.</summary>
    LeftOut,

    /// <summary>The document contradicts itself, or what it specifies does not do what it says.</summary>
    Contradictory,

    /// <summary>A part of what it is about has no price, or only findings of low severity deny it, so that it cannot be told.</summary>
    Uncertain,
}
