using System.Collections.Immutable;

namespace Infrar.Core.Pricing;

/// <summary>What a rule looks for: one SKU, named exactly.</summary>
/// <param name="Service">Service.</param>
/// <param name="RegionId">Region.</param>
/// <param name="PricingUnit">Unit that the rule counts in.</param>
/// <param name="Attributes">Attributes that must be equal, or absent where the value is empty; a price may have more.</param>
public sealed record PriceQuery(
    string Service,
    string RegionId,
    string PricingUnit,
    params ImmutableArray<(string Name, string Value)> Attributes
)
{
    /// <summary>The price's description, where attributes do not tell SKUs apart; empty for any.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether a price of its service, region and unit is one that it asks for.</summary>
    public bool Means(Price price)
    {
        if (Description.Length > 0 && Description != price.Description)
        {
            return false;
        }

        foreach (var (name, value) in Attributes)
        {
            if (price.Attributes.GetValueOrDefault(name, "") != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The query as an unpriced entry shows it.</summary>
    public override string ToString()
    {
        var attributes = Attributes.Select(a => a.Value.Length == 0 ? $"no {a.Name}" : $"{a.Name} {a.Value}");
        string[] parts = [Service, RegionId.Length == 0 ? "no region" : RegionId, Description, .. attributes];
        return $"{string.Join(", ", parts.Where(p => p.Length > 0))}, per {PricingUnit}";
    }
}

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
            if (!query.Means(price))
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
