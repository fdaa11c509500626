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

    /// <summary>Continents that the price book has no price for: usage key and name for people.</summary>
    private static readonly (string Key, string Title)[] _elsewhere =
    [
        ("south_africa", "South Africa and Middle East"),
        ("south_america", "South America"),
        ("japan", "Japan"),
        ("australia", "Australia and New Zealand"),
        ("asia_pacific", "Asia Pacific"),
        ("india", "India"),
    ];

    /// <inheritdoc/>
    public override string ResourceType => "aws_cloudfront_distribution";

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var continents = _continents.Select(c => c.Key).Concat(_elsewhere.Select(c => c.Key));
        if (continents.All(c => meter.Usage($"{Data}.{c}") is null))
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

        SayElsewhere(resource, meter);
        SayOptions(resource, meter);
    }

    private static void SayElsewhere(Resource resource, Meter meter)
    {
        foreach (var (key, title) in _elsewhere)
        {
            foreach (
                var (what, prefix) in (ReadOnlySpan<(string, string)>)
                    [
                        ("Data transfer out", Data),
                        ("HTTPS requests", "monthly_https_requests"),
                        ("HTTP requests", "monthly_http_requests"),
                    ]
            )
            {
                if (meter.Usage($"{prefix}.{key}") is not null)
                {
                    NotInBook.Say(
                        meter,
                        resource,
                        $"{what} ({title})",
                        $"AmazonCloudFront, {what.ToLowerInvariant()} of edges in {title},",
                        $"{prefix}.{key}"
                    );
                }
            }
        }
    }

    /// <summary>Options that are billed beside data and requests.</summary>
    private static void SayOptions(Resource resource, Meter meter)
    {
        if (resource["viewer_certificate.ssl_support_method"].AsText() == "vip")
        {
            NotInBook.Say(
                meter,
                resource,
                "Dedicated addresses of the certificate",
                "AmazonCloudFront, dedicated IP SSL"
            );
        }

        if (resource["origin"].Items().Any(o => o.At("origin_shield.enabled").AsFlag() is true))
        {
            NotInBook.Say(
                meter,
                resource,
                "Origin Shield requests",
                "AmazonCloudFront, Origin Shield",
                "monthly_shield_requests"
            );
        }

        if (meter.Usage("monthly_invalidation_requests") is not null)
        {
            NotInBook.Say(
                meter,
                resource,
                "Invalidations beyond 1,000 paths",
                "AmazonCloudFront, invalidations",
                "monthly_invalidation_requests"
            );
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
