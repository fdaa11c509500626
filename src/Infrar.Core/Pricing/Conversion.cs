using System.Collections.Immutable;

namespace Infrar.Core.Pricing;

/// <summary>Finds the dated rate from one currency to the estimate's; never a guess.</summary>
internal sealed class Conversion(string currency, ImmutableArray<ExchangeRate> rates)
{
    private readonly List<ExchangeRate> _used = [];

    /// <summary>Rates that were used, in the order of first use.</summary>
    internal ImmutableArray<ExchangeRate> Used => [.. _used];

    /// <summary>Units of the estimate's currency for one of <paramref name="from"/>; null when no rate is listed.</summary>
    internal decimal? RateFrom(string from)
    {
        if (from == currency)
        {
            return 1m;
        }

        if (_used.Find(r => r.From == from) is { } known)
        {
            return known.Rate;
        }

        var rate =
            rates.FirstOrDefault(r => r.From == from && r.To == currency)
            ?? rates.Where(r => r.From == currency && r.To == from).Select(Inverse).FirstOrDefault();
        if (rate is not null)
        {
            _used.Add(rate);
        }

        return rate?.Rate;
    }

    private static ExchangeRate Inverse(ExchangeRate rate) =>
        new(
            rate.To,
            rate.From,
            1m / rate.Rate,
            rate.AsOf,
            FormattableString.Invariant($"{rate.Source}; 1 / {rate.Rate}, the rate from {rate.From} to {rate.To}")
        );
}
