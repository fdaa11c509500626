using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.DigitalOcean;

/// <summary>DigitalOcean.</summary>
public sealed class DigitalOceanProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "digitalocean";

    /// <inheritdoc/>
    public override string Title => "DigitalOcean";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("digitalocean/digitalocean", "~> 2.71");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
