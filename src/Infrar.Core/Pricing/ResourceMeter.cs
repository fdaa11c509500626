using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>Notes down what the rules bill, resource by resource; not thread-safe.</summary>
internal sealed class ResourceMeter(
    ResourceGraph graph,
    Func<Resource, string, UsageRange?> usage,
    Func<Resource, string> componentOf,
    PriceBook book
) : Meter
{
    // No sum of such quantities, at any price, is more than a decimal holds.
    private const decimal MostBilled = 1_000_000_000_000_000m;

    private Resource? _resource;
    private Provider? _provider;
    private string _payer = "";

    /// <summary>What was billed, in the order of the graph.</summary>
    internal List<Charge> Charges { get; } = [];

    /// <summary>What is billed and not priced, in the order of the graph.</summary>
    internal List<UnpricedItem> UnpricedItems { get; } = [];

    /// <summary>Resources whose types have no rule.</summary>
    internal List<Resource> Unsupported { get; } = [];

    /// <inheritdoc/>
    public override ResourceGraph Graph => graph;

    private string Component => _payer.Length > 0 ? _payer : componentOf(Resource);

    private Resource Resource => _resource ?? throw new InvalidOperationException("No resource is being priced.");

    /// <summary>Prices one resource by its rule, and says of which usage keys a part is not stated.</summary>
    internal void Read(Resource resource, PricingRule rule, Provider provider, IEnumerable<string> partlyUnknown)
    {
        (_resource, _provider) = (resource, provider);
        try
        {
            rule.Price(resource, this);
        }
        catch (OverflowException)
        {
            // A plan may hold any number; a rule need not fear each.
            Unpriced(resource.Type, "A number of its configuration is larger than any bill.");
        }

        foreach (var key in partlyUnknown)
        {
            Unpriced($"Part of {key}", "Several components share it, and the use of one of them is not stated.");
        }

        (_resource, _provider, _payer) = (null, null, "");
    }

    /// <summary>Says that a type has no rule.</summary>
    internal void ReadWithoutRule(Resource resource)
    {
        _resource = resource;
        Unsupported.Add(resource);
        Unpriced(resource.Type, $"No pricing rule for {resource.Type}.");
        _resource = null;
    }

    /// <inheritdoc/>
    public override UsageRange? Usage(string key) => usage(Resource, key);

    /// <inheritdoc/>
    public override UsageRange? UsageOf(Resource resource, string key) => usage(resource, key);

    /// <inheritdoc/>
    public override void PayFor(string component) => _payer = component;

    /// <inheritdoc/>
    public override void Bill(
        string description,
        PriceQuery query,
        UsageRange quantity,
        QuantityOrigin origin,
        string formula
    )
    {
        if (
            quantity
            is not { Least: >= 0m and <= MostBilled, Expected: >= 0m and <= MostBilled, Most: >= 0m and <= MostBilled }
        )
        {
            Unpriced(
                description,
                "Its quantity is negative or larger than any bill, which the configuration cannot mean."
            );
            return;
        }

        var billed = quantity.WithoutNoise();
        if (billed is { Least: 0m, Expected: 0m, Most: 0m })
        {
            return;
        }

        if (_provider is null || book.Find(_provider, query) is not { } price)
        {
            Unpriced(description, $"The price book has no price for {query}.");
            return;
        }

        Charges.Add(new(Resource, Component, description, price, billed, origin, formula));
    }

    /// <inheritdoc/>
    public override void Unpriced(string description, string reason) =>
        UnpricedItems.Add(new(Component, Resource.Address, description, reason));
}
