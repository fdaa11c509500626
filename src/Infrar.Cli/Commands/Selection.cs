using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Core;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Cli.Commands;

/// <summary>What a command line chose from a manifest: environment, strategy, traffic.</summary>
internal sealed record Selection
{
    /// <summary>The manifest.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>The environment.</summary>
    public required EnvironmentSummary Environment { get; init; }

    /// <summary>The system as the environment needs it under the strategy.</summary>
    public required SystemDescription System { get; init; }

    /// <summary>The level of traffic.</summary>
    public required UsageProfile Traffic { get; init; }

    /// <summary>The strategy's name.</summary>
    public string Strategy => System.Strategy.Name;

    /// <summary>Chooses, with the defaults of <see cref="SharedOptions"/>.</summary>
    /// <returns>The choice; <c>CLI003</c>, <c>CLI004</c> or <c>MAN101</c> when it cannot be made.</returns>
    public static Result<Selection> Of(Manifest manifest, ParseResult parse) =>
        Of(
            manifest,
            parse.GetValue(SharedOptions.Environment),
            parse.GetValue(SharedOptions.Strategy),
            parse.GetValue(SharedOptions.Traffic)
        );

    /// <summary>Chooses by name; null takes the default.</summary>
    /// <returns>The choice; <c>CLI003</c>, <c>CLI004</c> or <c>MAN101</c> when it cannot be made.</returns>
    public static Result<Selection> Of(Manifest manifest, string? named, string? strategy, string? level)
    {
        if (!EnvironmentOf(manifest, named).Succeeded(out var environment, out var problem))
        {
            return problem;
        }

        if (strategy is not null && !environment.Strategies.Contains(strategy))
        {
            return CliProblems.UnknownName("strategy", strategy, environment.Strategies);
        }

        if (!manifest.Resolve(environment.Name, strategy).Succeeded(out var system, out problem))
        {
            return problem;
        }

        if (!TrafficOf(system, level).Succeeded(out var traffic, out problem))
        {
            return problem;
        }

        return new Selection
        {
            Manifest = manifest,
            Environment = environment,
            System = system,
            Traffic = traffic,
        };
    }

    /// <summary>Places the chosen system.</summary>
    /// <returns>A feasible placement; <c>CLI007</c> with every reason when there is none.</returns>
    public Result<Placement> Place(Catalog catalog)
    {
        var placement = Planner.Place(System, catalog);
        return placement.Obstacles.IsEmpty
            ? placement
            : CliProblems.NotFeasible(
                Environment.Name,
                Strategy,
                [.. placement.Obstacles.Select(o => o.Component is "" ? o.Reason : $"{o.Component}: {o.Reason}")]
            );
    }

    private static Result<EnvironmentSummary> EnvironmentOf(Manifest manifest, string? name)
    {
        ImmutableArray<string> known = [.. manifest.Environments.Select(e => e.Name)];
        if (name is null)
        {
            return manifest.Environments is [var only] ? only : CliProblems.EnvironmentNotNamed(known);
        }

        return manifest.Environments.FirstOrDefault(e => e.Name == name) is { } found
            ? found
            : CliProblems.UnknownName("environment", name, known);
    }

    private static Result<UsageProfile> TrafficOf(SystemDescription system, string? name)
    {
        var profiles = system.UsageProfiles;
        if (name is not null)
        {
            return profiles.FirstOrDefault(p => p.Name == name) is { } named
                ? named
                : CliProblems.UnknownName("usage profile", name, [.. profiles.Select(p => p.Name)]);
        }

        return system.UsualTraffic;
    }
}
