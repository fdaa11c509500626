using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Hetzner;

/// <summary>Hetzner.</summary>
public sealed class HetznerProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "hetzner";

    /// <inheritdoc/>
    public override string Title => "Hetzner";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("hetznercloud/hcloud", "~> 1.68");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
