using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Core.Tofu;

/// <summary>Writes a placement as an OpenTofu configuration.</summary>
public static class TofuWriter
{
    /// <summary>Files of the configuration, path to content, in the form that <c>tofu fmt</c> leaves alone.</summary>
    public static ImmutableSortedDictionary<string, string> Write(Placement placement, Catalog catalog) =>
        throw new NotSupportedException("The OpenTofu writer is being written.");
}
