using System.Collections.Immutable;
using System.Globalization;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>What an AWS account gets free each month, as far as the price data states it.</summary>
internal static class AwsAllowances
{
    private const string FreeQuantity = "free_quantity";

    /// <summary>The allowances, with quantity, source and date of the rows that state them.</summary>
    internal static ImmutableArray<Allowance> From(PriceTable prices) =>
        [
            Of(
                prices,
                "aws/data-transfer-out",
                "data transfer out to internet",
                p => p is { Service: "AWSDataTransfer", RegionId: "global" } && p.Attributes.ContainsKey(FreeQuantity),
                p => p.Service == "AWSDataTransfer" && p.Attributes.GetValueOrDefault("to") == "internet"
            ),
            Of(prices, "aws/kms-requests", "KMS requests", Stated("awskms", "request")),
            Of(prices, "aws/dashboards", "CloudWatch dashboards", Stated("AmazonCloudWatch", "dashboard-month")),
            Of(prices, "aws/health-checks", "health checks of AWS endpoints", Stated("AmazonRoute53", "check-month")),
            Of(prices, "aws/cloudfront-data", "CloudFront data transfer out", Stated("AmazonCloudFront", "GB")),
            Of(prices, "aws/cloudfront-requests", "CloudFront requests", Stated("AmazonCloudFront", "request")),
        ];

    private static Func<Price, bool> Stated(string service, string unit) =>
        p => p.Service == service && p.PricingUnit == unit && p.Attributes.ContainsKey(FreeQuantity);

    private static Allowance Of(
        PriceTable prices,
        string id,
        string description,
        Func<Price, bool> stating,
        Func<Price, bool>? covers = null
    )
    {
        var row = prices.Prices.First(stating);
        var quantity = decimal.Parse(row.Attributes[FreeQuantity], CultureInfo.InvariantCulture);
        return new(id, description, quantity, covers ?? stating, row.Source, row.AsOf);
    }
}
