using Infrar.Providers.Feeds;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>Units of feeds and of the price book, and prices between them.</summary>
public sealed class PricingUnitTests
{
    [Theory]
    [InlineData("Hrs", "instance-hour", "0.156", "0.156")]
    [InlineData("LCU-Hrs", "LCU-hour", "0.008", "0.008")]
    [InlineData("1 Second", "vCPU-hour", "0.000034", "0.1224")]
    [InlineData("1 GiB Second", "GiB-hour", "0.000004", "0.0144")]
    [InlineData("GiBy.s", "GiB-second", "0.0000025", "0.0000025")]
    [InlineData("GiBy.mo", "GiB-month", "0.044", "0.044")]
    [InlineData("1M", "request", "0.4", "0.0000004")]
    [InlineData("10K", "10k-operations", "0.03", "0.03")]
    [InlineData("Events", "1M events", "0.000001", "1")]
    [InlineData("1/Day", "day", "0.1666", "0.1666")]
    [InlineData("Alarms", "alarm-metric-month", "0.1", "0.1")]
    [InlineData("GB-Mo", "GB-month", "0.023", "0.023")]
    public void A_price_of_one_unit_is_the_price_of_another(string from, string to, string price, string expected) =>
        Assert.Equal(Number(expected), PricingUnits.Convert(Number(price), from, to));

    [Theory]
    // Months have another length for each provider, and a GiB is no GB.
    [InlineData("GB-Mo", "GB-hour")]
    [InlineData("GiBy.mo", "GB-month")]
    [InlineData("Hrs", "request")]
    [InlineData("Quantity", "instance-hour")]
    public void What_measures_something_else_has_no_such_price(string from, string to) =>
        Assert.Null(PricingUnits.Convert(1m, from, to));

    [Theory]
    [InlineData("")]
    [InlineData("Frobs")]
    [InlineData("1 Frob/Hour")]
    public void An_unknown_unit_is_none(string unit) => Assert.Null(PricingUnits.Read(unit));

    [Fact]
    public void Every_unit_of_the_embedded_price_book_is_known() =>
        Assert.All(
            AllProviders.Catalog.Providers.SelectMany(p => p.Prices.Prices).Select(p => p.PricingUnit).Distinct(),
            unit => Assert.NotNull(PricingUnits.Read(unit))
        );

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
