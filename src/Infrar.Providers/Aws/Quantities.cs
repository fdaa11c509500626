using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws;

/// <summary>Sums of what a usage profile states.</summary>
internal static class Quantities
{
    /// <summary>Nothing, known exactly.</summary>
    public static UsageRange Zero { get; } = UsageRange.Exactly(0m);

    /// <summary>What a profile states of a quantity of several components, summed; components it says nothing of count as nothing.</summary>
    public static UsageRange Sum(this UsageProfile profile, IEnumerable<Component> components, string quantity) =>
        components.Aggregate(Zero, (sum, c) => sum.Plus(profile.Of(c.Name, quantity) ?? Zero));
}
