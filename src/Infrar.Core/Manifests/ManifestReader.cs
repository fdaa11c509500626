using System.Collections.Frozen;
using System.Collections.Immutable;
using Infrar.Core.Manifests.Binding;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Manifests.Meaning;
using Infrar.Core.Manifests.Yaml;
using Infrar.Core.Placements;

namespace Infrar.Core.Manifests;

/// <summary>Reads <c>infrar.yaml</c>: every fault at once, each with its place and mend.</summary>
/// <remarks>
/// 1. Read the YAML into nodes that know their place.
/// 2. Hold what is stated against the language, and environments and strategies against each other.
/// 3. Make every combination of environment and allowed strategy, and check each: its shape, then its meaning.
/// 4. Where nothing is wrong, bind every combination, so that resolving one later never fails.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Most values that all combinations together may hold; beyond, a manifest would take seconds to read.</summary>
    private const int MaxWork = 2_000_000;

    /// <summary>Reads a manifest.</summary>
    /// <param name="text">The file's text; treated as hostile.</param>
    /// <param name="file">Path to name in diagnostics.</param>
    /// <param name="catalog">Offerings and providers that strategies may name.</param>
    public static ManifestReading Read(string text, string file, Catalog catalog)
    {
        // 1.
        var yaml = YamlReader.Read(text, file);
        var faults = new FaultCollector(yaml.Diagnostics);
        if (yaml.Root is not YamlMap root)
        {
            if (yaml.Root is not null || yaml.Diagnostics.IsEmpty)
            {
                faults.Add(ShapeFaults.EmptyFile(yaml.Root?.Location ?? new(file, 1, 1)));
            }

            return new(null, faults.InOrder());
        }

        // 2.
        var language = new CombinedLanguage(catalog);
        var checker = new ShapeChecker(faults.Add);
        var combiner = new Combiner(root);
        var components = ComponentNames.In(root);
        checker.Check(root, language.Root, NodePath.Top);
        StructureChecks.Check(root, combiner, components, faults.Add);

        var count = combiner.Count();
        if ((long)count * yaml.Nodes > MaxWork)
        {
            faults.Add(
                MeaningFaults.TooManyCombinations(count, root.Find("environments")?.KeyLocation ?? root.Location)
            );
            return new(null, faults.InOrder());
        }

        // 3.
        var combinations = combiner.All().ToImmutableArray();
        foreach (var combination in combinations)
        {
            CombinationChecks.Check(new(combination, components, catalog, faults.Add), checker, language);
        }

        // 4.
        return new(faults.HasErrors ? null : Bind(root, combinations, language), faults.InOrder());
    }

    private static Manifest Bind(YamlMap root, ImmutableArray<Combination> combinations, CombinedLanguage language)
    {
        var system = root.TextAt("system") ?? "";
        var bound = combinations.ToFrozenDictionary(
            c => (c.Environment, c.StrategyName),
            c => SystemBinder.Bind(system, c, language)
        );
        return new()
        {
            System = system,
            Environments =
            [
                .. root.EntriesAt("environments")
                    .Select(e => new EnvironmentSummary(
                        e.Key,
                        (e.Value as YamlMap)?.TextAt("title") ?? e.Key,
                        [.. combinations.Where(c => c.Environment == e.Key).Select(c => c.StrategyName)]
                    )),
            ],
            Strategies =
            [
                .. root.EntriesAt("strategies")
                    .Select(s => new StrategySummary(s.Key, (s.Value as YamlMap)?.TextAt("title") ?? s.Key)),
            ],
            UsageProfiles = [.. root.EntriesAt("usage").Select(p => p.Key)],
            Resolver = (environment, strategy) => bound[(environment, strategy)],
        };
    }
}
