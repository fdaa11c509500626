using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws.Data;

/// <summary>Arithmetic on monthly quantities.</summary>
internal static class Usage
{
    /// <summary>No use, for quantities whose documented default is 0.</summary>
    public static UsageRange Nothing { get; } = UsageRange.Exactly(0);

    /// <summary>An equal share of a quantity.</summary>
    /// <param name="whole">What is shared.</param>
    /// <param name="parts">How many share it, 1 or more.</param>
    public static UsageRange Share(UsageRange whole, int parts) =>
        new(whole.Least / parts, whole.Expected / parts, whole.Most / parts);
}
