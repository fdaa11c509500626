using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks that usage profiles speak of components that exist, in quantities that their kind is counted in.</summary>
internal static class UsageChecks
{
    internal static void Check(Scope scope)
    {
        foreach (var profile in scope.Combination.System.EntriesAt("usage"))
        {
            foreach (var component in (profile.Value as YamlMap)?.EntriesAt("components") ?? [])
            {
                CheckComponent(component, scope);
            }
        }
    }

    private static void CheckComponent(YamlEntry component, Scope scope)
    {
        var kind = component.Key is UsageProfile.WholeSystem ? "system" : scope.Combination.KindOf(component.Key);
        if (kind is null && !scope.EveryComponent.Contains(component.Key))
        {
            var known = scope.EveryComponent.Add(UsageProfile.WholeSystem);
            scope.Report(MeaningFaults.UnknownComponent(component.Key, known, component.KeyLocation));
        }

        var quantities = kind switch
        {
            null => default,
            "system" => UsageQuantities.OfSystem,
            _ when ComponentKindWords.Parse(kind) is { } known => UsageQuantities.Of(known),
            _ => default,
        };
        foreach (var quantity in (component.Value as YamlMap)?.Entries ?? [])
        {
            if (!quantities.IsDefault && !quantities.Contains(quantity.Key) && kind is not null)
            {
                scope.Report(MeaningFaults.UnknownQuantity(quantity.Key, kind, quantities, quantity.KeyLocation));
            }

            if (quantity.Value is YamlMap range && !IsOrdered(range))
            {
                scope.Report(MeaningFaults.UnorderedRange(range.Location));
            }
        }
    }

    private static bool IsOrdered(YamlMap range) =>
        Bound(range, "least") is not { } least
        || Bound(range, "expected") is not { } expected
        || Bound(range, "most") is not { } most
        || (least <= expected && expected <= most);

    private static decimal? Bound(YamlMap range, string key) =>
        range.ScalarAt(key) is { } scalar ? ShapeChecker.NumberOf(scalar) : null;
}
