using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Core.Pricing;

/// <summary>Prices a resource graph, line by line.</summary>
public static class Estimator
{
    /// <summary>Prices a placement at one level of traffic.</summary>
    /// <param name="placement">A feasible placement.</param>
    /// <param name="profile">Level of traffic.</param>
    /// <param name="catalog">Providers whose rules and prices apply.</param>
    /// <param name="usage">Usage by resource address and key, which goes before the profile; null for none.</param>
    public static Estimate Estimate(
        Placement placement,
        UsageProfile profile,
        Catalog catalog,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, UsageRange>>? usage = null
    ) => throw new NotSupportedException("The price engine is being written.");
}
