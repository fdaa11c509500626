using System.Globalization;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Pricing;

/// <summary>Allowances as rows of the price book state them: <c>"free_per_month": "2000000 requests per billing account"</c>.</summary>
internal static class FreeQuantity
{
    /// <summary>An allowance with quantity, source and date of the first row that states it.</summary>
    /// <param name="prices">The provider's prices.</param>
    /// <param name="id">Key of the allowance.</param>
    /// <param name="description">For people.</param>
    /// <param name="attribute">Attribute whose first word is the quantity.</param>
    /// <param name="covers">The rows that it covers, each with the attribute.</param>
    /// <param name="perUnit">How many of what the attribute counts one priced unit holds.</param>
    internal static Allowance Allowance(
        PriceTable prices,
        string id,
        string description,
        string attribute,
        Func<Price, bool> covers,
        decimal perUnit = 1m
    )
    {
        bool Covered(Price price) => price.Attributes.ContainsKey(attribute) && covers(price);
        var row = prices.Prices.First(Covered);
        var number = row.Attributes[attribute].Split(' ')[0];
        var quantity = decimal.Parse(number, CultureInfo.InvariantCulture) / perUnit;
        return new(id, description, quantity, Covered, row.Source, row.AsOf);
    }
}
