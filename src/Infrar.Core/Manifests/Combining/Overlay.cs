using System.Collections.Immutable;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>Lays one value over another: maps are merged key by key, everything else is replaced, an empty value removes.</summary>
/// <remarks>Works on nodes, so that every part of the result still knows the place it was written at.</remarks>
internal static class Overlay
{
    /// <summary>The value that <paramref name="over"/> makes of <paramref name="under"/>.</summary>
    internal static YamlNode Lay(YamlNode? over, YamlNode under) =>
        (over, under) switch
        {
            (null, _) => under,
            (YamlMap { Entries.IsEmpty: true }, YamlMap) => under,
            (YamlMap o, YamlMap u) => LayMap(o, u, static (_, entryOver, entryUnder) => Lay(entryOver, entryUnder)),
            _ => over,
        };

    /// <summary>Merges two maps; <paramref name="lay"/> says what becomes of a key that both have.</summary>
    internal static YamlMap LayMap(YamlMap over, YamlMap under, Func<string, YamlNode, YamlNode, YamlNode> lay)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(under.Entries.Length + over.Entries.Length);
        foreach (var below in under.Entries)
        {
            var above = over.Find(below.Key);
            if (above is null)
            {
                entries.Add(below);
            }
            else if (!above.Value.IsNull)
            {
                entries.Add(new(below.Key, above.KeyLocation, lay(below.Key, above.Value, below.Value)));
            }
        }

        entries.AddRange(over.Entries.Where(e => !e.Value.IsNull && under.Find(e.Key) is null));
        return new(entries.ToImmutable(), under.Location, under.End)
        {
            Removed = [.. under.Removed, .. over.Removed, .. over.Entries.Where(e => e.Value.IsNull)],
        };
    }

    /// <summary>The map without some of its keys.</summary>
    internal static YamlMap Without(this YamlMap map, params ReadOnlySpan<string> keys)
    {
        var kept = ImmutableArray.CreateBuilder<YamlEntry>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (!keys.Contains(entry.Key))
            {
                kept.Add(entry);
            }
        }

        return new(kept.ToImmutable(), map.Location, map.End) { Removed = map.Removed };
    }
}
