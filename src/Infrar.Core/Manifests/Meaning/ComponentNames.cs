using System.Collections.Immutable;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Gathers the components that a manifest knows, wherever they are described.</summary>
internal static class ComponentNames
{
    internal static ImmutableSortedSet<string> In(YamlMap root)
    {
        var parts = root.EntriesAt("environments")
            .Concat(root.EntriesAt("strategies"))
            .Select(e => e.Value)
            .OfType<YamlMap>()
            .Prepend(root);
        return parts
            .SelectMany(p => p.EntriesAt("components"))
            .Where(c => !c.Value.IsNull)
            .Select(c => c.Key)
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
