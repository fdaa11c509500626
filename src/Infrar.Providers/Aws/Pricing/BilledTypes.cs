using System.Collections.Immutable;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Pricing;

/// <summary>A resource type that is billed and that the price book has no prices for yet.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Service">Service as AWS's price list calls it.</param>
/// <param name="Items">Each thing that is billed.</param>
internal sealed record BilledType(string Type, string Service, params ImmutableArray<BilledItem> Items);

/// <summary>One thing that a type is billed for.</summary>
/// <param name="What">What it is.</param>
/// <param name="By">Attributes that decide its price, by commas; a unit may follow each: <c>volume_size GB</c>.</param>
/// <param name="Key">Usage key of its quantity, Infracost's where it has one; empty where the configuration fixes it.</param>
/// <param name="When">What the configuration must say: <c>attribute</c>, or <c>attribute=a|b</c>, where nothing between the bars is what nobody set; empty for always.</param>
/// <param name="Unless">What the configuration must not say, in the same form; empty for nothing.</param>
/// <param name="Each">Nested block that it is billed for once each, and that <paramref name="By"/> reads; empty for none.</param>
internal sealed record BilledItem(
    string What,
    string By = "",
    string Key = "",
    string When = "",
    string Unless = "",
    string Each = ""
);

/// <summary>Says each thing that such a type is billed for, with what to look up: never nothing, never zero.</summary>
internal sealed class BilledTypeRule(BilledType billed) : PricingRule
{
    /// <summary>A rule for every type of the tables.</summary>
    internal static ImmutableArray<PricingRule> All =>
        [
            .. BilledCompute
                .Types.Concat(BilledData.Types)
                .Concat(BilledAnalytics.Types)
                .Concat(BilledNetwork.Types)
                .Concat(BilledApplication.Types)
                .Concat(BilledOperations.Types)
                .Select(t => new BilledTypeRule(t)),
        ];

    /// <summary>What the rule says, for those who check it against the provider's schema.</summary>
    internal BilledType Billed => billed;

    /// <inheritdoc/>
    public override string ResourceType => billed.Type;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        foreach (var item in billed.Items)
        {
            var holds = item.When.Length == 0 || Holds(resource, item.When);
            if (!holds || (item.Unless.Length > 0 && Holds(resource, item.Unless)))
            {
                continue;
            }

            foreach (var part in item.Each.Length == 0 ? [resource.Attributes] : resource[item.Each].Items())
            {
                var facts = string.Join(", ", FactsOf(part, item.By));
                NotInBook.Say(
                    meter,
                    resource,
                    facts.Length == 0 ? item.What : $"{item.What} ({facts})",
                    facts.Length == 0 ? billed.Service : $"{billed.Service}, {facts},",
                    item.Key
                );
            }
        }
    }

    /// <summary>Attribute paths and units of <paramref name="by"/>.</summary>
    internal static IEnumerable<(string Path, string Unit)> AttributesOf(string by) =>
        by.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => a.Split(' ', 2))
            .Select(a => (a[0], a is [_, var unit] ? $" {unit}" : ""));

    private static IEnumerable<string> FactsOf(Value part, string by)
    {
        foreach (var (path, unit) in AttributesOf(by))
        {
            var value = part.At(path);
            foreach (var one in value is Value.ListOf list ? list.Items : [value])
            {
                if (one.AsText() is { Length: > 0 } text)
                {
                    yield return $"{text}{unit}";
                }
            }
        }
    }

    private static bool Holds(Resource resource, string condition)
    {
        if (condition.Split('=') is [var attribute, var values])
        {
            return values.Split('|').Contains(resource[attribute].AsText() ?? "", StringComparer.Ordinal);
        }

        var value = resource[condition];
        return value.IsSet() && value.AsFlag() is not false;
    }
}
