using Infrar.Core.Manifests;

namespace Infrar.Providers.Tests.Aws.Run;

/// <summary>Compares quantities that went through a division.</summary>
internal static class UsageRangeRounding
{
    public static UsageRange Rounded(this UsageRange range) => range.Each(q => decimal.Round(q, 9));
}
