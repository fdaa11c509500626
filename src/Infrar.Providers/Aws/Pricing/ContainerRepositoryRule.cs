using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A container image repository: what it holds.</summary>
internal sealed class ContainerRepositoryRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_ecr_repository";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.BillUsage("Image storage", new("AmazonECR", resource.Region, "GB-month"), "storage_gb");
}
