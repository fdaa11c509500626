using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A CloudFront distribution: data sent and requests answered, by where the edge is.</summary>
internal sealed class DistributionRule : PricingRule
{
    private const string Data = "monthly_data_transfer_to_internet_gb";

    /// <summary>Continents with a price: usage key, region in the price data, name in it, name for people.</summary>
    private static readonly (string Key, string RegionId, string Edges, string Title)[] _continents =
    [
        ("us", "edge-us", "United States", "United States"),
        ("europe", "edge-eu", "EU", "Europe"),
    ];

    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudfront_distribution";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (_continents.All(c => meter.Usage($"{Data}.{c.Key}") is null))
        {
            meter.Unpriced("Data transfer out", $"It depends on use, and no usage states {Data}.us or {Data}.europe.");
        }

        foreach (var (key, region, edges, title) in _continents)
        {
            meter.BillUsageIfStated(
                $"Data transfer out ({title})",
                new("AmazonCloudFront", region, "GB"),
                $"{Data}.{key}"
            );
            foreach (var (scheme, usage) in new[] { ("HTTPS", "https"), ("HTTP", "http") })
            {
                meter.BillUsageIfStated(
                    $"{scheme} requests ({title})",
                    new("AmazonCloudFront", region, "request")
                    {
                        Description = $"CloudFront {scheme} requests from {edges} edges",
                    },
                    $"monthly_{usage}_requests.{key}"
                );
            }
        }
    }
}

/// <summary>A function at the edge: billed by invocation.</summary>
internal sealed class EdgeFunctionRule : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudfront_function";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter) =>
        meter.Unpriced(
            "Function invocations",
            "The price book has no price for invocations of a function at the edge."
        );
}
