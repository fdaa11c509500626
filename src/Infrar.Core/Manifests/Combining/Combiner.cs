using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Combining;

/// <summary>Makes every combination of environment and allowed strategy that a manifest describes.</summary>
/// <remarks>
/// Base description, then the environment, then the strategy's own <c>components</c>. A strategy is what it extends, then
/// what it states, then what it states for the environment.
/// </remarks>
internal sealed class Combiner(YamlMap root)
{
    private readonly YamlMap _environments = MapAt(root, "environments");
    private readonly YamlMap _strategies = MapAt(root, "strategies");
    private readonly Dictionary<(string Strategy, string Environment), YamlMap> _laid = [];

    /// <summary>Every combination, environments in manifest order, strategies in the environment's.</summary>
    internal IEnumerable<Combination> All()
    {
        foreach (var environment in _environments.Entries)
        {
            if (environment.Value is not YamlMap stated)
            {
                continue;
            }

            var system = SystemIn(stated);
            foreach (var name in StrategiesOf(stated).Select(s => s.Text).Distinct(StringComparer.Ordinal))
            {
                if (_strategies.Find(name) is { Value: YamlMap } entry)
                {
                    var strategy = StrategyIn(name, environment.Key);
                    yield return new(environment.Key, name, WithComponentsOf(strategy, system), strategy, entry);
                }
            }
        }
    }

    /// <summary>How many combinations there are at most.</summary>
    internal int Count() =>
        _environments.Entries.Sum(e => e.Value is YamlMap stated ? StrategiesOf(stated).Count() : 0);

    /// <summary>The strategies that an environment allows, as stated.</summary>
    internal static IEnumerable<YamlScalar> StrategiesOf(YamlMap environment) =>
        environment["strategies"] switch
        {
            YamlScalar { IsNull: false } only => [only],
            YamlSequence list => list.Items.OfType<YamlScalar>(),
            _ => [],
        };

    /// <summary>A strategy and what it extends, itself first; ends where a name is unknown or comes again.</summary>
    internal IEnumerable<string> ChainOf(string strategy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (
            var name = strategy;
            name is not null && seen.Add(name) && _strategies[name] is YamlMap stated;
            name = (stated["extends"] as YamlScalar)?.Text
        )
        {
            yield return name;
        }
    }

    private YamlMap SystemIn(YamlMap environment) =>
        (YamlMap)
            Overlay.Lay(
                environment.Without("title", "strategies"),
                root.Without("infrar", "system", "environments", "strategies")
            );

    private YamlMap StrategyIn(string strategy, string environment)
    {
        if (_laid.TryGetValue((strategy, environment), out var known))
        {
            return known;
        }

        YamlMap? laid = null;
        foreach (var name in ChainOf(strategy).Reverse())
        {
            var stated = MapAt(_strategies, name);
            var own = stated.Without("title", "extends", "assessment", "in");
            var differing = (stated["in"] as YamlMap)?[environment] as YamlMap;
            laid = StrategyOverlay.Lay(differing, laid is null ? own : StrategyOverlay.Lay(own, laid));
        }

        return _laid[(strategy, environment)] = laid ?? MapAt(_strategies, strategy);
    }

    /// <summary>Lays a strategy's own view of components over them, except of those that the environment took away.</summary>
    private static YamlMap WithComponentsOf(YamlMap strategy, YamlMap system)
    {
        if (strategy["components"] is not YamlMap differing || system["components"] is not YamlMap components)
        {
            return system;
        }

        var absent = components.Removed.Select(r => r.Key).ToArray();
        var laid = new YamlEntry("components", differing.Location, differing.Without(absent));
        return (YamlMap)Overlay.Lay(new YamlMap([laid], strategy.Location, strategy.End), system);
    }

    private static YamlMap MapAt(YamlMap map, string key) =>
        map[key] as YamlMap ?? new YamlMap([], map.Location, map.End);
}
