using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Placements;

/// <summary>Every component of a system mapped to an offering, region and size, and the resources that follow.</summary>
public sealed record Placement
{
    /// <summary>The system that is placed, with its environment and strategy.</summary>
    public required SystemDescription System { get; init; }

    /// <summary>What will exist.</summary>
    public required ResourceGraph Graph { get; init; }

    /// <summary>How usage becomes billed quantities.</summary>
    public required ImmutableArray<UsageRule> UsageRules { get; init; }

    /// <summary>Why the strategy cannot be used, in manifest order; empty when it is feasible.</summary>
    public required ImmutableArray<Obstacle> Obstacles { get; init; }

    /// <summary>Requirements that the strategy breaks as a whole; it is placed all the same, so that it can be compared.</summary>
    public required ImmutableArray<UnmetRequirement> UnmetRequirements { get; init; }

    /// <summary>Input variables by name.</summary>
    public required ImmutableArray<TofuVariable> Variables { get; init; }

    /// <summary>Outputs by name.</summary>
    public required ImmutableArray<TofuOutput> Outputs { get; init; }

    /// <summary>Files beside the configuration, path to content.</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>Provider configurations, by provider and alias.</summary>
    public required ImmutableArray<ProviderConfiguration> Configurations { get; init; }

    /// <summary>What a reader must know and cannot see.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Where each component stands, in manifest order.</summary>
    public required ImmutableArray<PlacedComponent> Components { get; init; }
}

/// <summary>Where one component stands.</summary>
/// <param name="Component">The component.</param>
/// <param name="Offering">Offering id.</param>
/// <param name="OfferingTitle">The offering's name for people.</param>
/// <param name="Region">Region; empty when the provider has none.</param>
/// <param name="IsGenerated">Whether OpenTofu is written for it.</param>
public sealed record PlacedComponent(
    Component Component,
    string Offering,
    string OfferingTitle,
    string Region,
    bool IsGenerated
)
{
    /// <summary>The provider's name for people.</summary>
    public string ProviderTitle { get; init; } = "";
}

/// <summary>A reason why a strategy cannot be used.</summary>
/// <param name="Component">Component that cannot run; empty for one of the whole system.</param>
/// <param name="Reason">Full sentence.</param>
public sealed record Obstacle(string Component, string Reason);
