using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>What a billing account of Google Cloud gets free each month, as far as the price data states it.</summary>
internal static class GoogleAllowances
{
    private const string Free = "free_per_month";
    private const string FreeGibibytes = "free_gib_month";

    /// <summary>The allowances, with quantity, source and date of the rows that state them.</summary>
    internal static ImmutableArray<Allowance> From(PriceTable prices) =>
        [
            Of(prices, "gcp/run-vcpu", "Cloud Run vCPU, request-based", Free, "Cloud Run", "vCPU-second"),
            Of(prices, "gcp/run-memory", "Cloud Run memory, request-based", Free, "Cloud Run", "GiB-second"),
            Of(prices, "gcp/run-requests", "Cloud Run requests", Free, "Cloud Run", "request"),
            Of(
                prices,
                "gcp/artifact-storage",
                "Artifact Registry storage",
                FreeGibibytes,
                "Artifact Registry",
                "GiB-month"
            ),
            Of(prices, "gcp/logging", "log data written", FreeGibibytes, "Cloud Logging", "GiB"),
            Of(prices, "gcp/secret-versions", "active secret versions", Free, "Secret Manager", "version-month"),
            // Stated in single operations, priced by ten thousand.
            FreeQuantity.Allowance(
                prices,
                "gcp/secret-access",
                "secret access operations",
                Free,
                p => p is { Service: "Secret Manager", PricingUnit: "10k-operations" },
                perUnit: 10_000m
            ),
            Of(prices, "gcp/secret-rotations", "secret rotation notifications", Free, "Secret Manager", "rotation"),
        ];

    private static Allowance Of(
        PriceTable prices,
        string id,
        string description,
        string attribute,
        string service,
        string unit
    ) => FreeQuantity.Allowance(prices, id, description, attribute, p => p.Service == service && p.PricingUnit == unit);
}
