using System.Collections.Immutable;
using Infrar.Core.Comparisons;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Yaml;
using Infrar.Core.Resources;

namespace Infrar.Core.Manifests.Binding;

/// <summary>Makes the record of a strategy, with the assignment of every component.</summary>
internal static class StrategyBinder
{
    internal static Strategy Bind(Combination combination, CombinedLanguage language)
    {
        var stated = new StatedFields(combination.StrategyEntry.Value as YamlMap);
        return new()
        {
            Name = combination.StrategyName,
            Title = stated.Text("title", combination.StrategyName),
            Assignments = combination.Components.Entries.ToImmutableSortedDictionary(
                c => c.Key,
                c => Assignment(c.Key, combination, language),
                StringComparer.Ordinal
            ),
            Providers = combination
                .Strategy.EntriesAt("providers")
                .ToImmutableSortedDictionary(
                    p => p.Key,
                    p => Settings(p.Key, (YamlMap)p.Value, language),
                    StringComparer.Ordinal
                ),
            Assessment = stated.Has("assessment") ? AssessmentOf(stated["assessment"]) : null,
        };
    }

    private static Assessment AssessmentOf(StatedFields stated)
    {
        var stars = stated["stars"];
        return new(
            stated.Text("source"),
            CriterionWords
                .All.Where(c => stars.Whole(c.Word()) is not null)
                .ToImmutableSortedDictionary(c => c, c => stars.Whole(c.Word()) ?? 0)
        );
    }

    private static Assignment Assignment(string component, Combination combination, CombinedLanguage language)
    {
        var kind = ComponentKindWords.Parse(combination.KindOf(component) ?? "");
        var stated =
            kind is { } known && Assignments.Of(combination, component, known) is { } assignment
                ? new StatedFields(assignment)
                : throw new InvalidOperationException($"The placement of '{component}' was not checked.");
        var offering = stated.Text("offering");
        var shape = language.Assignment.Cases.First(c => c.Word == offering).Shape.Find("options")?.Shape;
        var options = stated["options"].Map;
        return new(
            offering,
            stated.Text("region"),
            stated.Text("size"),
            shape is null || options is null ? Value.MapOf.Empty : (Value.MapOf)ValueBinder.Bind(options, shape)
        );
    }

    private static ProviderSettings Settings(string provider, YamlMap stated, CombinedLanguage language)
    {
        var shape = language.SettingsOf(provider) ?? ObjectShape.Empty;
        return new(
            new StatedFields(stated).Text("region"),
            (Value.MapOf)ValueBinder.Bind(stated.Without("region"), shape)
        );
    }
}
