using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>What the checks of one combination share.</summary>
/// <param name="Combination">The combination.</param>
/// <param name="EveryComponent">Names of components that any part of the manifest knows, this combination or not.</param>
/// <param name="Catalog">Offerings and providers.</param>
/// <param name="Report">Takes a fault; the same fault of several combinations is told once.</param>
internal sealed record Scope(
    Combination Combination,
    ImmutableSortedSet<string> EveryComponent,
    Catalog Catalog,
    Action<Diagnostic> Report
);
