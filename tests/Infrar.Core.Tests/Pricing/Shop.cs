using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Tests.Pricing;

/// <summary>A provider with a handful of prices, for what holds of the engine whatever is sold.</summary>
internal sealed class Shop : Provider
{
    internal static readonly Price Apple = Sold("apple", "USD", (0, 2m));
    internal static readonly Price Pear = Sold("pear", "USD", (0, 1m), (10, 0.5m), (100, 0.25m));
    internal static readonly Price Beer = Sold("beer", "EUR", (0, 3m));
    internal static readonly Price Tea = Sold("tea", "GBP", (0, 4m));
    internal static readonly Price Twin = Sold("twin", "USD", (0, 1m));

    public override string Id => "shop";

    public override string Title => "Shop";

    public override ImmutableArray<Offering> Offerings => [];

    public override ImmutableArray<PricingRule> PricingRules { get; } =
    [.. new[] { "apple", "pear", "beer", "tea", "twin", "ghost" }.Select(t => new Basket(t)), new FreeRule("bag")];

    public override ImmutableArray<Allowance> Allowances { get; } =
    [new("shop/pears", "pears", 5m, p => p == Pear || p == Apple, "the shop window", "2026-01-01")];

    public override PriceTable Prices { get; } = new([Apple, Pear, Beer, Tea, Twin, Twin with { SkuId = "twin-2" }]);

    internal static Catalog Catalog { get; } =
        new(new Shop()) { ExchangeRates = [new("EUR", "USD", 1.25m, "2026-10-28", "a bank")] };

    internal static Estimate Estimate(EstimateOptions options, params IEnumerable<Resource> resources) =>
        Estimator.Estimate(new ResourceGraph(resources), "test", Catalog, options);

    internal static Estimate Estimate(params IEnumerable<Resource> resources) => Estimate(new(), resources);

    /// <summary>A resource that sells <paramref name="quantity"/> of what its type is called.</summary>
    internal static Resource Of(string type, string name, decimal quantity, string component = "") =>
        Of(type, name, UsageRange.Exactly(quantity), component);

    internal static Resource Of(string type, string name, UsageRange quantity, string component = "") =>
        new()
        {
            Type = type,
            Name = name,
            Provider = "shop",
            Region = "town",
            Component = component,
            Concern = "load_balancer",
            Attributes = Values.Map(
                ("least", quantity.Least),
                ("expected", quantity.Expected),
                ("most", quantity.Most)
            ),
        };

    private static Price Sold(string sku, string currency, params (decimal From, decimal Price)[] tiers) =>
        new()
        {
            Provider = "shop",
            RegionId = "town",
            Service = "fruit",
            SkuId = sku,
            Description = sku,
            Attributes = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("sort", sku),
            PricingUnit = "piece",
            BillingCurrency = currency,
            Tiers =
            [
                .. tiers.Select(
                    (t, i) => new PriceTier(t.From, i + 1 < tiers.Length ? tiers[i + 1].From : null, t.Price)
                ),
            ],
            AsOf = "",
            Source = "the shop window",
            Confidence = "high",
        };

    /// <summary>Bills what the resource states, or its usage key <c>eaten</c> where that is stated.</summary>
    private sealed class Basket(string type) : PricingRule
    {
        public override string ResourceType => type;

        public override void Price(Resource resource, Meter meter)
        {
            var query = new PriceQuery("fruit", resource.Region, "piece", ("sort", type));
            if (meter.Usage("eaten") is not null)
            {
                meter.BillUsage("Eaten", query, "eaten", 2m);
                return;
            }

            meter.Bill(
                "Fruit, fresh",
                query,
                new(Number("least"), Number("expected"), Number("most")),
                QuantityOrigin.Configuration,
                "as stated"
            );

            decimal Number(string name) => resource[name].AsNumber() ?? 0m;
        }
    }
}
