using System.Collections.Immutable;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Local;

/// <summary>This computer, with Compose.</summary>
public sealed class LocalProvider : Provider
{
    /// <inheritdoc/>
    public override string Id => "local";

    /// <inheritdoc/>
    public override string Title => "This computer, with Compose";

    /// <inheritdoc/>
    public override ImmutableArray<Offering> Offerings { get; } = [new ComposeOffering()];

    /// <summary>Containers on one's own computer are bought with it, so nothing here is billed.</summary>
    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [new FreeRule(ComposeResources.Service), new FreeRule(ComposeResources.Volume)];

    /// <inheritdoc/>
    public override ObjectShape Settings { get; } =
        new(
            new Field(
                "standIn",
                new ObjectShape(
                    new Field("image", new TextShape { Description = "Image; localstack/localstack when left out." }),
                    new Field(
                        "port",
                        new NumberShape(1, 65535, true) { Description = "Port on this computer; 4566 when left out." }
                    ),
                    new Field(
                        "region",
                        new TextShape { Description = "Region it claims to be; us-east-1 when left out." }
                    )
                )
                {
                    Description = "The container that stands in for S3 and Secrets Manager.",
                }
            )
        );

    /// <inheritdoc/>
    public override void Complete(Site site)
    {
        StandIn.Complete(site);
        EnvironmentFile.Complete(site);
    }
}
