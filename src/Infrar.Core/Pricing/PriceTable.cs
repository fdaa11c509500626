using System.Collections.Immutable;

namespace Infrar.Core.Pricing;

/// <summary>What a rule looks for: one SKU, named exactly.</summary>
/// <param name="Service">Service.</param>
/// <param name="RegionId">Region.</param>
/// <param name="PricingUnit">Unit that the rule counts in.</param>
/// <param name="Attributes">Attributes that must be equal; a price may have more.</param>
public sealed record PriceQuery(
    string Service,
    string RegionId,
    string PricingUnit,
    params ImmutableArray<(string Name, string Value)> Attributes
);

/// <summary>The prices of one provider.</summary>
public sealed class PriceTable
{
    private readonly ILookup<(string Service, string Region, string Unit), Price> _prices;

    /// <summary>A table of prices.</summary>
    public PriceTable(ImmutableArray<Price> prices)
    {
        Prices = prices;
        _prices = prices.ToLookup(p => (p.Service, p.RegionId, p.PricingUnit));
    }

    /// <summary>A table without prices.</summary>
    public static PriceTable Empty { get; } = new([]);

    /// <summary>Every price, in the order of the source.</summary>
    public ImmutableArray<Price> Prices { get; }

    /// <summary>The one price that a query names, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">Two prices match: the rule does not name its SKU exactly, a bug.</exception>
    public Price? Find(PriceQuery query)
    {
        Price? found = null;
        foreach (var price in _prices[(query.Service, query.RegionId, query.PricingUnit)])
        {
            if (!query.Attributes.All(a => price.Attributes.GetValueOrDefault(a.Name) == a.Value))
            {
                continue;
            }

            if (found is not null)
            {
                throw new InvalidOperationException(
                    $"Two prices match {query}: '{found.Description}' and '{price.Description}'. The rule must name one."
                );
            }

            found = price;
        }

        return found;
    }
}
