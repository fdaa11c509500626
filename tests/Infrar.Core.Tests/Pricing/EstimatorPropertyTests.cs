using CsCheck;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Tests.Pricing;

/// <summary>What holds of every estimate.</summary>
public sealed class EstimatorPropertyTests
{
    private static readonly Gen<decimal> Quantity = Gen.Int[0, 3000].Select(n => n / 10m);

    private static readonly Gen<UsageRange> Range = Gen.Select(Quantity, Quantity, Quantity)
        .Select((a, b, c) => new UsageRange(a, a + b, a + b + c));

    private static readonly Gen<Resource[]> Basket = Gen.Select(
            Word("apple", "pear", "beer", "tea", "ghost", "yacht"),
            Range,
            Word("web", "api", "")
        )
        .List[0, 12]
        .Select(items => items.Select((i, n) => Shop.Of(i.Item1, $"r{n}", i.Item2, i.Item3)).ToArray());

    [Fact]
    public void Cost_never_falls_when_quantity_grows() =>
        Gen.Select(Basket, Range, Quantity)
            .Sample(
                (basket, range, more) =>
                {
                    var grown = new UsageRange(range.Least + more, range.Expected + more, range.Most + more);
                    foreach (var type in (string[])["apple", "pear", "beer"])
                    {
                        var before = Shop.Estimate([.. basket, Shop.Of(type, "x", range)]).Total;
                        var after = Shop.Estimate([.. basket, Shop.Of(type, "x", grown)]).Total;
                        Assert.True(after.Least >= before.Least);
                        Assert.True(after.Expected >= before.Expected);
                        Assert.True(after.Most >= before.Most);
                    }
                }
            );

    [Fact]
    public void Order_of_resources_does_not_change_the_total() =>
        Gen.Select(Basket, Gen.Int[0, 1000])
            .Sample(
                (basket, seed) =>
                {
                    var shuffled = (Resource[])basket.Clone();
                    new Random(seed).Shuffle(shuffled);
                    Assert.Equal(Shop.Estimate(basket).Total, Shop.Estimate(shuffled).Total);
                    Assert.Equal(Shop.Estimate(basket).Unpriced.Length, Shop.Estimate(shuffled).Unpriced.Length);
                }
            );

    [Fact]
    public void Lines_sum_to_the_total_and_stay_between_the_bounds() =>
        Basket.Sample(basket =>
        {
            var estimate = Shop.Estimate(basket);
            var total = estimate.Total;
            Assert.Equal(
                estimate.LineItems.Sum(l => l.PricingQuantity.Expected * l.ListUnitPrice * l.ExchangeRate),
                total.Expected
            );
            Assert.True(total.Least <= total.Expected && total.Expected <= total.Most);
            Assert.True(total.Least >= 0m);
        });

    [Fact]
    public void Names_are_unique_and_every_line_comes_back_the_same() =>
        Basket.Sample(basket =>
        {
            var names = Shop.Estimate(basket).LineItems.Select(l => l.Name).ToArray();
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.Equal(names, Shop.Estimate(basket).LineItems.Select(l => l.Name));
        });

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}
