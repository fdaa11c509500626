namespace Infrar.Core.Manifests;

/// <summary>Exact arithmetic on quantities that are known within bounds, bound by bound.</summary>
public static class UsageRangeArithmetic
{
    /// <summary>Each bound times a factor.</summary>
    public static UsageRange Times(this UsageRange range, decimal factor) => range.Each(q => q * factor);

    /// <summary>Bound times bound, for so many of so much each; neither is ever negative.</summary>
    public static UsageRange Times(this UsageRange range, UsageRange other) =>
        new(range.Least * other.Least, range.Expected * other.Expected, range.Most * other.Most);

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

    /// <summary>
    /// Each bound to 12 decimals: a share such as a third has no exact decimal, and its last digits would be noise.
    /// </summary>
    public static UsageRange WithoutNoise(this UsageRange range) => range.Each(q => decimal.Round(q, 12));
}
