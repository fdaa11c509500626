using System.Collections.Frozen;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests.Language;

/// <summary>The shapes that the parts of a combination have once every override is applied.</summary>
internal sealed class CombinedLanguage(Catalog catalog)
{
    private readonly FrozenDictionary<string, ObjectShape> _settings = catalog.Providers.ToFrozenDictionary(
        p => p.Id,
        StrategyShapes.Settings,
        StringComparer.Ordinal
    );

    /// <summary>The whole language.</summary>
    internal ObjectShape Root { get; } = ManifestLanguage.For(catalog);

    /// <summary>A component of any kind.</summary>
    internal Shape Component => SectionOf("components") is MapShape components ? components.Value : ComponentShapes.Any;

    /// <summary>A section of the system, such as <c>network</c>; null for one that is unknown.</summary>
    internal Shape? SectionOf(string name) => Root.Find(name)?.Shape;

    /// <summary>An assignment.</summary>
    internal TaggedShape Assignment { get; } = StrategyShapes.Assignment(catalog);

    /// <summary>The settings of a provider; null for one that is unknown.</summary>
    internal ObjectShape? SettingsOf(string provider) => _settings.GetValueOrDefault(provider);
}
