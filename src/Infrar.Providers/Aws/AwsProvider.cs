using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Aws;

/// <summary>Amazon Web Services.</summary>
public sealed class AwsProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "aws";

    /// <inheritdoc/>
    public override string Title => "Amazon Web Services";

    /// <inheritdoc/>
    public override TofuProvider Tofu { get; } = new("hashicorp/aws", "~> 6.25");

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [];
}
