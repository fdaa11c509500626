using System.Globalization;
using Infrar.Core.Pricing;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Every price that was written down from a source is in the embedded book, with that source.</summary>
public sealed class SourcedPriceTests
{
    [Fact]
    public void Every_sourced_price_is_in_the_book_to_the_last_digit_and_nothing_else_is()
    {
        var lines = File.ReadAllLines(
                Path.Combine(
                    Repository.Root(typeof(SourcedPriceTests).Assembly),
                    "tests/Infrar.Providers.Tests/Pricing/sourced-prices.tsv"
                )
            )
            .Where(l => l[0] is not '#')
            .Select(l => l.Split('\t'))
            .ToList();
        var sources = lines.Where(l => l[0] is "source").ToDictionary(l => l[1], l => (AsOf: l[2], Source: l[3]));
        var sourced = lines
            .Where(l => l[0] is not "source")
            .Select(l =>
                (l[0], l[1], l[2], l[3], l[4], l[5], Bands: l[6], sources[l[7]].AsOf, sources[l[7]].Source).ToString()
            )
            .Order(StringComparer.Ordinal)
            .ToList();

        var book = AllProviders
            .Catalog.Providers.SelectMany(p => p.Prices.Prices)
            .Select(p =>
                (
                    p.Provider,
                    p.RegionId,
                    p.Service,
                    p.Description,
                    p.PricingUnit,
                    p.BillingCurrency,
                    Bands(p),
                    p.AsOf,
                    p.Source
                ).ToString()
            )
            .Order(StringComparer.Ordinal);
        Assert.Equal(751, sourced.Count);
        Assert.Equal(sourced, book);
    }

    private static string Bands(Price price) =>
        string.Join(
            ' ',
            price.Tiers.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.From}:{t.ListUnitPrice}"))
        );
}
