using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Vercel;

/// <summary>Vercel.</summary>
public sealed class VercelProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "vercel";

    /// <inheritdoc/>
    public override string Title => "Vercel";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("vercel/vercel", "~> 5.10");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
