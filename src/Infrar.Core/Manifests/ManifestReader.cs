using Infrar.Core.Placements;

namespace Infrar.Core.Manifests;

/// <summary>Reads <c>infrar.yaml</c>: every fault at once, each with its place and mend.</summary>
public static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="text">The file's text; treated as hostile.</param>
    /// <param name="file">Path to name in diagnostics.</param>
    /// <param name="catalog">Offerings and providers that strategies may name.</param>
    public static ManifestReading Read(string text, string file, Catalog catalog) =>
        throw new NotSupportedException("The manifest language is being written.");
}
