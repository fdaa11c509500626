using System.Collections.Immutable;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>Looks into maps that may not be as they should: what has another sort counts as absent.</summary>
internal static class YamlMapReading
{
    /// <summary>The map under a key, or null.</summary>
    internal static YamlMap? MapAt(this YamlMap map, string key) => map[key] as YamlMap;

    /// <summary>The text, number or flag under a key, or null.</summary>
    internal static YamlScalar? ScalarAt(this YamlMap map, string key) =>
        map[key] is YamlScalar { IsNull: false } scalar ? scalar : null;

    /// <summary>The text under a key, or null.</summary>
    internal static string? TextAt(this YamlMap map, string key) => map.ScalarAt(key)?.Text;

    /// <summary>The items under a key, a single value counting as a list of one; empty when absent.</summary>
    internal static ImmutableArray<YamlNode> ItemsAt(this YamlMap map, string key) =>
        map[key] switch
        {
            YamlSequence list => list.Items,
            YamlScalar { IsNull: false } single => [single],
            _ => [],
        };

    /// <summary>The texts under a key.</summary>
    internal static IEnumerable<YamlScalar> ScalarsAt(this YamlMap map, string key) =>
        map.ItemsAt(key).OfType<YamlScalar>();

    /// <summary>The entries of the map under a key; empty when absent.</summary>
    internal static ImmutableArray<YamlEntry> EntriesAt(this YamlMap map, string key) => map.MapAt(key)?.Entries ?? [];
}
