namespace Infrar.Core.Pricing;

/// <summary>Finds prices by words, as people search for them.</summary>
public static class PriceWords
{
    /// <summary>The words of a search, in lower case.</summary>
    public static string[] Of(string text) =>
        text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a price is one that is searched for.</summary>
    /// <param name="price">The price.</param>
    /// <param name="provider">Its provider; empty for any.</param>
    /// <param name="service">A part of its service in any case: <c>rds</c>; empty for any.</param>
    /// <param name="region">Its region; empty for any.</param>
    /// <param name="words">Words that all stand in its description, attributes or SKU.</param>
    public static bool Mean(Price price, string provider, string service, string region, IReadOnlyList<string> words)
    {
        if (
            (provider.Length > 0 && price.Provider != provider)
            || (region.Length > 0 && price.RegionId != region)
            || !price.Service.Contains(service, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        var text = $"{price.SkuId} {price.Description} {string.Join(' ', price.Attributes.Values)}";
        return words.All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
