using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks how environments and strategies hang together, before any two are combined.</summary>
internal static class StructureChecks
{
    internal static void Check(
        YamlMap root,
        Combiner combiner,
        ImmutableSortedSet<string> components,
        Action<Diagnostic> report
    )
    {
        var environments = root.EntriesAt("environments");
        var strategies = root.EntriesAt("strategies");
        var names = strategies.Select(s => s.Key).ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);

        foreach (var environment in environments)
        {
            foreach (var allowed in environment.Value is YamlMap stated ? Combiner.StrategiesOf(stated) : [])
            {
                CheckStrategy(allowed, names, report);
                used.UnionWith(combiner.ChainOf(allowed.Text));
            }

            CheckOverrides(environment.Value, root, components, report);
        }

        foreach (var strategy in strategies)
        {
            if (strategy.Value is not YamlMap stated)
            {
                continue;
            }

            CheckExtends(strategy.Key, stated, combiner, names, report);
            CheckPlace(stated, components, report);
            foreach (var part in stated.EntriesAt("in"))
            {
                if (environments.All(e => e.Key != part.Key))
                {
                    report(
                        MeaningFaults.UnknownEnvironment(part.Key, environments.Select(e => e.Key), part.KeyLocation)
                    );
                }

                if (part.Value is YamlMap differing)
                {
                    CheckPlace(differing, components, report);
                }
            }

            if (!used.Contains(strategy.Key))
            {
                report(MeaningFaults.UnusedStrategy(strategy.Key, strategy.KeyLocation));
            }
        }
    }

    private static void CheckStrategy(YamlScalar name, List<string> known, Action<Diagnostic> report)
    {
        if (!known.Contains(name.Text))
        {
            report(MeaningFaults.UnknownStrategy(name.Text, known, name.Location));
        }
    }

    private static void CheckExtends(
        string strategy,
        YamlMap stated,
        Combiner combiner,
        List<string> known,
        Action<Diagnostic> report
    )
    {
        if (stated.ScalarAt("extends") is not { } extends)
        {
            return;
        }

        CheckStrategy(extends, known, report);
        if (combiner.ChainOf(extends.Text).Contains(strategy))
        {
            report(MeaningFaults.CircularExtends(strategy, extends.Text, extends.Location));
        }
    }

    /// <summary>What is placed is a kind or a component that some part of the manifest knows.</summary>
    private static void CheckPlace(YamlMap strategy, ImmutableSortedSet<string> components, Action<Diagnostic> report)
    {
        foreach (var entry in strategy.EntriesAt("place"))
        {
            if (ComponentKindWords.Parse(entry.Key) is null && !components.Contains(entry.Key))
            {
                report(
                    MeaningFaults.UnknownComponent(
                        entry.Key,
                        components.Union(ComponentKindWords.All),
                        entry.KeyLocation
                    )
                );
            }
        }
    }

    /// <summary>Only what is described can be taken away.</summary>
    private static void CheckOverrides(
        YamlNode environment,
        YamlMap root,
        ImmutableSortedSet<string> components,
        Action<Diagnostic> report
    )
    {
        foreach (var entry in (environment as YamlMap)?.EntriesAt("components") ?? [])
        {
            if (entry.Value.IsNull && root.MapAt("components")?[entry.Key] is null)
            {
                report(MeaningFaults.UnknownComponent(entry.Key, components.Remove(entry.Key), entry.KeyLocation));
            }
        }
    }
}
