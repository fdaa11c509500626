using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Exact arithmetic on quantities that are known within bounds, bound by bound.</summary>
public static class UsageRangeArithmetic
{
    /// <summary>Each bound times a factor.</summary>
    public static UsageRange Times(this UsageRange range, decimal factor) => range.Each(q => q * factor);

    /// <summary>Bounds added.</summary>
    public static UsageRange Plus(this UsageRange range, UsageRange other) =>
        new(range.Least + other.Least, range.Expected + other.Expected, range.Most + other.Most);

    /// <summary>What each bound has beyond <paramref name="free"/>, never below zero.</summary>
    public static UsageRange Beyond(this UsageRange range, decimal free) => range.Each(q => Math.Max(0m, q - free));

    /// <summary>The greatest of each bound.</summary>
    public static UsageRange Max(this UsageRange range, UsageRange other) =>
        new(
            Math.Max(range.Least, other.Least),
            Math.Max(range.Expected, other.Expected),
            Math.Max(range.Most, other.Most)
        );

    /// <summary>A rising function of each bound.</summary>
    public static UsageRange Each(this UsageRange range, Func<decimal, decimal> function) =>
        new(function(range.Least), function(range.Expected), function(range.Most));

    /// <summary>Whether the quantity is known.</summary>
    public static bool IsExact(this UsageRange range) => range.Least == range.Expected && range.Expected == range.Most;

    /// <summary>The range for a formula: <c>2</c>, or <c>2 to 10, expected 3</c>.</summary>
    public static string Describe(this UsageRange range) =>
        range.IsExact()
            ? EstimateJson.Exact(range.Expected)
            : $"{EstimateJson.Exact(range.Least)} to {EstimateJson.Exact(range.Most)}, expected {EstimateJson.Exact(range.Expected)}";
}
