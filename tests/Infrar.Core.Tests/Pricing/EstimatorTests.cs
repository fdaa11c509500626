using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using static Infrar.Core.Tests.Pricing.Shop;

namespace Infrar.Core.Tests.Pricing;

public sealed class EstimatorTests
{
    private static readonly EstimateOptions Paid = new() { FreeAllowances = false };

    [Fact]
    public void A_line_is_quantity_times_price()
    {
        var line = Assert.Single(Estimate(Paid, Of("apple", "a", 3m, "web")).LineItems);

        Assert.Equal("web.fruit-fresh", line.Name);
        Assert.Equal(
            ("web", "apple.a", "apple", "piece"),
            (line.Component, line.Resource, line.SkuId, line.PricingUnit)
        );
        Assert.Equal(UsageRange.Exactly(6m), line.ListCost);
        Assert.Equal(QuantityOrigin.Configuration, line.Origin);
    }

    [Fact]
    public void Nothing_makes_no_line()
    {
        var estimate = Estimate(Of("apple", "a", 0m), Of("ghost", "g", 0m), Of("bag", "b", 1m));

        Assert.Empty(estimate.LineItems);
        Assert.Empty(estimate.Unpriced);
    }

    [Fact]
    public void A_missing_price_is_unpriced_and_never_zero()
    {
        var estimate = Estimate(Of("ghost", "g", 1m, "web"));

        Assert.Empty(estimate.LineItems);
        var item = Assert.Single(estimate.Unpriced);
        Assert.Equal(("web", "ghost.g", "Fruit, fresh"), (item.Component, item.Resource, item.Description));
        Assert.Equal("The price book has no price for fruit, town, sort ghost, per piece.", item.Reason);
    }

    [Fact]
    public void A_type_without_a_rule_is_unpriced()
    {
        var item = Assert.Single(Estimate(Of("yacht", "y", 1m)).Unpriced);

        Assert.Equal(("yacht.y", "No pricing rule for yacht."), (item.Resource, item.Reason));
    }

    [Fact]
    public void A_data_source_costs_nothing()
    {
        var estimate = Estimate(
            Of("apple", "a", 1m) with
            {
                IsData = true,
            },
            Of("yacht", "y", 1m) with
            {
                IsData = true,
            }
        );

        Assert.Empty(estimate.LineItems);
        Assert.Empty(estimate.Unpriced);
    }

