using System.Collections.Immutable;

namespace Infrar.Core.Resources;

/// <summary>A resource type and how many resources are of it.</summary>
/// <param name="Type">OpenTofu type.</param>
/// <param name="Count">One or more.</param>
public sealed record TypeCount(string Type, int Count)
{
    /// <summary>The types of resources, each once, by name.</summary>
    public static ImmutableArray<TypeCount> Of(IEnumerable<Resource> resources) =>
        [
            .. resources
                .CountBy(r => r.Type, StringComparer.Ordinal)
                .OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new TypeCount(t.Key, t.Value)),
        ];
}
