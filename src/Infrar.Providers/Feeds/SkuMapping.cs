using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Feeds;

/// <summary>Under which name the pricing rules ask for what a feed sells.</summary>
/// <param name="Service">Service of the price book.</param>
/// <param name="RegionId">Region of the price book.</param>
/// <param name="PricingUnit">Unit that the rules count in.</param>
/// <param name="Description">Description of the price book, which some rules select by.</param>
/// <param name="Attributes">Attributes that the rules select by.</param>
/// <param name="IsBySku">Whether the price book names this very SKU; such a row goes before one that only looks alike.</param>
/// <param name="DropsFreeBand">
/// Whether a first band that is free is left out: it is an allowance of the whole account, which is taken off once for all resources.
/// </param>
public sealed record RuleName(
    string Service,
    string RegionId,
    string PricingUnit,
    string Description,
    ImmutableSortedDictionary<string, string> Attributes,
    bool IsBySku,
    bool DropsFreeBand
)
{
    // No price has two of these; what has one is asked for by it.
    private static readonly ImmutableArray<string> _selectors = ["instanceType", "skuName", "machineType"];

    /// <summary>What narrows a look-up down most: the instance type or its like; empty for none.</summary>
    public string Selector => SelectorOf(name => Attributes.GetValueOrDefault(name, ""));

    /// <summary>The same of a query; empty when it names none.</summary>
    public static string SelectorOf(PriceQuery query) =>
        SelectorOf(name => query.Attributes.FirstOrDefault(a => a.Name == name).Value ?? "");

    private static string SelectorOf(Func<string, string> value) =>
        _selectors.Select(value).FirstOrDefault(v => v.Length > 0) ?? "";
}

/// <summary>Finds the names that the rules have for a feed's SKUs.</summary>
/// <remarks>
/// 1. A SKU that the embedded price book names has the name that it has there. 2. Else a line of the provider's list of alike SKUs may
/// fit, which serves regions and sizes that the embedded book lacks. 3. Else it has none: it is kept and can be searched, and no rule
/// uses it.
/// </remarks>
public class SkuMapping
{
    private readonly FrozenDictionary<string, ImmutableArray<Price>> _bySku;
    private readonly FrozenDictionary<string, ImmutableArray<AlikeSku>> _alike;

    /// <summary>A mapping.</summary>
    /// <param name="embedded">The provider's prices as they ship.</param>
    /// <param name="alike">SKUs by what they are.</param>
    public SkuMapping(PriceTable embedded, ImmutableArray<AlikeSku> alike)
    {
        _bySku = embedded
            .Prices.Where(p => !p.SkuId.StartsWith("infrar:", StringComparison.Ordinal))
            .GroupBy(p => p.SkuId, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        _alike = alike
            .GroupBy(a => a.Service, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        Revision = RevisionOf(embedded, alike);
    }

    /// <summary>Changes when any SKU's name may have changed.</summary>
    public string Revision { get; }

    /// <summary>The name of a SKU; null when no rule asks for it.</summary>
    /// <param name="sku">What is sold.</param>
    public virtual RuleName? Of(FeedSku sku)
    {
        if (_bySku.TryGetValue(sku.SkuId, out var known))
        {
            var price = known.FirstOrDefault(p => p.RegionId == sku.RegionId) ?? (known.Length is 1 ? known[0] : null);
            if (price is not null)
            {
                return new(
                    price.Service,
                    price.RegionId,
                    price.PricingUnit,
                    price.Description,
                    price.Attributes,
                    IsBySku: true,
                    DropsFreeBand: price.Tiers[0].ListUnitPrice > 0m
                );
            }
        }

        foreach (var alike in _alike.GetValueOrDefault(sku.Service, []))
        {
            if (alike.Of(sku) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    private static string RevisionOf(PriceTable embedded, ImmutableArray<AlikeSku> alike)
    {
        var text = new StringBuilder();
        foreach (var price in embedded.Prices)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{price.SkuId}|{price.RegionId}|{price.Service}|{price.PricingUnit}|{price.Description}|{string.Join(',', price.Attributes)}\n"
            );
        }

        text.AppendJoin('\n', alike.Select(a => a.ToString()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}

/// <summary>A sort of SKU that a feed sells in many regions or sizes, and the name that the rules have for it.</summary>
/// <param name="Service">Service of the feed.</param>
/// <param name="PricingUnit">Unit of the price book.</param>
/// <param name="Where">
/// What the feed states of it, all of it: <c>name=value</c>, <c>name=</c> for nothing, <c>name^=start</c>. <c>family</c> and
/// <c>description</c> are what their names say.
/// </param>
/// <param name="Attributes">Attributes of the price book: <c>name=value</c>, or <c>name=$attribute</c> for what the feed states.</param>
public sealed record AlikeSku(string Service, string PricingUnit, string Where, string Attributes)
{
    private readonly ImmutableArray<(string Name, bool IsStart, string Value)> _conditions = Conditions(Where);
    private readonly ImmutableArray<(string Name, string Value)> _attributes =
    [
        .. Conditions(Attributes).Select(c => (c.Name, c.Value)),
    ];

    /// <summary>Service of the price book, where it has another name there.</summary>
    public string BookService { get; init; } = Service;

    /// <summary>What the condition on a usage type is about: it has the region's code before it, in some feeds.</summary>
    public Func<FeedSku, string, string> Value { get; init; } = Plain;

    /// <summary>The name of a SKU of the service; null when it is another sort.</summary>
    internal RuleName? Of(FeedSku sku)
    {
        if (sku.RegionId.Length is 0)
        {
            return null;
        }

        foreach (var (name, isStart, wanted) in _conditions)
        {
            var stated = Value(sku, name);
            if (isStart ? !stated.StartsWith(wanted, StringComparison.Ordinal) : stated != wanted)
            {
                return null;
            }
        }

        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _attributes)
        {
            attributes[name] = value.StartsWith('$') ? Value(sku, value[1..]) : value;
        }

        return new(
            BookService,
            sku.RegionId,
            PricingUnit,
            sku.Description,
            attributes.ToImmutable(),
            IsBySku: false,
            DropsFreeBand: true
        );
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}|{BookService}|{PricingUnit}|{Where}|{Attributes}";

    /// <summary>What a SKU states of a name.</summary>
    public static string Plain(FeedSku sku, string name) =>
        name switch
        {
            "family" => sku.Family,
            "description" => sku.Description,
            "skuId" => sku.SkuId,
            _ => sku[name],
        };

    private static ImmutableArray<(string Name, bool IsStart, string Value)> Conditions(string text) =>
        [
            .. text.Split("; ", StringSplitOptions.RemoveEmptyEntries)
                .Select(part =>
                {
                    var at = part.IndexOf('=', StringComparison.Ordinal);
                    return at > 0 && part[at - 1] is '^'
                        ? (part[..(at - 1)], true, part[(at + 1)..])
                        : (part[..at], false, part[(at + 1)..]);
                }),
        ];
}
