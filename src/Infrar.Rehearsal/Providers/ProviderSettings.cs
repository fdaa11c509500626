using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>What a <c>provider</c> block settled: each alias has its own.</summary>
/// <param name="Region">Null when the provider has no regions, or its region is not known yet.</param>
/// <param name="Account">Empty where the provider knows no accounts.</param>
/// <param name="DefaultTags">Tags every resource gets; null or unknown as the configuration has it.</param>
internal sealed record ProviderSettings(string? Region, string Account, Value DefaultTags)
{
    /// <summary>The part of AWS a region lies in, as ARNs name it.</summary>
    public static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    public static ProviderSettings Of(ProviderFacts facts, Value config)
    {
        var region = config["region"];
        var tags = config["default_tags"].Items is [var block, ..] ? block["tags"] : Value.Null;
        return new(region.IsUnknown ? null : region.AsText ?? facts.DefaultRegion, facts.Account ?? "", tags);
    }
}
