using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>Finds the assignment of a component in a combination.</summary>
internal static class Assignments
{
    /// <summary>
    /// What the strategy states for the component or its kind; a sidecar for which it states nothing follows its workload.
    /// Null when the component is not placed.
    /// </summary>
    internal static YamlMap? Of(Combination combination, string component, ComponentKind kind)
    {
        var stated = StrategyOverlay.AssignmentOf(combination.Strategy, component, kind.Word());
        return
            stated is null
            && kind is ComponentKind.Sidecar
            && (combination.Components[component] as YamlMap)?.TextAt("of") is { } workload
            && combination.KindOf(workload) is { } word
            && ComponentKindWords.Parse(word) is { } of and not ComponentKind.Sidecar
            ? Of(combination, workload, of)
            : stated;
    }
}
