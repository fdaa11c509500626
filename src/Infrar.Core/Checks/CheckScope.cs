using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Core.Checks;

/// <summary>What is checked: a resource graph, and what is known around it.</summary>
/// <remarks>Lives for one run of the checks; not thread-safe.</remarks>
public sealed class CheckScope
{
    private readonly Dictionary<Type, object> _models = [];

    /// <summary>The resources.</summary>
    public required ResourceGraph Graph { get; init; }

    /// <summary>Providers, for regions and their jurisdictions.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>The placement that made the graph; null for somebody else's plan.</summary>
    public Placement? Placement { get; init; }

    /// <summary>The estimate at every level of traffic, in manifest order; empty when it was not priced.</summary>
    public ImmutableArray<Estimate> Estimates { get; init; } = [];

    /// <summary>Most that a month may cost, in the estimates' currency; null when not stated.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>The system that is placed; null for somebody else's plan.</summary>
    public SystemDescription? System => Placement?.System;

    /// <summary>What must hold; nothing for somebody else's plan, unless it was stated with it.</summary>
    public Requirements Requirements
    {
        get => field ?? System?.Requirements ?? new();
        init;
    }

    /// <summary>A model of the graph that several checks look at (its network, its permissions), made at first use.</summary>
    public T Model<T>(Func<CheckScope, T> create)
        where T : class
    {
        if (!_models.TryGetValue(typeof(T), out var model))
        {
            model = create(this);
            _models[typeof(T)] = model;
        }

        return (T)model;
    }

    /// <summary>Where the manifest describes a component, or null.</summary>
    public SourceLocation? LocationOf(string component) =>
        System?.Components.FirstOrDefault(c => c.Name == component)?.Location;
}
