using Infrar.Core;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Platform.Projects;
using Infrar.Providers;

namespace Infrar.Platform.Evaluations;

/// <summary>What a request chooses of a project's manifest.</summary>
internal sealed record SelectionRequest
{
    /// <summary>The environment; may be left out where there is one alone.</summary>
    public string? Environment { get; init; }

    /// <summary>The hosting option; the one that was chosen for the environment when left out, else its first.</summary>
    public string? Strategy { get; init; }

    /// <summary>The level of traffic; medium when left out.</summary>
    public string? Traffic { get; init; }

    /// <summary>Three letters; the manifest's when left out.</summary>
    public string? Currency { get; init; }

    /// <summary>A preset, or eight digits as in <c>2.4.3.4.3.2.5.2</c>.</summary>
    public string? Weights { get; init; }
}

/// <summary>An environment under a hosting option at a level of traffic.</summary>
internal sealed record Selected(
    Manifest Manifest,
    EnvironmentSummary Environment,
    SystemDescription System,
    UsageProfile Traffic
)
{
    /// <summary>The project's own residency, such as <c>eu</c>; null for anywhere.</summary>
    public string? Residency { get; init; }

    /// <summary>Chooses.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="text">The project's manifest.</param>
    /// <param name="residency">Where the project's data may lie.</param>
    /// <param name="choices">The strategy that was chosen for each environment.</param>
    /// <returns>The choice; <c>PRJ006</c>, <c>PRJ007</c> or <c>PRJ009</c>, or a problem of the manifest.</returns>
    public static Result<Selected> Of(
        SelectionRequest request,
        string text,
        string? residency,
        IReadOnlyList<StrategyChoice> choices
    )
    {
        if (!StoredManifest.Read(text).Succeeded(out var manifest, out var problem))
        {
            return problem;
        }

        var environment =
            request.Environment is null && manifest.Environments is [var only]
                ? only
                : manifest.Environments.FirstOrDefault(e => e.Name == request.Environment);
        if (environment is null)
        {
            return ProjectProblems.UnknownName(
                "environment",
                request.Environment ?? "",
                manifest.Environments.Select(e => e.Name)
            );
        }

        var strategy = request.Strategy ?? choices.FirstOrDefault(c => c.Environment == environment.Name)?.Strategy;
        if (request.Strategy is not null && !environment.Strategies.Contains(request.Strategy))
        {
            return ProjectProblems.UnknownName("strategy", request.Strategy, environment.Strategies);
        }

        // A choice may outlive the strategy that it named; then the environment's first one stands in.
        strategy = strategy is not null && environment.Strategies.Contains(strategy) ? strategy : null;
        if (!manifest.Resolve(environment.Name, strategy).Succeeded(out var system, out problem))
        {
            return problem;
        }

        system = ProjectResidency.Apply(system, residency);
        var traffic = request.Traffic is null
            ? system.UsualTraffic
            : system.UsageProfiles.FirstOrDefault(p => p.Name == request.Traffic);
        return traffic is null
            ? ProjectProblems.UnknownName(
                "usage profile",
                request.Traffic ?? "",
                system.UsageProfiles.Select(p => p.Name)
            )
            : new Selected(manifest, environment, system, traffic) { Residency = residency };
    }

    /// <summary>Places the system.</summary>
    /// <returns>A feasible placement; <c>PRJ010</c> with every reason when there is none.</returns>
    public Result<Placement> Place()
    {
        var placement = Planner.Place(System, AllProviders.Catalog);
        return placement.Obstacles.IsEmpty
            ? placement
            : ProjectProblems.NotFeasible(
                Environment.Name,
                System.Strategy.Name,
                placement.Obstacles.Select(o => o.Component is "" ? o.Reason : $"{o.Component}: {o.Reason}")
            );
    }
}
