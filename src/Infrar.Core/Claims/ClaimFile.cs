using System.Collections.Immutable;

namespace Infrar.Core.Claims;

/// <summary>What a planning document claims of a system, to be held against what is computed.</summary>
/// <param name="Document">The document, for people.</param>
/// <param name="Tables">Its claims, in its order.</param>
public sealed record ClaimFile(string Document, ImmutableArray<ClaimTable> Tables);

/// <summary>Claims of one environment under one strategy.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Environment">Environment of the manifest.</param>
/// <param name="Strategy">Strategy; null for the environment's first.</param>
/// <param name="Traffic">Level of traffic that single amounts are held against; null for the manifest's middle one.</param>
/// <param name="IsWhole">Whether the table means to list every cost, so that what it does not list is left out.</param>
/// <param name="HasStars">Whether the stars that strategies state are held against scores, over all strategies of the environment.</param>
/// <param name="Claims">The claims.</param>
public sealed record ClaimTable(
    string Title,
    string Environment,
    string? Strategy,
    string? Traffic,
    bool IsWhole,
    bool HasStars,
    ImmutableArray<Claim> Claims
);

/// <summary>One claim.</summary>
public abstract record Claim
{
    /// <summary>What the document says, in a few words.</summary>
    public required string Says { get; init; }

    /// <summary>Why it is so, where the computed reason does not say it; empty for none.</summary>
    public string Because { get; init; } = "";
}

/// <summary>That something costs so much a month, in the currency of the manifest.</summary>
public sealed record CostClaim : Claim
{
    /// <summary>Least that is claimed; equal to <see cref="Most"/> for a single amount.</summary>
    public required decimal Least { get; init; }

    /// <summary>Most that is claimed.</summary>
    public required decimal Most { get; init; }

    /// <summary>Lines that it is about: names, or beginnings that end with <c>*</c>; empty for the whole.</summary>
    public required ImmutableArray<string> Lines { get; init; }

    /// <summary>Level of traffic, where it is not the table's; null for that.</summary>
    public string? Traffic { get; init; }

    /// <summary>Whether a span is claimed, which is held against all levels of traffic.</summary>
    public bool IsSpan => Least != Most;
}

/// <summary>That something holds; it does where the checks that would deny it find nothing.</summary>
public sealed record RuleClaim : Claim
{
    /// <summary>Ids of checks, or names of findings, that deny it; a beginning is enough.</summary>
    public required ImmutableArray<string> DeniedBy { get; init; }
}

/// <summary>That the document says two things which cannot both hold; read, not computed.</summary>
public sealed record ContradictionClaim : Claim
{
    /// <summary>What it says elsewhere.</summary>
    public required string Elsewhere { get; init; }
}

/// <summary>That the document asks for something and does not say what it needs to be built; read, not computed.</summary>
public sealed record OmissionClaim : Claim
{
    /// <summary>What is missing.</summary>
    public required string Missing { get; init; }
}
