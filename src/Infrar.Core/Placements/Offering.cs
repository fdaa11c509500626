using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;
using Infrar.Core.Resources;

namespace Infrar.Core.Placements;

/// <summary>One provider's way to run one kind of component: it states facts and makes resources, and nothing else.</summary>
public abstract class Offering
{
    /// <summary><c>provider/name</c>, for example <c>aws/ecs-fargate</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Name for people, for example <c>Amazon ECS on Fargate</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Kinds of component that it can run.</summary>
    public abstract ImmutableArray<ComponentKind> Kinds { get; }

    /// <summary>Options of its own that an assignment may state; the empty object when it has none.</summary>
    public virtual ObjectShape Options => ObjectShape.Empty;

    /// <summary>False where its provider has no OpenTofu provider of ours: priced and compared, not generated.</summary>
    public virtual bool IsGenerated => true;

    /// <summary>What it is like, for scores; what is not stated is not promised.</summary>
    public virtual OfferingFacts Facts => OfferingFacts.Unstated;

    /// <summary>Provider part of <see cref="Id"/>.</summary>
    public string Provider => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Why this component cannot run here, full sentences with the setting that stands against it; empty when it can.</summary>
    public virtual IEnumerable<string> Obstacles(Component component, Site site) => [];

    /// <summary>
    /// A fact about a placed component that others refer to as <c>${name.attribute}</c>: <c>host</c>, <c>port</c>,
    /// <c>url</c>, <c>arn</c>, <c>name</c>, <c>bucket</c>; <see cref="Value.None"/> for one that it does not have.
    /// Depends on names alone, so that components can refer to each other in any order.
    /// </summary>
    public virtual Value Endpoint(Component component, string attribute, Site site) => Value.None;

    /// <summary>Adds the component's resources, and how usage becomes billed quantities of them.</summary>
    public abstract void Place(Component component, Site site);
}
