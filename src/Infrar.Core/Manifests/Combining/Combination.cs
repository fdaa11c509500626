using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>The system as one environment needs it under one strategy, not yet bound to records.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="StrategyName">The strategy's name.</param>
/// <param name="System">The manifest's own sections with every override applied.</param>
/// <param name="Strategy">The strategy with what it extends and what differs in the environment.</param>
/// <param name="StrategyEntry">Where the manifest states the strategy.</param>
internal sealed record Combination(
    string Environment,
    string StrategyName,
    YamlMap System,
    YamlMap Strategy,
    YamlEntry StrategyEntry
)
{
    /// <summary>The components; an empty map when what is stated is none.</summary>
    internal YamlMap Components { get; } = System["components"] as YamlMap ?? new([], System.Location, System.End);

    /// <summary>Whether an environment or strategy took the component away on purpose.</summary>
    internal bool IsRemoved(string component) => Components.Removed.Any(r => r.Key == component);

    /// <summary>The kind's word that a component states, or null.</summary>
    internal string? KindOf(string component) =>
        Components[component] is YamlMap map && map["kind"] is YamlScalar kind ? kind.Text : null;
}
