using System.Collections.Immutable;
using Infrar.Core.Manifests;

namespace Infrar.Core.Pricing;

/// <summary>The lines of an estimate while it is made: charges by volume band, then allowances, then names.</summary>
internal sealed class Invoice(string currency, ImmutableArray<ExchangeRate> rates, List<UnpricedItem> unpriced)
{
    private readonly Conversion _conversion = new(currency, rates);
    private readonly List<Charge> _charges = [];
    private readonly List<LineItem> _lines = [];

    /// <summary>Adds what the rules billed, in that order.</summary>
    internal void Add(IEnumerable<Charge> charges)
    {
        var sold = new Dictionary<Price, UsageRange>(ReferenceEqualityComparer.Instance);
        foreach (var charge in charges)
        {
            var price = charge.Price;
            if (_conversion.RateFrom(price.BillingCurrency) is not { } rate)
            {
                var reason = $"Its price is in {price.BillingCurrency}, and no rate to {currency} is listed.";
                unpriced.Add(new(charge.Component, charge.Resource.Address, charge.Description, reason));
                continue;
            }

            var before = sold.GetValueOrDefault(price, UsageRange.Exactly(0m));
            sold[price] = before.Plus(charge.Quantity);
            _charges.Add(charge);
            foreach (var part in VolumeBands.Spread(price, before, charge.Quantity))
            {
                var label = part.Label(price.PricingUnit);
                _lines.Add(
                    Line(price, part, rate) with
                    {
                        Component = charge.Component,
                        Resource = charge.Resource.Address,
                        Description = charge.Description + label,
                        Origin = charge.Origin,
                        Formula = label.Length == 0 ? charge.Formula : $"{charge.Formula},{label}",
                    }
                );
            }
        }
    }

    /// <summary>Takes a provider's allowances off.</summary>
    internal void Take(string provider, ImmutableArray<Allowance> allowances)
    {
        var charges = _charges.Where(c => c.Price.Provider == provider).ToArray();
        foreach (var allowance in allowances)
        {
            foreach (var credit in AllowanceCredit.Of(allowance, charges))
            {
                var rate = _conversion.RateFrom(credit.Price.BillingCurrency) ?? 1m;
                var zero = UsageRange.Exactly(0m);
                foreach (var part in VolumeBands.Spread(credit.Price, zero, credit.Quantity))
                {
                    var taken = part with { Quantity = part.Quantity.Times(-1m) };
                    _lines.Add(
                        Line(credit.Price, taken, rate) with
                        {
                            Component = credit.Component,
                            Description = $"Free allowance: {allowance.Description}",
                            Origin = QuantityOrigin.Allowance,
                            Formula = FormattableString.Invariant(
                                $"free each month for the account: {allowance.Quantity} {credit.Price.PricingUnit}, at most what is used ({allowance.Source}, {Dated(allowance.AsOf)})"
                            ),
                        }
                    );
                }
            }
        }
    }

    /// <summary>Orders and names the lines: components in the order given, then what they share, allowances last in each.</summary>
    internal Estimate Close(string usageProfile, ImmutableArray<string> components)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var component in components.Concat(_lines.Select(l => l.Component)))
        {
            order.TryAdd(component, component == AllowanceCredit.Account ? int.MaxValue : order.Count);
        }

        var names = new LineNames();
        return new()
        {
            Currency = currency,
            UsageProfile = usageProfile,
            LineItems =
            [
                .. _lines
                    .OrderBy(l => order[l.Component])
                    .ThenBy(l => l.Origin is QuantityOrigin.Allowance)
                    .Select(l => l with { Name = names.Next(l.Component, l.Description) }),
            ],
            Unpriced = [.. unpriced.OrderBy(u => order.GetValueOrDefault(u.Component, order.Count))],
            ExchangeRates = _conversion.Used,
        };
    }

    private static LineItem Line(Price price, VolumeBands.Part part, decimal rate) =>
        new()
        {
            Name = "",
            Component = "",
            Resource = "",
            SkuId = price.SkuId,
            Description = "",
            PricingQuantity = part.Quantity,
            PricingUnit = price.PricingUnit,
            ListUnitPrice = part.Tier.ListUnitPrice,
            BillingCurrency = price.BillingCurrency,
            ListCost = part.Quantity.Times(part.Tier.ListUnitPrice * rate),
            ExchangeRate = rate,
            Origin = QuantityOrigin.Configuration,
            Formula = "",
            Price = price,
        };

    private static string Dated(string asOf) => asOf.Length == 0 ? "undated" : asOf;
}
