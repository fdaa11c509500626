using System.Collections.Immutable;
using Infrar.Platform.Runs.Policies;

namespace Infrar.Platform.Runs;

/// <summary>What is asked of a run.</summary>
/// <param name="Operation">What it is to do.</param>
/// <param name="Message">Why.</param>
/// <param name="IsAutoApplied">Whether it needs no approval.</param>
/// <param name="Strategy">The hosting option of its configuration.</param>
/// <param name="ConfigurationSha256">Hash of its configuration.</param>
internal sealed record NewRun(
    RunOperation Operation,
    string Message,
    bool IsAutoApplied,
    string? Strategy,
    string ConfigurationSha256
)
{
    /// <summary>The interrupted run that it recovers.</summary>
    public string? Recovers { get; init; }

    /// <summary>Images of the project's builds that its configuration runs, by digest.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Whether it takes the place of older runs that nobody has approved.</summary>
    public bool Supersedes { get; init; }

    /// <summary>Further arguments of the engine's plan, one on each line.</summary>
    public string PlanArguments { get; init; } = "";
}

/// <summary>A plan that was made.</summary>
/// <param name="Pins">What it was made of.</param>
/// <param name="Changes">What it would do.</param>
/// <param name="Policies">How it stands to the environment's policy.</param>
/// <param name="Engine">Which engine made it, as <c>terraform 1.11.4</c>.</param>
internal sealed record RunPlan(
    RunPins Pins,
    RunChangesSummary Changes,
    ImmutableArray<PolicyResult> Policies,
    string Engine
);

/// <summary>What a plan was made of; an apply that finds anything else does nothing.</summary>
/// <param name="PlanSha256">Of the plan's file.</param>
/// <param name="LockSha256">Of <c>.terraform.lock.hcl</c>; empty where no provider is used.</param>
/// <param name="VariablesSha256">Of all variables, names and values.</param>
/// <param name="StateSerial">Of the state; null where there was none.</param>
/// <param name="StateLineage">Of the state; empty where there was none.</param>
internal sealed record RunPins(
    string PlanSha256,
    string LockSha256,
    string VariablesSha256,
    long? StateSerial,
    string StateLineage
);

/// <summary>What a plan would do.</summary>
internal sealed record RunChangesSummary
{
    public int Creates { get; init; }

    public int Updates { get; init; }

    public int Replaces { get; init; }

    public int Deletes { get; init; }

    public int Imports { get; init; }

    /// <summary>Resources that are not as the state has them.</summary>
    public int Drifted { get; init; }

    /// <summary>Whether applying does anything, also to outputs and the state alone.</summary>
    public bool HasChanges { get; init; }

    /// <summary>What a month costs before; null where it could not be computed.</summary>
    public decimal? CostBefore { get; init; }

    /// <summary>What a month costs after.</summary>
    public decimal? CostAfter { get; init; }

    /// <summary>Three letters.</summary>
    public string? Currency { get; init; }

    /// <summary>Resources without a price, before or after; what they cost is in neither figure.</summary>
    public int Unpriced { get; init; }

    /// <summary>Findings that it would add.</summary>
    public int FindingsAdded { get; init; }

    /// <summary>Findings that it would mend.</summary>
    public int FindingsMended { get; init; }
}
