using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Cli.Reports;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Providers;

namespace Infrar.Cli.Prices;

/// <summary>The prices that ship with the program, in the JSON that a server answers with.</summary>
internal static class EmbeddedPrices
{
    /// <summary>Prices that have all the words, as many as are wanted.</summary>
    public static JsonElement Search(string provider, string service, string region, string text, int most)
    {
        var words = PriceWords.Of(text);
        return Json(json =>
            Write(json, All().Where(p => PriceWords.Mean(p, provider, service, region, words)).Take(most))
        );
    }

    /// <summary>A SKU in all its regions.</summary>
    public static JsonElement Show(string provider, string sku) =>
        Json(json => Write(json, All().Where(p => p.SkuId == sku && (provider.Length is 0 || p.Provider == provider))));

    /// <summary>How old and how many the prices of each provider are.</summary>
    public static JsonElement Status() =>
        Json(json =>
        {
            json.WriteStartArray();
            foreach (var provider in AllProviders.Catalog.Providers.Where(p => !p.Prices.Prices.IsEmpty))
            {
                Write(json, provider);
            }

            json.WriteEndArray();
        });

    private static IEnumerable<Price> All() => AllProviders.Catalog.Providers.SelectMany(p => p.Prices.Prices);

    private static void Write(Utf8JsonWriter json, IEnumerable<Price> prices)
    {
        json.WriteStartArray();
        foreach (var price in prices)
        {
            Write(json, price);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Price price)
    {
        json.WriteStartObject();
        foreach (
            var (name, value) in (ImmutableArray<(string, string)>)
                [
                    ("provider", price.Provider),
                    ("skuId", price.SkuId),
                    ("regionId", price.RegionId),
                    ("service", price.Service),
                    ("family", ""),
                    ("description", price.Description),
                ]
        )
        {
            json.WriteString(name, value);
        }

        json.WriteStartObject("attributes");
        foreach (var (name, value) in price.Attributes)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("origin", "embedded");
        json.WriteBoolean("usedByRules", true);
        json.WriteString("source", price.Source);
        json.WriteString("asOf", price.AsOf);
        json.WriteString("confidence", price.Confidence);
        json.WriteStartArray("prices");
        json.WriteStartObject();
        json.WriteString("purchase", "onDemand");
        json.WriteString("lease", "");
        json.WriteString("pricingUnit", price.PricingUnit);
        json.WriteString("billingCurrency", price.BillingCurrency);
        json.WriteString("effectiveFrom", price.AsOf);
        json.WriteNull("knownSince");
        json.WriteNull("knownUntil");
        json.WriteStartArray("tiers");
        foreach (var tier in price.Tiers)
        {
            json.WriteStartObject();
            json.WriteString("from", EstimateJson.Exact(tier.From));
            json.WriteString("to", tier.To is { } to ? EstimateJson.Exact(to) : null);
            json.WriteString("listUnitPrice", EstimateJson.Exact(tier.ListUnitPrice));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Provider provider)
    {
        var prices = provider.Prices.Prices;
        json.WriteStartObject();
        json.WriteString("provider", provider.Id);
        json.WriteString("title", provider.Title);
        json.WriteString("origin", "embedded");
        json.WriteNull("feedProblem");
        json.WriteNull("syncedAt");
        json.WriteString(
            "oldest",
            prices.Select(p => p.AsOf).Where(d => d.Length > 0).Order(StringComparer.Ordinal).FirstOrDefault("")
        );
        json.WriteNull("lastSync");
        json.WriteNumber("embeddedPrices", prices.Length);
        json.WriteStartArray("regions");
        foreach (
            var region in prices
                .GroupBy(p => p.RegionId, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
        {
            json.WriteStartObject();
            json.WriteString("regionId", region.Key);
            json.WriteNumber("skus", region.Count());
            json.WriteNumber("usedByRules", region.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static JsonElement Json(Action<Utf8JsonWriter> write) => JsonElement.Parse(JsonText.Of(write));
}