    [Fact]
    public void Two_prices_that_match_are_a_bug()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Estimate(Of("twin", "t", 1m)));

        Assert.Contains("Two prices match", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_band_begins_at_its_first_unit()
    {
        Assert.Equal(10m, Estimate(Paid, Of("pear", "p", 10m)).Total.Expected);
        Assert.Equal(10.5m, Estimate(Paid, Of("pear", "p", 11m)).Total.Expected);
        Assert.Equal(55m, Estimate(Paid, Of("pear", "p", 100m)).Total.Expected);
        Assert.Equal(55.25m, Estimate(Paid, Of("pear", "p", 101m)).Total.Expected);
    }

    [Fact]
    public void Volume_counts_over_the_whole_account_and_splits_lines()
    {
        var lines = Estimate(Paid, Of("pear", "p", 8m, "web"), Of("pear", "q", 8m, "web")).LineItems;

        Assert.Equal(
            ["web.fruit-fresh", "web.fruit-fresh-2", "web.fruit-fresh-above-10-piece"],
            lines.Select(l => l.Name)
        );
        Assert.Equal([8m, 2m, 6m], lines.Select(l => l.PricingQuantity.Expected));
        Assert.Equal([8m, 2m, 3m], lines.Select(l => l.ListCost.Expected));
    }

    [Fact]
    public void Each_bound_has_bands_of_its_own()
    {
        var total = Estimate(Paid, Of("pear", "p", new UsageRange(4m, 20m, 200m))).Total;

        Assert.Equal(new UsageRange(4m, 15m, 80m), total);
    }

    [Fact]
    public void An_allowance_is_a_line_of_its_own_once_per_account()
    {
        var lines = Estimate(Of("pear", "p", 3m, "web"), Of("pear", "q", 4m, "api")).LineItems;

        var free = Assert.Single(lines, l => l.Origin is QuantityOrigin.Allowance);
        Assert.Equal(
            ("account", "", -5m, -5m),
            (free.Component, free.Resource, free.PricingQuantity.Expected, free.ListCost.Expected)
        );
        Assert.Equal("account.free-allowance-pears", free.Name);
        Assert.Same(free, lines[^1]);
        Assert.Equal(2m, lines.Sum(l => l.ListCost.Expected));
    }

    [Fact]
    public void An_allowance_never_takes_off_more_than_was_used()
    {
        var estimate = Estimate(Of("pear", "p", new UsageRange(1m, 4m, 9m), "web"));

        var free = estimate.LineItems[^1];
        Assert.Equal("web", free.Component);
        Assert.Equal(new UsageRange(-1m, -4m, -5m), free.PricingQuantity);
        Assert.Equal(new UsageRange(0m, 0m, 4m), estimate.Total);
    }

    [Fact]
    public void An_allowance_that_covers_two_skus_is_spent_once()
    {
        var estimate = Estimate(Of("pear", "p", 4m), Of("apple", "a", 3m));

        Assert.Equal(
            [-3m, -2m],
            estimate.LineItems.Where(l => l.Origin is QuantityOrigin.Allowance).Select(l => l.PricingQuantity.Expected)
        );
    }

    [Fact]
    public void Allowances_can_be_left_out()
    {
        Assert.Equal(7m, Estimate(Paid, Of("pear", "p", 7m)).Total.Expected);
    }

    [Fact]
    public void Another_currency_is_converted_by_a_dated_rate_that_is_shown()
    {
        var estimate = Estimate(Of("beer", "b", 2m));

        var line = Assert.Single(estimate.LineItems);
        Assert.Equal(
            ("EUR", 3m, 1.25m, 7.5m),
            (line.BillingCurrency, line.ListUnitPrice, line.ExchangeRate, line.ListCost.Expected)
        );
        Assert.Equal("2026-10-28", Assert.Single(estimate.ExchangeRates).AsOf);
    }

    [Fact]
    public void A_rate_serves_in_both_directions()
    {
        var estimate = Estimate(
            new EstimateOptions { Currency = "EUR", FreeAllowances = false },
            Of("apple", "a", 1m),
            Of("beer", "b", 1m)
        );

        Assert.Equal([1.6m, 3m], estimate.LineItems.Select(l => l.ListCost.Expected));
        Assert.Equal(("USD", "EUR", 0.8m), estimate.ExchangeRates.Select(r => (r.From, r.To, r.Rate)).Single());
    }

    [Fact]
    public void A_currency_without_a_rate_is_unpriced()
    {
        var estimate = Estimate(Of("tea", "t", 1m));

        Assert.Empty(estimate.LineItems);
        Assert.Equal("Its price is in GBP, and no rate to USD is listed.", Assert.Single(estimate.Unpriced).Reason);
    }

    [Fact]
    public void What_components_share_is_named_after_its_concern()
    {
        Assert.Equal("load-balancer", Assert.Single(Estimate(Paid, Of("apple", "a", 1m)).LineItems).Component);
    }

    [Fact]
    public void Stated_usage_decides_and_says_so()
    {
        var usage = UsageFileReader
            .Read("version: 0.1\nresource_usage:\n  apple.a[*]:\n    eaten: 3\n", "usage.yaml")
            .Usage;

        var line = Assert.Single(
            Estimate(Paid with { Usage = usage }, Of("apple", "a", 9m) with { Address = "apple.a[\"x\"]" }).LineItems
        );

        Assert.Equal(
            (6m, QuantityOrigin.Usage, "eaten × 2"),
            (line.PricingQuantity.Expected, line.Origin, line.Formula)
        );
    }

    [Fact]
    public void Usage_by_address_goes_before_a_placement_s_rules()
    {
        var map = ImmutableSortedDictionary.Create<string, UsageRange>().Add("eaten", UsageRange.Exactly(1m));
        var file = new UsageFile(
            resources: ImmutableSortedDictionary
                .Create<string, ImmutableSortedDictionary<string, UsageRange>>()
                .Add("apple.a", map)
        );

        Assert.Equal(1m, file.Of(Of("apple", "a", 1m), "eaten")?.Expected);
        Assert.Null(file.Of(Of("apple", "b", 1m), "eaten"));
    }
}
