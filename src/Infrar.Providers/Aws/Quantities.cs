using Infrar.Core.Manifests;
using Infrar.Core.Pricing;

namespace Infrar.Providers.Aws;

/// <summary>Monthly quantities of several components, or of each of several runs.</summary>
internal static class Quantities
{
    /// <summary>Nothing, known exactly.</summary>
    public static UsageRange Zero { get; } = UsageRange.Exactly(0m);

    /// <summary>One for each of the other; neither is ever negative.</summary>
    public static UsageRange Each(this UsageRange one, UsageRange other) =>
        new(one.Least * other.Least, one.Expected * other.Expected, one.Most * other.Most);

    /// <summary>What a profile states of a quantity of several components, summed; components it says nothing of count as nothing.</summary>
    public static UsageRange Sum(this UsageProfile profile, IEnumerable<Component> components, string quantity) =>
        components.Aggregate(Zero, (sum, c) => sum.Plus(profile.Of(c.Name, quantity) ?? Zero));
}
