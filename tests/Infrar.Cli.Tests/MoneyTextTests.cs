using Infrar.Cli.Reports;
using Infrar.Core.Manifests;

namespace Infrar.Cli.Tests;

/// <summary>How money is written: rounded once, unit prices in full, and nothing unknown as zero.</summary>
public sealed class MoneyTextTests
{
    private static readonly MoneyText Dollars = new("USD");
    private static readonly MoneyText Mixed = new("USD", isOnlyCurrency: false);

    [Theory]
    [InlineData("0", "Free")]
    [InlineData("0.004", "< $0.01")]
    [InlineData("0.005", "$0.01")]
    [InlineData("616.325", "$616.33")]
    [InlineData("1234567.891", "$1,234,567.89")]
    [InlineData("-9", "−$9.00")]
    public void Amounts(string amount, string expected) =>
        Assert.Equal(expected, Dollars.Amount(decimal.Parse(amount)));

    [Theory]
    [InlineData("0.0252", "$0.0252")]
    [InlineData("20", "$20.00")]
    [InlineData("0.0000004", "$0.40 per 1,000,000")]
    [InlineData("0.0001", "$0.0001")]
    public void Unit_prices(string price, string expected) =>
        Assert.Equal(expected, Dollars.UnitPrice(decimal.Parse(price), "USD"));

    [Fact]
    public void Two_currencies_bear_codes()
    {
        Assert.Equal("12.49 EUR", Mixed.UnitPrice(12.49m, "EUR"));
        Assert.Equal("13.53 USD", Mixed.Amount(13.53m));
    }

    [Fact]
    public void A_missing_part_is_said()
    {
        Assert.Equal("≥ $345.40", Dollars.Bounded(345.4m, isLowerBound: true));
        Assert.Equal("Not priced", Dollars.Bounded(0, isLowerBound: true));
        Assert.Equal("Free", Dollars.Bounded(0, isLowerBound: false));
    }

    [Fact]
    public void A_range_is_shown_where_it_shows()
    {
        Assert.Equal("$1.00 – $2.00", Dollars.Range(new UsageRange(1, 1.5m, 2)));
        Assert.Equal("", Dollars.Range(new UsageRange(1, 1.001m, 1.002m)));
    }
}
