using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>What a resource type does that neither its schema nor its facts can say. The default does nothing.</summary>
internal abstract class TypeBehavior
{
    /// <summary>Faults of a configuration, parts of which may not be known yet.</summary>
    public virtual IEnumerable<Diagnostic> Validate(ResourceScope scope, Value config) => [];

    /// <summary>Values that are known at plan although they are computed.</summary>
    public virtual Value Plan(ResourceScope scope, Value config, Value planned) => planned;

    /// <summary>The value of a computed attribute at apply; null to leave it to the facts.</summary>
    public virtual Value? Fill(ResourceScope scope, string attribute, Value planned, Entropy entropy) => null;

    /// <summary>Why the cloud will not create or update this.</summary>
    public virtual IEnumerable<Diagnostic> RefuseChange(
        ResourceScope scope,
        Cloud cloud,
        CloudKey? existing,
        Value planned
    ) => [];

    /// <summary>Why the cloud will not delete this.</summary>
    public virtual IEnumerable<Diagnostic> RefuseDelete(
        ResourceScope scope,
        Cloud cloud,
        CloudKey existing,
        Value prior
    ) => [];
}
