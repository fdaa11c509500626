using System.Collections.Immutable;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Network;

/// <summary>The zones that the network spreads over, and the subnets in them. Depends on names alone.</summary>
internal static class Zones
{
    /// <summary>The network that everything with an address of its own lies in.</summary>
    public const string Vpc = "aws_vpc.main";

    /// <summary>Letters of the zones, in order; fewer than asked where the region has fewer.</summary>
    /// <remarks>Literal names rather than a data source: a plan must not change because AWS lists a new zone.</remarks>
    public static ImmutableArray<char> Letters(Site site) =>
        [.. AwsRegions.ZoneLetters(AwsRegions.Home(site)).Take(site.System.Network.Zones)];

    /// <summary>Subnets that the internet reaches.</summary>
    public static Value.ListOf PublicSubnetIds(Site site) => SubnetIds("public", site);

    /// <summary>Subnets that the internet does not reach.</summary>
    public static Value.ListOf PrivateSubnetIds(Site site) => SubnetIds("private", site);

    private static Value.ListOf SubnetIds(string tier, Site site) =>
        List(Letters(site).Select(letter => (Value)Ref($"aws_subnet.{tier}_{letter}", "id")));
}
