using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Render;

/// <summary>Render.</summary>
public sealed class RenderProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "render";

    /// <inheritdoc/>
    public override string Title => "Render";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
