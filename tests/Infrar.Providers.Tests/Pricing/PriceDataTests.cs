using System.Globalization;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>The price data says what its sources say, row for row.</summary>
public sealed class PriceDataTests
{
    /// <summary>File, provider, rows, and the sum of all first-band prices as a check figure of the carry-over.</summary>
    public static TheoryData<string, string, int, string> Files =>
        new()
        {
            { "aws.prices.json", "aws", 481, "157.2073204954" },
            { "azure.prices.json", "azure", 78, "29.13681076" },
            { "cloudflare.prices.json", "cloudflare", 13, "505.195" },
            { "digitalocean.prices.json", "digitalocean", 20, "1028" },
            { "google.prices.json", "gcp", 117, "5.0510075125" },
            { "hetzner.prices.json", "hetzner", 17, "434.9172" },
            { "railway.prices.json", "railway", 6, "25.200694" },
            { "render.prices.json", "render", 12, "992.45" },
            { "vercel.prices.json", "vercel", 7, "22.8886" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_row_is_there_with_its_price(string file, string provider, int rows, string sum)
    {
        var prices = PriceFile.Read(file).Prices;

        Assert.Equal(rows, prices.Length);
        Assert.All(prices, p => Assert.Equal(provider, p.Provider));
        Assert.Equal(decimal.Parse(sum, CultureInfo.InvariantCulture), prices.Sum(p => p.Tiers[0].ListUnitPrice));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_row_names_its_source_unit_and_sku_once(string file, string provider, int rows, string sum)
    {
        _ = (provider, rows, sum);
        var prices = PriceFile.Read(file).Prices;

        Assert.All(
            prices,
            p =>
            {
                Assert.NotEmpty(p.Source);
                Assert.NotEmpty(p.PricingUnit);
                Assert.NotEmpty(p.SkuId);
                Assert.NotEmpty(p.RegionId);
                Assert.Matches("^(USD|EUR)$", p.BillingCurrency);
                Assert.Matches("^(high|medium|low)$", p.Confidence);
                Assert.Matches("^([0-9]{4}(-[0-9]{2}){0,2})?$", p.AsOf);
            }
        );
        Assert.Equal(prices.Length, prices.DistinctBy(p => (p.RegionId, p.SkuId)).Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Tiers_start_at_zero_and_leave_no_gap(string file, string provider, int rows, string sum)
    {
        _ = (provider, rows, sum);

        Assert.All(
            PriceFile.Read(file).Prices,
            p =>
            {
                Assert.Equal(0, p.Tiers[0].From);
                Assert.Null(p.Tiers[^1].To);
                Assert.All(p.Tiers.Zip(p.Tiers.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            }
        );
    }

    [Fact]
    public void Hetzner_is_priced_in_euro()
    {
        Assert.All(PriceFile.Read("hetzner.prices.json").Prices, p => Assert.Equal("EUR", p.BillingCurrency));
    }

    [Fact]
    public void The_euro_has_a_dated_rate()
    {
        var rate = Assert.Single(PriceFile.ReadExchangeRates());

        Assert.Equal(("EUR", "USD", 1.1133m, "2026-10-28"), (rate.From, rate.To, rate.Rate, rate.AsOf));
        Assert.NotEmpty(rate.Source);
    }
}
