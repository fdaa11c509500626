using Infrar.Core.Resources;

namespace Infrar.Core.Checks;

/// <summary>A check that looks at every managed resource of its types, one by one.</summary>
public abstract class ResourceCheck : Check
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Run(CheckScope scope) =>
        ResourceTypes.SelectMany(scope.Graph.OfType).SelectMany(resource => Look(scope, resource));

    /// <summary>Looks at one resource; nothing where it cannot know.</summary>
    protected abstract IEnumerable<Finding> Look(CheckScope scope, Resource resource);
}
