using System.Collections.Immutable;

namespace Infrar.Core.Manifests;

/// <summary>Empty maps in ordinal order, so that the same input gives the same bytes in every culture.</summary>
public static class Ordinal
{
    /// <summary>An empty map from name to text.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
