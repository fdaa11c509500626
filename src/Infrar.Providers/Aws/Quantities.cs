using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws;

/// <summary>Arithmetic on monthly quantities that are known only within bounds.</summary>
internal static class Quantities
{
    /// <summary>Nothing, known exactly.</summary>
    public static UsageRange Zero { get; } = UsageRange.Exactly(0m);

    /// <summary>Both together.</summary>
    public static UsageRange Plus(this UsageRange one, UsageRange other) =>
        new(one.Least + other.Least, one.Expected + other.Expected, one.Most + other.Most);

    /// <summary>So many times over.</summary>
    public static UsageRange Times(this UsageRange one, decimal factor) =>
        new(one.Least * factor, one.Expected * factor, one.Most * factor);

    /// <summary>One for each of the other; neither is ever negative.</summary>
    public static UsageRange Times(this UsageRange one, UsageRange other) =>
        new(one.Least * other.Least, one.Expected * other.Expected, one.Most * other.Most);

    /// <summary>What a profile states of a quantity of several components, summed; components it says nothing of count as nothing.</summary>
    public static UsageRange Sum(this UsageProfile profile, IEnumerable<Component> components, string quantity) =>
        components.Aggregate(Zero, (sum, c) => sum.Plus(profile.Of(c.Name, quantity) ?? Zero));
}
