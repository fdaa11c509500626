using System.Collections.Immutable;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Binding;

/// <summary>The fields of a map that was found sound, as the types that records have.</summary>
/// <param name="Map">The map; null reads like one in which nothing is stated.</param>
internal readonly record struct StatedFields(YamlMap? Map)
{
    /// <summary>The fields of a map within.</summary>
    internal StatedFields this[string key] => new(Map?.MapAt(key));

    internal bool Has(string key) => Map?[key] is not null;

    internal string Text(string key, string otherwise = "") => Map?.TextAt(key) ?? otherwise;

    internal decimal? Number(string key) => Map?.ScalarAt(key) is { } scalar ? ShapeChecker.NumberOf(scalar) : null;

    internal int? Whole(string key) => (int?)Number(key);

    internal bool Flag(string key, bool otherwise = false) => Map?.TextAt(key) is { } text ? text is "true" : otherwise;

    internal TimeSpan? Time(string key) =>
        Quantity(key, Dimension.Duration) is { } seconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    internal int? Days(string key) => (int?)(Quantity(key, Dimension.Duration) / 86_400);

    internal int? Mebibytes(string key) => (int?)Quantity(key, Dimension.Bytes);

    internal int? Gibibytes(string key) => (int?)(Quantity(key, Dimension.Bytes) / 1024);

    internal int? MebibytesPerSecond(string key) => (int?)Quantity(key, Dimension.Throughput);

    internal ImmutableArray<string> Texts(string key) => [.. Map?.ScalarsAt(key).Select(s => s.Text) ?? []];

    internal ImmutableArray<T> Maps<T>(string key, Func<StatedFields, T> bind) =>
        [.. Map?.ItemsAt(key).OfType<YamlMap>().Select(m => bind(new(m))) ?? []];

    internal ImmutableSortedDictionary<string, string> TextsByName(string key) =>
        Entries(key)
            .Where(e => e.Value is YamlScalar)
            .ToImmutableSortedDictionary(e => e.Key, e => ((YamlScalar)e.Value).Text, StringComparer.Ordinal);

    internal ImmutableArray<YamlEntry> Entries(string key) => Map?.EntriesAt(key) ?? [];

    private decimal? Quantity(string key, Dimension dimension) =>
        Map?.TextAt(key) is { } text ? QuantityText.Parse(text, dimension) : null;
}
