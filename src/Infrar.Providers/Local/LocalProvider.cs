using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Local;

/// <summary>This computer, with Compose.</summary>
public sealed class LocalProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "local";

    /// <inheritdoc/>
    public override string Title => "This computer, with Compose";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
