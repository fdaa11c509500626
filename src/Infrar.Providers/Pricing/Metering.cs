using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Pricing;

/// <summary>What rules of several providers say to a meter in the same way.</summary>
internal static class Metering
{
    /// <summary>Says that the price book has no price of something that is billed.</summary>
    internal static void Missing(this Meter meter, string description, string missing) =>
        meter.Unpriced(
            description,
            $"The price book has no price of {missing}. Look it up in the provider's price list."
        );

    /// <summary>Says so where use of it is stated; nothing where none is, which is its documented default.</summary>
    internal static void MissingIfStated(this Meter meter, string description, string key, string missing)
    {
        if (meter.Usage(key) is { Most: > 0m })
        {
            meter.Missing(description, missing);
        }
    }

    /// <summary>Says that something depends on another resource, which decides it at apply.</summary>
    internal static void NotKnownYet(this Meter meter, string description, string setting) =>
        meter.Unpriced(description, $"{setting} is not known before apply.");

    /// <summary>
    /// Bills use up to the end of the band that the price book knows, and says of the rest that its price is not known.
    /// </summary>
    internal static void BillUpTo(
        this Meter meter,
        decimal most,
        string description,
        PriceQuery query,
        UsageRange use,
        string formula
    )
    {
        if (use.Most <= most)
        {
            meter.Bill(description, query, use, QuantityOrigin.Usage, formula);
            return;
        }

        var end = string.Create(CultureInfo.InvariantCulture, $"{most:#,0.###} {query.PricingUnit}");
        var within = use.Each(q => Math.Min(q, most));
        meter.Bill(description, query, within, QuantityOrigin.Usage, $"{formula}, the first {end}");
        meter.Unpriced(
            $"{description} above {end}",
            $"The price book has the price of the first {end} alone. Look up the rest in the provider's price list."
        );
    }
}
