using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Pricing;

/// <summary>A few resources of any provider with their use, and what they come to; allowances are left out.</summary>
internal sealed class CloudBill(string region)
{
    private readonly List<Resource> _resources = [];
    private readonly SortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>> _usage = new(
        StringComparer.Ordinal
    );

    internal Estimate Estimate =>
        Estimator.Estimate(
            new ResourceGraph(_resources),
            "test",
            AllProviders.Catalog,
            new EstimateOptions
            {
                FreeAllowances = false,
                Usage = new(resources: _usage.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            }
        );

    /// <summary>Adds a resource, named <c>x0</c>, <c>x1</c>… in the order of adding.</summary>
    internal CloudBill With(string type, params (string Name, Value Value)[] attributes)
    {
        _resources.Add(
            new()
            {
                Type = type,
                Name = $"x{_resources.Count}",
                Provider = type.Split('_')[0],
                Region = region,
                Attributes = Map(attributes),
            }
        );
        return this;
    }

    /// <summary>States use of the last resource.</summary>
    internal CloudBill Using(string key, decimal quantity) => Using(key, UsageRange.Exactly(quantity));

    internal CloudBill Using(string key, UsageRange quantity)
    {
        var address = _resources[^1].Address;
        var stated = _usage.GetValueOrDefault(
            address,
            ImmutableSortedDictionary.Create<string, UsageRange>(StringComparer.Ordinal)
        );
        _usage[address] = stated.SetItem(key, quantity);
        return this;
    }

    /// <summary>The line of that description.</summary>
    internal LineItem Line(string description) => Assert.Single(Estimate.LineItems, l => l.Description == description);

    /// <summary>Asserts that nothing is billed, and why.</summary>
    internal void Leaves(string description, string reason)
    {
        var estimate = Estimate;
        Assert.Empty(estimate.LineItems);
        Assert.Equal([(description, reason)], estimate.Unpriced.Select(u => (u.Description, u.Reason)));
    }
}
