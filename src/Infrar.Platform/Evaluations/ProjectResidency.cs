using System.Collections.Immutable;
using Infrar.Core;
using Infrar.Core.Judgements;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Platform.Projects;
using Infrar.Providers;

namespace Infrar.Platform.Evaluations;

/// <summary>Where a project's data may lie, whatever its manifest says.</summary>
internal static class ProjectResidency
{
    // The check that says which component keeps data outside of what is allowed.
    private const string DataResidency = "RES001";
    private const string Anywhere = "any";

    /// <summary>The system under a project's residency: where the manifest states one too, only what both allow.</summary>
    public static SystemDescription Apply(SystemDescription system, string? residency)
    {
        if (residency is null or Anywhere)
        {
            return system;
        }

        ImmutableArray<string> project = [residency.ToUpperInvariant()];
        var both = system.Requirements.Residency.Intersect(project).ToImmutableArray();
        return system with { Requirements = system.Requirements with { Residency = both.IsEmpty ? project : both } };
    }

    /// <summary>Why a hosting option may not be chosen; null when it may, and for what cannot be placed, which other rules refuse.</summary>
    /// <returns>Null; <c>PRJ013</c> with every component that would keep data elsewhere, and its region.</returns>
    public static Problem? Refusal(Selected selected)
    {
        if (selected.Residency is null or Anywhere || !selected.Place().Succeeded(out var placement, out _))
        {
            return null;
        }

        var judgement = Judge.Of(placement, selected.Traffic, AllProviders.Catalog, new EstimateOptions());
        var broken = judgement.Checks.Findings.Where(f => f.Check is DataResidency).Select(f => f.Message).ToList();
        return broken.Count is 0 ? null : ProjectProblems.OutsideResidency(selected.System.Strategy.Name, broken);
    }
}
