using System.Collections.Immutable;
using Infrar.Core.Diagnostics;

namespace Infrar.Core.Checks;

/// <summary>What a check has to say of one resource: what is wrong, what proves it, and the mend.</summary>
public sealed record Finding
{
    /// <summary>Id of the check that found it, for example <c>NET001</c>.</summary>
    public required string Check { get; init; }

    /// <summary>The check's title: the same words every time.</summary>
    public required string Title { get; init; }

    /// <summary>How much it matters here; a check may rate single findings lower than its own severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>OpenTofu address of the resource to change; empty for the placement as a whole.</summary>
    public required string Resource { get; init; }

    /// <summary>
    /// Tells findings of one check on one resource apart, for example <c>cache:6379</c>; empty where there can be one only.
    /// Never holds a line number or a position in a list, so that it outlives edits elsewhere.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>Component that it concerns; empty for what several share, or for a foreign plan.</summary>
    public string Component { get; init; } = "";

    /// <summary>What is wrong here and what follows from it, one or two full sentences.</summary>
    public required string Message { get; init; }

    /// <summary>What would be right here, an imperative sentence that names the setting.</summary>
    public required string Mend { get; init; }

    /// <summary>What proves it, in the order to read; at least one.</summary>
    public required ImmutableArray<ProofStep> Proof { get; init; }

    /// <summary>Where the manifest describes the component; null for a foreign plan, or what no component states.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Name that <c>explain</c> takes and that stays the same from run to run: check, resource, subject.</summary>
    public string Name =>
        string.Join(
            '/',
            new[] { Check, Resource.Length > 0 ? Resource : "system", Subject }.Where(part => part.Length > 0)
        );
}

/// <summary>One fact on the way to a finding.</summary>
/// <param name="Address">Resource that states the fact; empty when it is stated elsewhere, for example by a requirement.</param>
/// <param name="Fact">The fact, a full sentence or <c>attribute = value</c>; never a secret.</param>
/// <param name="Breaks">Whether this is where the way ends or the rule is broken; at most one step of a proof.</param>
public sealed record ProofStep(string Address, string Fact, bool Breaks = false);
