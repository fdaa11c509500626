using System.Collections.Immutable;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Compose;

/// <summary>Reads YAML as Compose means it: merge keys, and lists and maps that say the same.</summary>
internal static class ComposeNodes
{
    private const string MergeKey = "<<";

    /// <summary>A map with its merge keys resolved: own entries first, then those of each merged map; null for anything else.</summary>
    internal static YamlMap? Resolve(YamlNode? node)
    {
        if (node is not YamlMap map || map.Find(MergeKey) is not { } merge)
        {
            return node as YamlMap;
        }

        var entries = map.Entries.Where(e => e.Key is not MergeKey).ToList();
        var known = entries.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        IEnumerable<YamlNode> merged = merge.Value is YamlSequence list ? list.Items : [merge.Value];
        foreach (var entry in merged.SelectMany(m => Resolve(m)?.Entries ?? []).Where(e => known.Add(e.Key)))
        {
            entries.Add(entry);
        }

        return new YamlMap([.. entries], map.Location, map.End);
    }

    /// <summary>The text of a scalar; null for nothing and for anything else.</summary>
    internal static string? Text(YamlNode? node) => node is YamlScalar { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>The texts of a list, or a single text as a list of one.</summary>
    internal static IEnumerable<(string Text, YamlNode Node)> Texts(YamlNode? node) =>
        node switch
        {
            YamlSequence list => list
                .Items.Select(i => (Text(i), i))
                .Where(i => i.Item1 is not null)
                .Select(i => (i.Item1 ?? "", i.i)),
            _ when Text(node) is { } one && node is not null => [(one, node)],
            _ => [],
        };

    /// <summary>Pairs of a map, or of a list of <c>KEY=value</c>; a null value where none is stated.</summary>
    internal static IEnumerable<(string Key, string? Value, YamlNode Node)> Pairs(YamlNode? node)
    {
        if (Resolve(node) is { } map)
        {
            return map.Entries.Select(e => (e.Key, Text(e.Value), e.Value));
        }

        return Texts(node)
            .Select(t =>
            {
                var equals = t.Text.IndexOf('=', StringComparison.Ordinal);
                return equals < 0
                    ? (t.Text, (string?)null, t.Node)
                    : (t.Text[..equals], t.Text[(equals + 1)..], t.Node);
            });
    }

    /// <summary>Keys of a map, or the texts of a list, as in <c>depends_on</c>.</summary>
    internal static ImmutableArray<string> Names(YamlNode? node) =>
        Resolve(node) is { } map ? [.. map.Entries.Select(e => e.Key)] : [.. Texts(node).Select(t => t.Text)];

    /// <summary>Follows keys through maps.</summary>
    internal static YamlNode? At(YamlNode? node, params IEnumerable<string> path) =>
        path.Aggregate(node, (current, key) => Resolve(current)?[key]);
}
