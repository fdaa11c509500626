using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>What reading a YAML file gave.</summary>
/// <param name="Root">The document's value; null when it cannot be told or the file is empty.</param>
/// <param name="Diagnostics">Every fault that could be found, in order of place.</param>
public sealed record YamlReading(YamlNode? Root, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>How many values the file has, aliases counted as written out.</summary>
    public int Nodes { get; init; }
}
