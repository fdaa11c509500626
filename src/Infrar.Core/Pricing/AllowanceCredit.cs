using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Takes a free allowance off what it covers, once for all resources of an account.</summary>
internal static class AllowanceCredit
{
    /// <summary>Component of an allowance that several components share.</summary>
    internal const string Account = "account";

    /// <summary>What an allowance takes off one SKU.</summary>
    /// <param name="Price">The SKU's price.</param>
    /// <param name="Component">The sole component that used it, or <see cref="Account"/>.</param>
    /// <param name="Quantity">Units taken off, zero or more.</param>
    internal sealed record Credit(Price Price, string Component, UsageRange Quantity);

    /// <summary>What the allowance takes off each SKU that it covers, never more than was used.</summary>
    internal static IEnumerable<Credit> Of(Allowance allowance, IEnumerable<Charge> charges)
    {
        var left = UsageRange.Exactly(allowance.Quantity);
        // SKUs in ordinal order and not in order of use, so that the order of resources cannot change the total.
        var covered = charges
            .Where(c => allowance.Covers(c.Price))
            .GroupBy(c => c.Price)
            .OrderBy(g => g.Key.RegionId, StringComparer.Ordinal)
            .ThenBy(g => g.Key.SkuId, StringComparer.Ordinal);
        foreach (var sku in covered)
        {
            var used = sku.Aggregate(UsageRange.Exactly(0m), (sum, c) => sum.Plus(c.Quantity));
            var taken = new UsageRange(
                Math.Min(left.Least, used.Least),
                Math.Min(left.Expected, used.Expected),
                Math.Min(left.Most, used.Most)
            );
            left = left.Plus(taken.Times(-1m));
            var components = sku.Select(c => c.Component).Distinct(StringComparer.Ordinal).ToArray();
            yield return new(sku.Key, components is [var sole] ? sole : Account, taken);
        }
    }
}
