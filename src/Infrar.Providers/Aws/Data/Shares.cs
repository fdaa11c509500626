using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws.Data;

/// <summary>A quantity that several resources of one component share.</summary>
internal static class Shares
{
    /// <summary>An equal share.</summary>
    /// <param name="whole">What is shared.</param>
    /// <param name="parts">How many share it, 1 or more.</param>
    public static UsageRange Of(UsageRange whole, int parts) =>
        new(whole.Least / parts, whole.Expected / parts, whole.Most / parts);
}
