using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Core.Pricing;

/// <summary>Prices a resource graph, line by line.</summary>
/// <remarks>
/// 1. Let the rule of each resource's type say what is billed, in graph order; data sources cost nothing.
/// 2. Spread what each SKU sold over its volume bands, account-wide.
/// 3. Take free allowances off, once per account.
/// 4. Order and name the lines.
/// </remarks>
public static class Estimator
{
    /// <summary>Prices a placement at one level of traffic.</summary>
    /// <param name="placement">A feasible placement.</param>
    /// <param name="profile">Level of traffic.</param>
    /// <param name="catalog">Providers whose rules and prices apply.</param>
    /// <param name="usage">Usage by resource address and key, which goes before the profile; null for none.</param>
    public static Estimate Estimate(
        Placement placement,
        UsageProfile profile,
        Catalog catalog,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>>? usage = null
    ) =>
        Estimate(
            placement,
            profile,
            catalog,
            new EstimateOptions { Usage = usage is null ? null : new UsageFile(resources: usage) }
        );

    /// <summary>Prices a placement at one level of traffic.</summary>
    /// <param name="placement">A feasible placement.</param>
    /// <param name="profile">Level of traffic.</param>
    /// <param name="catalog">Providers whose rules and prices apply.</param>
    /// <param name="options">Currency, allowances, usage that goes before the profile.</param>
    public static Estimate Estimate(Placement placement, UsageProfile profile, Catalog catalog, EstimateOptions options)
    {
        var rules = placement.UsageRules.ToLookup(r => (r.Address, r.Key));
        var keys = placement.UsageRules.ToLookup(r => r.Address, r => r.Key);
        return Estimate(
            placement.Graph,
            profile.Name,
            catalog,
            options with
            {
                Currency = options.Currency ?? placement.System.Currency,
            },
            new(
                (resource, key) => Sum(rules[(resource.Address, key)], profile),
                resource =>
                    keys[resource.Address]
                        .Distinct(StringComparer.Ordinal)
                        .Where(key => options.Usage?.Of(resource, key) is null)
                        .Where(key => IsPartlyUnknown(rules[(resource.Address, key)], profile))
            ),
            [.. placement.Components.Select(c => c.Component.Name)]
        );
    }

    /// <summary>Prices a resource graph of any origin, for example somebody else's plan.</summary>
    /// <param name="graph">The resources.</param>
    /// <param name="usageProfile">Name to show for the level of traffic; use itself comes from <paramref name="options"/>.</param>
    /// <param name="catalog">Providers whose rules and prices apply.</param>
    /// <param name="options">Currency, allowances, usage.</param>
    public static Estimate Estimate(
        ResourceGraph graph,
        string usageProfile,
        Catalog catalog,
        EstimateOptions options
    ) => Estimate(graph, usageProfile, catalog, options, new((_, _) => null, _ => []), []);

    private static Estimate Estimate(
        ResourceGraph graph,
        string usageProfile,
        Catalog catalog,
        EstimateOptions options,
        StatedUse stated,
        ImmutableArray<string> components
    )
    {
        // 1.
        var meter = new ResourceMeter(
            graph,
            (r, key) => options.Usage?.Of(r, key) ?? stated.Of(r, key),
            ComponentOf,
            options.Book
        );
        foreach (var resource in graph.Resources)
        {
            if (resource.IsData)
            {
                continue;
            }

            if (catalog.FindPricingRule(resource.Type) is var (provider, rule))
            {
                meter.Read(resource, rule, provider, stated.PartlyUnknown(resource));
            }
            else
            {
                meter.ReadWithoutRule(resource);
            }
        }

        // 2.–4.
        var currency = options.Currency ?? "USD";
        var invoice = new Invoice(currency, catalog.ExchangeRates, meter.UnpricedItems);
        invoice.Add(meter.Charges);
        if (options.FreeAllowances)
        {
            foreach (var provider in catalog.Providers)
            {
                invoice.Take(provider.Id, provider.Allowances);
            }
        }

        return invoice.Close(usageProfile, components) with
        {
            Unsupported = TypeCount.Of(meter.Unsupported),
        };
    }

    private static UsageRange? Sum(IEnumerable<UsageRule> rules, UsageProfile profile) =>
        rules
            .Select(r => r.Quantity(profile))
            .OfType<UsageRange>()
            .Aggregate((UsageRange?)null, (sum, use) => sum?.Plus(use) ?? use);

    private static bool IsPartlyUnknown(IEnumerable<UsageRule> rules, UsageProfile profile)
    {
        var quantities = rules.Select(r => r.Quantity(profile)).ToList();
        return quantities.Contains(null) && quantities.Exists(q => q is not null);
    }

    private static string ComponentOf(Resource resource) =>
        resource.Component.Length > 0 ? resource.Component : resource.Concern.Replace('_', '-');

    /// <summary>What a placement states of the use of its resources.</summary>
    /// <param name="Of">Sum of what is known of a key; null when nothing is.</param>
    /// <param name="PartlyUnknown">Keys of which a part is known and a part is not.</param>
    private sealed record StatedUse(
        Func<Resource, string, UsageRange?> Of,
        Func<Resource, IEnumerable<string>> PartlyUnknown
    );
}
