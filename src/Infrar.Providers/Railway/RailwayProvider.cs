using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Railway;

/// <summary>Railway.</summary>
public sealed class RailwayProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "railway";

    /// <inheritdoc/>
    public override string Title => "Railway";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
