using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>The zones of a region: three in most, named by letters.</summary>
internal static class AvailabilityZones
{
    private const string Usual = "abc";

    private static readonly Dictionary<string, string> s_unusual = new(StringComparer.Ordinal)
    {
        ["ap-northeast-1"] = "acd",
        ["ap-northeast-2"] = "abcd",
        ["ca-central-1"] = "abd",
        ["us-east-1"] = "abcdef",
        ["us-west-1"] = "ac",
        ["us-west-2"] = "abcd",
    };

    public static Value Read(ResourceScope scope, Value config)
    {
        var region = scope.RegionOf(config);
        var excluded = config["exclude_names"].Items.Select(n => n.AsText).ToHashSet();
        var zones = s_unusual
            .GetValueOrDefault(region, Usual)
            .Select((letter, index) => (Name: region + letter, Id: $"{ShortName(region)}-az{index + 1}"))
            .Where(z => !excluded.Contains(z.Name))
            .ToArray();
        return config
            .With("id", Value.Of(region))
            .With("names", Value.ListOf(zones.Select(z => z.Name)))
            .With("zone_ids", Value.ListOf(zones.Select(z => z.Id)))
            .With("group_names", Value.ListOf([region]));
    }

    /// <summary>Of <c>eu-central-1</c> it is <c>euc1</c>, as zone ids have it.</summary>
    private static string ShortName(string region) =>
        region.Split('-') is [var area, var direction, var number] ? $"{area}{direction[0]}{number}" : region;
}
