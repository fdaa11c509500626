using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>Regions, their jurisdictions and zones, and the provider configurations that reach them.</summary>
internal static class AwsRegions
{
    // Jurisdictions and zone letters: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
    // Letters are the zones that every account of the region can use.
    private static readonly (string Region, string Jurisdiction, string Zones)[] Known =
    [
        ("af-south-1", "ZA", "abc"),
        ("ap-east-1", "HK", "abc"),
        ("ap-northeast-1", "JP", "acd"),
        ("ap-northeast-2", "KR", "abcd"),
        ("ap-northeast-3", "JP", "abc"),
        ("ap-south-1", "IN", "abc"),
        ("ap-southeast-1", "SG", "abc"),
        ("ap-southeast-2", "AU", "abc"),
        ("ca-central-1", "CA", "abd"),
        ("eu-central-1", "EU", "abc"),
        ("eu-central-2", "CH", "abc"),
        ("eu-north-1", "EU", "abc"),
        ("eu-south-1", "EU", "abc"),
        ("eu-south-2", "EU", "abc"),
        ("eu-west-1", "EU", "abc"),
        ("eu-west-2", "GB", "abc"),
        ("eu-west-3", "EU", "abc"),
        ("il-central-1", "IL", "abc"),
        ("me-central-1", "AE", "abc"),
        ("me-south-1", "BH", "abc"),
        ("sa-east-1", "BR", "abc"),
        ("us-east-1", "US", "abcdf"),
        ("us-east-2", "US", "abc"),
        ("us-west-1", "US", "ac"),
        ("us-west-2", "US", "abcd"),
    ];

    /// <summary>Region to jurisdiction.</summary>
    public static ImmutableSortedDictionary<string, string> Jurisdictions { get; } =
        Known.ToImmutableSortedDictionary(r => r.Region, r => r.Jurisdiction, StringComparer.Ordinal);

    /// <summary>Letters of a region's zones; those of most regions for one that is not known.</summary>
    public static string ZoneLetters(string region) =>
        Known.FirstOrDefault(r => r.Region == region) is { Zones: { } zones } ? zones : "abc";

    /// <summary>The home region, where the network lies.</summary>
    public static string Home(Site site) => site.SettingsOf("aws").Region;

    /// <summary>Alias of the provider configuration for a region: empty for the home region, else made on first use.</summary>
    public static string AliasFor(Site site, string region)
    {
        if (region == Home(site) || region.Length == 0)
        {
            return "";
        }

        var alias = AwsNaming.TofuName(region);
        site.Configure(new("aws", alias, Arguments(site, region)));
        return alias;
    }

    /// <summary>Makes the default provider configuration.</summary>
    public static void Prepare(Site site) => site.Configure(new("aws", "", Arguments(site, Home(site))));

    private static Value.MapOf Arguments(Site site, string region) =>
        Map(
            ("region", region),
            ("allowed_account_ids", AccountIds(site.SettingsOf("aws"))),
            (
                "default_tags",
                Block(
                    (
                        "tags",
                        Map(
                            ("System", site.System.Name),
                            ("Environment", site.System.Environment),
                            ("ManagedBy", "infrar")
                        )
                    )
                )
            )
        );

    // A stated account number guards against applying with another account's credentials; a name cannot.
    private static Value AccountIds(ProviderSettings settings) =>
        settings.Settings["account"].AsText() is { Length: 12 } account && account.All(char.IsAsciiDigit)
            ? List(account)
            : Value.None;
}
