using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Judgements;

/// <summary>The budget of a system in the currency of an estimate.</summary>
public static class Budget
{
    /// <summary>Most that a month may cost; null where none is stated, or no dated rate leads to the currency.</summary>
    /// <param name="system">The system; it states the budget in its own currency.</param>
    /// <param name="currency">Currency of the estimate.</param>
    /// <param name="catalog">Dated rates.</param>
    public static decimal? Of(SystemDescription system, string currency, Catalog catalog)
    {
        if (system.Requirements.MonthlyBudget is not { } budget || system.Currency == currency)
        {
            return system.Requirements.MonthlyBudget;
        }

        var rates = catalog.ExchangeRates;
        return rates.FirstOrDefault(r => r.From == system.Currency && r.To == currency) is { } rate ? budget * rate.Rate
            : rates.FirstOrDefault(r => r.From == currency && r.To == system.Currency) is { } inverse
                ? budget / inverse.Rate
            : null;
    }
}
