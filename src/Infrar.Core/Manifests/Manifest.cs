using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Manifests;

/// <summary>A manifest that was read without an error; gives the system as any environment and strategy needs it.</summary>
public sealed class Manifest
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>Environments in manifest order.</summary>
    public required ImmutableArray<EnvironmentSummary> Environments { get; init; }

    /// <summary>Strategies in manifest order.</summary>
    public required ImmutableArray<StrategySummary> Strategies { get; init; }

    /// <summary>Names of the usage profiles in manifest order.</summary>
    public required ImmutableArray<string> UsageProfiles { get; init; }

    internal Func<string, string, SystemDescription> Resolver { get; init; } =
        (_, _) => throw new InvalidOperationException("A manifest comes from ManifestReader.");

    /// <summary>The system as one environment needs it under one strategy.</summary>
    /// <param name="environment">Environment name.</param>
    /// <param name="strategy">Strategy name; null for the environment's first.</param>
    /// <returns>The description; <c>MAN100</c> for an unknown environment, <c>MAN101</c> for a strategy that the environment does not allow.</returns>
    public Result<SystemDescription> Resolve(string environment, string? strategy)
    {
        var found = Environments.FirstOrDefault(e => e.Name == environment);
        if (found is null)
        {
            return ManifestProblems.UnknownEnvironment(environment, Environments.Select(e => e.Name));
        }

        var chosen = strategy ?? found.Strategies[0];
        return found.Strategies.Contains(chosen)
            ? Resolver(environment, chosen)
            : ManifestProblems.UnknownStrategy(environment, chosen, found.Strategies);
    }
}

/// <summary>An environment of a manifest.</summary>
/// <param name="Name">Key.</param>
/// <param name="Title">For people.</param>
/// <param name="Strategies">Strategies that it may be placed under, the default first; at least one.</param>
public sealed record EnvironmentSummary(string Name, string Title, ImmutableArray<string> Strategies);

/// <summary>A strategy of a manifest.</summary>
/// <param name="Name">Key.</param>
/// <param name="Title">For people.</param>
public sealed record StrategySummary(string Name, string Title);

/// <summary>What reading a manifest gave: a manifest unless there is an error among the diagnostics.</summary>
/// <param name="Manifest">Null when any diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault, in order of place.</param>
public sealed record ManifestReading(Manifest? Manifest, ImmutableArray<Diagnostic> Diagnostics);

internal static class ManifestProblems
{
    internal static Problem UnknownEnvironment(string name, IEnumerable<string> known) =>
        new(
            "MAN100",
            ProblemKind.NotFound,
            "Unknown environment",
            $"The manifest has no environment '{name}'. Name one of: {string.Join(", ", known)}."
        );

    internal static Problem UnknownStrategy(string environment, string name, IEnumerable<string> known) =>
        new(
            "MAN101",
            ProblemKind.NotFound,
            "Unknown strategy",
            $"The environment '{environment}' has no strategy '{name}'. Name one of: {string.Join(", ", known)}."
        );
}
