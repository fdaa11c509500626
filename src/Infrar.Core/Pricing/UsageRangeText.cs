using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Quantities as they read in a formula.</summary>
public static class UsageRangeText
{
    /// <summary>The range for a formula: <c>2</c>, or <c>2 to 10, expected 3</c>.</summary>
    public static string Describe(this UsageRange range) =>
        range.IsExact()
            ? EstimateJson.Exact(range.Expected)
            : $"{EstimateJson.Exact(range.Least)} to {EstimateJson.Exact(range.Most)}, expected {EstimateJson.Exact(range.Expected)}";
}
