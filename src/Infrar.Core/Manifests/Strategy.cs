using System.Collections.Immutable;
using Infrar.Core.Comparisons;
using Infrar.Core.Resources;

namespace Infrar.Core.Manifests;

/// <summary>A hosting option: which offering runs each component, and where.</summary>
public sealed record Strategy
{
    /// <summary>Key in the manifest.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Component to assignment; every component of the system has one.</summary>
    public required ImmutableSortedDictionary<string, Assignment> Assignments { get; init; }

    /// <summary>Provider to its settings under this strategy (region, account, explicit groups and policies).</summary>
    public ImmutableSortedDictionary<string, ProviderSettings> Providers { get; init; } =
        ImmutableSortedDictionary.Create<string, ProviderSettings>(StringComparer.Ordinal);

    /// <summary>What somebody rated it; null when nothing is stated.</summary>
    public Assessment? Assessment { get; init; }
}

/// <summary>What somebody rated a strategy, to be shown beside what is computed; nothing is computed from it.</summary>
/// <param name="Source">Who rated it.</param>
/// <param name="Stars">Criterion to stars, 1 to 5.</param>
public sealed record Assessment(string Source, ImmutableSortedDictionary<Criterion, int> Stars);

/// <summary>Where one component runs.</summary>
/// <param name="Offering">Offering id, for example <c>aws/ecs-fargate</c>.</param>
/// <param name="Region">Region as the provider names it; empty for the provider's setting.</param>
/// <param name="Size">Size as the provider names it, chosen on purpose; empty to take the smallest that fits.</param>
/// <param name="Options">Offering's own options as stated, already checked against its shape; an empty map when none.</param>
public sealed record Assignment(string Offering, string Region, string Size, Value.MapOf Options);

/// <summary>A provider's settings under a strategy.</summary>
/// <param name="Region">Home region; empty when the provider has no regions.</param>
/// <param name="Settings">Everything else as stated, already checked against the provider's shape.</param>
public sealed record ProviderSettings(string Region, Value.MapOf Settings);
