using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Tests.Checks.Privileges;

/// <summary>Placements with something changed by hand, and what one check says of them.</summary>
internal static class Placed
{
    /// <summary>What one check finds in a placement.</summary>
    public static ImmutableArray<Finding> Run(string check, Placement placement) =>
        [
            .. Checking
                .Of(check)
                .Run(
                    new()
                    {
                        Graph = placement.Graph,
                        Catalog = AllProviders.Catalog,
                        Placement = placement,
                    }
                ),
        ];

    /// <summary>The placement with one resource changed.</summary>
    public static Placement Change(this Placement placement, string address, Func<Resource, Resource?> change)
    {
        Assert.NotNull(placement.Graph.Find(address));
        return placement with
        {
            Graph = new(placement.Graph.Resources.Select(r => r.Address == address ? change(r) : r).OfType<Resource>()),
        };
    }

    /// <summary>The resource with one attribute set.</summary>
    public static Resource Set(this Resource resource, string name, Value value) =>
        resource with
        {
            Attributes = resource.Attributes.With(name, value),
        };
}
