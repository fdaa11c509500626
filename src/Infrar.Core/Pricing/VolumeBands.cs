using System.Globalization;
using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>Spreads quantities over the volume bands of a price.</summary>
/// <remarks>
/// Least, expected and most are three months of their own: each is spread by what that month has used before. So the
/// bands of one bound always sum to its quantity, though a later charge may have less in the first band in the month
/// that uses most.
/// </remarks>
internal static class VolumeBands
{
    /// <summary>A part of a charge that lies in one band.</summary>
    /// <param name="Tier">The band.</param>
    /// <param name="Quantity">Units in it, at least one bound above zero.</param>
    internal sealed record Part(PriceTier Tier, UsageRange Quantity)
    {
        /// <summary>Says which units these are; empty for the first band.</summary>
        internal string Label(string unit) =>
            Tier.From == 0m ? "" : $" above {Tier.From.ToString("#,0.###", CultureInfo.InvariantCulture)} {unit}";
    }

    /// <summary>Spreads <paramref name="quantity"/> over the bands, after <paramref name="before"/> was used.</summary>
    internal static IEnumerable<Part> Spread(Price price, UsageRange before, UsageRange quantity) =>
        price
            .Tiers.Select(tier => new Part(
                tier,
                new(
                    Within(tier, before.Least, quantity.Least),
                    Within(tier, before.Expected, quantity.Expected),
                    Within(tier, before.Most, quantity.Most)
                )
            ))
            .Where(part => part.Quantity is not { Least: 0m, Expected: 0m, Most: 0m });

    private static decimal Within(PriceTier tier, decimal before, decimal quantity)
    {
        var end = before + quantity;
        var last = tier.To is { } to ? Math.Min(end, to) : end;
        return Math.Max(0m, last - Math.Max(before, tier.From));
    }
}
