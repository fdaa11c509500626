using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>A few AWS resources with their use, and what they come to.</summary>
internal sealed class AwsBill
{
    private static readonly Catalog _catalog = new(new PricedAws());

    private readonly List<Resource> _resources = [];
    private readonly SortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> _usage = new(
        StringComparer.Ordinal
    );

    internal string Region { get; init; } = "eu-west-1";

    internal bool FreeAllowances { get; init; }

    internal Estimate Estimate =>
        Estimator.Estimate(
            new ResourceGraph(_resources),
            "test",
            _catalog,
            new EstimateOptions
            {
                FreeAllowances = FreeAllowances,
                Usage = new(resources: _usage.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            }
        );

    /// <summary>Adds <c>type.x</c> with attributes.</summary>
    internal AwsBill With(string type, params (string Name, Value Value)[] attributes) =>
        WithNamed(type, "x", Region, attributes);

    internal AwsBill WithNamed(string type, string name, string region, params (string Name, Value Value)[] attributes)
    {
        _resources.Add(
            new()
            {
                Type = type,
                Name = name,
                Provider = "aws",
                Region = region,
                Component = "part",
                Attributes = Map(attributes),
            }
        );
        return this;
    }

    /// <summary>States use of the last resource.</summary>
    internal AwsBill Using(params (string Key, decimal Quantity)[] use) =>
        Using([.. use.Select(u => (u.Key, UsageRange.Exactly(u.Quantity)))]);

    internal AwsBill Using(params (string Key, UsageRange Quantity)[] use)
    {
        _usage[_resources[^1].Address] = use.ToImmutableSortedDictionary(
            u => u.Key,
            u => u.Quantity,
            StringComparer.Ordinal
        );
        return this;
    }

    /// <summary>Asserts every line, description and expected cost, in order; and that nothing is unpriced.</summary>
    internal void Comes(params (string Description, decimal Cost)[] lines)
    {
        var estimate = Estimate;
        Assert.Equal(lines, estimate.LineItems.Select(l => (l.Description, l.ListCost.Expected)));
        Assert.Empty(estimate.Unpriced);
        Assert.All(
            estimate.LineItems,
            l =>
            {
                Assert.Equal(l.PricingQuantity.Expected * l.ListUnitPrice, l.ListCost.Expected);
                Assert.NotEmpty(l.Formula);
                Assert.NotEmpty(l.Price.Source);
            }
        );
    }

    /// <summary>Asserts what is unpriced, by description, in order.</summary>
    internal void Leaves(params string[] unpriced) =>
        Assert.Equal(unpriced, Estimate.Unpriced.Select(u => u.Description));

    /// <summary>AWS as far as money goes.</summary>
    private sealed class PricedAws : Provider
    {
        public override string Id => "aws";

        public override string Title => "AWS";

        public override ImmutableArray<Offering> Offerings => [];

        public override ImmutableArray<PricingRule> PricingRules => AwsPricing.Rules;

        public override ImmutableArray<Allowance> Allowances => AwsPricing.Allowances;

        public override PriceTable Prices => AwsPricing.Prices;
    }
}
