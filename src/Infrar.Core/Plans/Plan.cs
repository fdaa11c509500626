using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>What <c>tofu show -json</c> says of a plan or a state, as resource graphs.</summary>
public sealed class Plan
{
    private readonly Lazy<ResourceGraph> _before;

    /// <summary>A plan; the graph before is made at first use, since most uses never look at it.</summary>
    public Plan(ResourceGraph after, Func<ResourceGraph> before, ImmutableArray<ResourceChange> changes) =>
        (After, _before, Changes) = (after, new(before), changes);

    /// <summary>What will exist; for a state, what exists.</summary>
    public ResourceGraph After { get; }

    /// <summary>What existed; for a state, the same as <see cref="After"/>.</summary>
    public ResourceGraph Before => _before.Value;

    /// <summary>What happens to each managed resource, in the order of the file; empty for a state.</summary>
    public ImmutableArray<ResourceChange> Changes { get; }

    /// <summary>Version of the engine that wrote it; empty when not stated.</summary>
    public string EngineVersion { get; init; } = "";
}

/// <summary>What happens to one resource.</summary>
/// <param name="Address">With module path and index.</param>
/// <param name="Type">OpenTofu type.</param>
/// <param name="Action">What happens.</param>
/// <param name="ReplacePaths">Attribute paths that force a replacement; empty otherwise.</param>
public sealed record ResourceChange(
    string Address,
    string Type,
    ChangeAction Action,
    ImmutableArray<string> ReplacePaths
);

/// <summary>What a plan does to a resource, by OpenTofu's own words.</summary>
public enum ChangeAction
{
    /// <summary>Nothing.</summary>
    NoOp,

    /// <summary>It is made.</summary>
    Create,

    /// <summary>A data source is read during apply.</summary>
    Read,

    /// <summary>It is changed in place.</summary>
    Update,

    /// <summary>It is deleted and made anew, in either order.</summary>
    Replace,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It leaves the state and goes on existing.</summary>
    Forget,
}

/// <summary>What reading a plan gave: a plan unless there is an error among the diagnostics.</summary>
/// <param name="Plan">Null when any diagnostic is an error.</param>
/// <param name="Diagnostics">Every fault, in order of place.</param>
public sealed record PlanReading(Plan? Plan, ImmutableArray<Diagnostic> Diagnostics);
