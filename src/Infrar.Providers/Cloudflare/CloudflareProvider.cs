using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Cloudflare;

/// <summary>Cloudflare.</summary>
public sealed class CloudflareProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "cloudflare";

    /// <inheritdoc/>
    public override string Title => "Cloudflare";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("cloudflare/cloudflare", "~> 5.14");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
