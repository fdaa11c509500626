using System.Collections.Frozen;
using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Pricing;

namespace Infrar.Core.Placements;

/// <summary>The providers that placements can choose from.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<string, Offering> _offerings;
    private readonly FrozenDictionary<string, Provider> _providers;
    private readonly FrozenDictionary<string, Provider> _byTofuName;
    private readonly Lazy<ImmutableArray<Check>> _checks;
    private readonly Lazy<FrozenSet<string>> _checkedTypes;
    private readonly Lazy<Dictionary<string, (Provider Provider, PricingRule Rule)>> _pricingRules;

    /// <summary>A catalog of providers, in the order they are listed to users.</summary>
    /// <exception cref="ArgumentException">Two offerings or two providers share an id, or two pricing rules a resource type.</exception>
    public Catalog(params ImmutableArray<Provider> providers)
    {
        Providers = providers;
        _providers = providers.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        _byTofuName = providers
            .SelectMany(p => p.OtherTofuNames.Prepend(p.TofuName).Select(name => (Name: name, Provider: p)))
            .ToFrozenDictionary(p => p.Name, p => p.Provider, StringComparer.Ordinal);
        _checks = new(() => [.. CoreChecks.All, .. providers.SelectMany(p => p.Checks)]);
        _checkedTypes = new(() => _checks.Value.SelectMany(c => c.ResourceTypes).ToFrozenSet(StringComparer.Ordinal));
        _offerings = providers.SelectMany(p => p.Offerings).ToFrozenDictionary(o => o.Id, StringComparer.Ordinal);
        _pricingRules = new(() =>
            providers
                .SelectMany(p => p.PricingRules.Select(r => (Provider: p, Rule: r)))
                .ToDictionary(r => r.Rule.ResourceType, StringComparer.Ordinal)
        );
    }

    /// <summary>Providers in the order they are listed to users.</summary>
    public ImmutableArray<Provider> Providers { get; }

    /// <summary>Providers that something can be placed on; the others only price and check what a plan makes there.</summary>
    public IEnumerable<Provider> Hosts => Providers.Where(p => !p.Offerings.IsEmpty);

    /// <summary>Dated rates that prices in another currency are converted by; where none fits, a cost is not known.</summary>
    public ImmutableArray<ExchangeRate> ExchangeRates { get; init; } = [];

    /// <summary>Every offering, by provider and in its order.</summary>
    public IEnumerable<Offering> Offerings => Providers.SelectMany(p => p.Offerings);

    /// <summary>The offering of that id, or null.</summary>
    public Offering? FindOffering(string id) => _offerings.GetValueOrDefault(id);

    /// <summary>The rule that prices a resource type, and the provider whose prices it looks up; or null.</summary>
    public (Provider Provider, PricingRule Rule)? FindPricingRule(string resourceType) =>
        _pricingRules.Value.TryGetValue(resourceType, out var found) ? found : null;

    /// <summary>Every check: those of any provider's resources first, then each provider's own.</summary>
    public ImmutableArray<Check> Checks => _checks.Value;

    /// <summary>Resource types that some check looks at.</summary>
    public FrozenSet<string> CheckedTypes => _checkedTypes.Value;

    /// <summary>The provider that a plan calls by that name (<c>google</c>, <c>google-beta</c>, <c>azurerm</c>), or null.</summary>
    public Provider? FindByTofuName(string name) => _byTofuName.GetValueOrDefault(name);

    /// <summary>The provider of that id, or null.</summary>
    public Provider? FindProvider(string id) => _providers.GetValueOrDefault(id);
}
