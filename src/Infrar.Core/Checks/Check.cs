using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Core.Checks;

/// <summary>One rule over a resource graph; stateless, one file each, listed by its provider.</summary>
public abstract class Check
{
    /// <summary>Three letters of the subject and three digits, for example <c>NET001</c>; never reused.</summary>
    public abstract string Id { get; }

    /// <summary>What is wrong when it finds something, the same words every time, no full stop.</summary>
    public abstract string Title { get; }

    /// <summary>How much a finding matters; a single one may matter less.</summary>
    public abstract Severity Severity { get; }

    /// <summary>What it is about; heads its part of <c>docs/checks.md</c>.</summary>
    public abstract CheckSubject Subject { get; }

    /// <summary>Why it matters, full sentences.</summary>
    public abstract string Rationale { get; }

    /// <summary>What to do about a finding, imperative sentences.</summary>
    public abstract string Mend { get; }

    /// <summary>Controls of published standards that ask for the same; empty when none does.</summary>
    public virtual ImmutableArray<Control> Controls => [];

    /// <summary>Resource types that it looks at; a type that no check looks at is reported as not checked.</summary>
    public abstract ImmutableArray<string> ResourceTypes { get; }

    /// <summary>Looks, and says each thing that it finds; nothing where it cannot know.</summary>
    /// <remarks>An unknown value is neither right nor wrong: a check says nothing of it, unless absence itself is the fault.</remarks>
    public abstract IEnumerable<Finding> Run(CheckScope scope);

    /// <summary>A finding of this check on a resource.</summary>
    /// <param name="scope">What is checked; gives the place in the manifest.</param>
    /// <param name="resource">Resource to change.</param>
    /// <param name="message">What is wrong here and what follows.</param>
    /// <param name="mend">What would be right here.</param>
    /// <param name="proof">What proves it.</param>
    protected Finding Found(
        CheckScope scope,
        Resource resource,
        string message,
        string mend,
        params ImmutableArray<ProofStep> proof
    ) =>
        new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = resource.Address,
            Component = resource.Component,
            Location = scope.LocationOf(resource.Component),
            Message = message,
            Mend = mend,
            Proof = proof,
        };
}

/// <summary>What a check is about.</summary>
public enum CheckSubject
{
    /// <summary>What is used can be reached.</summary>
    Reachability,

    /// <summary>Nothing else can be reached.</summary>
    Exposure,

    /// <summary>Data lies and travels encrypted.</summary>
    Encryption,

    /// <summary>Secrets stand where they belong and change in time.</summary>
    Secrets,

    /// <summary>Identities may do what they must and no more.</summary>
    Privileges,

    /// <summary>Data can be brought back.</summary>
    Backups,

    /// <summary>Data and what belongs to it lie in the right region.</summary>
    Residency,

    /// <summary>The system outlives the loss of a part.</summary>
    Availability,

    /// <summary>What happens is written down.</summary>
    Logging,

    /// <summary>What runs is watched and fits where it runs.</summary>
    Operation,

    /// <summary>It costs what it may.</summary>
    Cost,
}

/// <summary>A control of a published standard.</summary>
/// <param name="Standard">For example <c>AWS FSBP</c> or <c>CIS AWS 3.0.0</c>.</param>
/// <param name="Id">For example <c>RDS.3</c> or <c>2.3.1</c>.</param>
public sealed record Control(string Standard, string Id);
