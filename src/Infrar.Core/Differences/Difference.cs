using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Plans;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Differences;

/// <summary>What differs between two judged graphs: cost, resources, findings.</summary>
public sealed record Difference
{
    /// <summary>Name of the left side.</summary>
    public required string Before { get; init; }

    /// <summary>Name of the right side.</summary>
    public required string After { get; init; }

    /// <summary>Currency of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Level of traffic that both sides are priced at; empty for plans.</summary>
    public required string UsageProfile { get; init; }

    /// <summary>The left side's estimate.</summary>
    public required Estimate EstimateBefore { get; init; }

    /// <summary>The right side's estimate.</summary>
    public required Estimate EstimateAfter { get; init; }

    /// <summary>Components whose cost or priced part differs, largest difference first.</summary>
    public required ImmutableArray<ComponentDifference> Components { get; init; }

    /// <summary>Resources that differ: replaced and deleted ones first, then updated, then created, each by address.</summary>
    public required ImmutableArray<ResourceDifference> Resources { get; init; }

    /// <summary>Findings of the right side alone, gravest first.</summary>
    public required ImmutableArray<Finding> Added { get; init; }

    /// <summary>Findings of the left side alone, gravest first.</summary>
    public required ImmutableArray<Finding> Mended { get; init; }

    /// <summary>Findings of both, as the right side states them, gravest first.</summary>
    public required ImmutableArray<Finding> Kept { get; init; }

    /// <summary>Right cost less left cost, not rounded; of the priced part where one of them is not wholly priced.</summary>
    public UsageRange Change =>
        new(
            EstimateAfter.Total.Least - EstimateBefore.Total.Least,
            EstimateAfter.Total.Expected - EstimateBefore.Total.Expected,
            EstimateAfter.Total.Most - EstimateBefore.Total.Most
        );

    /// <summary>Whether both sides are wholly priced, so that <see cref="Change"/> is the whole difference.</summary>
    public bool IsChangeKnown => EstimateBefore.Unpriced.IsEmpty && EstimateAfter.Unpriced.IsEmpty;

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Components.IsEmpty && Resources.IsEmpty && Added.IsEmpty && Mended.IsEmpty;
}

/// <summary>What a component costs on both sides.</summary>
/// <param name="Component">Component, or the name of what components share.</param>
/// <param name="Before">Cost on the left, expected use, not rounded.</param>
/// <param name="After">Cost on the right, likewise.</param>
/// <param name="IsBeforeLowerBound">Whether a part of the left is not priced.</param>
/// <param name="IsAfterLowerBound">Whether a part of the right is not priced.</param>
/// <param name="Lines">Lines that differ, largest difference first.</param>
public sealed record ComponentDifference(
    string Component,
    decimal Before,
    decimal After,
    bool IsBeforeLowerBound,
    bool IsAfterLowerBound,
    ImmutableArray<LineDifference> Lines
)
{
    /// <summary>Right less left.</summary>
    public decimal Change => After - Before;
}

/// <summary>A line item on both sides; null on the side that lacks it.</summary>
/// <param name="Resource">OpenTofu address; empty for an allowance.</param>
/// <param name="Description">What is billed.</param>
/// <param name="Before">The line on the left.</param>
/// <param name="After">The line on the right.</param>
public sealed record LineDifference(string Resource, string Description, LineItem? Before, LineItem? After)
{
    /// <summary>Right less left, expected use.</summary>
    public decimal Change => (After?.ListCost.Expected ?? 0m) - (Before?.ListCost.Expected ?? 0m);
}

/// <summary>A resource that differs.</summary>
/// <param name="Address">OpenTofu address.</param>
/// <param name="Type">OpenTofu type.</param>
/// <param name="Component">Component; empty for what several share.</param>
/// <param name="Action">What takes the left side to the right.</param>
/// <param name="Attributes">Attributes that differ, of an update or a replacement.</param>
/// <param name="Cost">Right cost less left cost of the resource, expected use; null where a part of it is not priced.</param>
public sealed record ResourceDifference(
    string Address,
    string Type,
    string Component,
    ChangeAction Action,
    ImmutableArray<ValueDifference> Attributes,
    decimal? Cost
);
