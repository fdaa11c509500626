using System.Collections.Immutable;
using Infrar.Core.Placements;

namespace Infrar.Providers.Aws.Network;

/// <summary>Address blocks of the subnets, one public and one private in each zone.</summary>
/// <param name="Public">Blocks of the public subnets, in zone order.</param>
/// <param name="Private">Blocks of the private subnets, in zone order.</param>
internal sealed record SubnetPlan(ImmutableArray<string> Public, ImmutableArray<string> Private)
{
    // A network of up to /19 has room for /24s at 1… and 11…, numbers that people recognise in an address;
    // a smaller one is cut into sixteen, the public ones from 0 and the private ones from 8.
    private const int ReadableUpTo = 19;

    /// <summary>The plan: blocks that the manifest states, derived ones where it states none.</summary>
    public static SubnetPlan Of(Site site)
    {
        var network = site.System.Network;
        var zones = Zones.Letters(site).Length;
        var block = AddressBlock.Parse(network.Cidr) ?? default;
        var (length, publicFrom, privateFrom) =
            block.PrefixLength <= ReadableUpTo ? (24, 1, 11) : (block.PrefixLength + 4, 0, 8);

        return new(Blocks(network.PublicSubnets, publicFrom), Blocks(network.PrivateSubnets, privateFrom));

        ImmutableArray<string> Blocks(ImmutableArray<string> stated, int from) =>
            stated.IsEmpty ? [.. Enumerable.Range(from, zones).Select(i => block.Part(length, i).ToString())] : stated;
    }

    /// <summary>What stands against a network as the manifest states it, full sentences.</summary>
    public static IEnumerable<string> Obstacles(Site site)
    {
        var network = site.System.Network;
        var region = AwsRegions.Home(site);
        var letters = AwsRegions.ZoneLetters(region);
        if (network.Zones > letters.Length)
        {
            yield return $"The network spreads over {network.Zones} zones and {region} has {letters.Length}; lower network.zones.";
        }

        if (AddressBlock.Parse(network.Cidr) is not { PrefixLength: >= 16 and <= 24 })
        {
            yield return $"The network {network.Cidr} is not a block of /16 to /24, which AWS and two subnets per zone need; change network.cidr.";
        }

        foreach (
            var (name, stated) in new[]
            {
                ("publicSubnets", network.PublicSubnets),
                ("privateSubnets", network.PrivateSubnets),
            }
        )
        {
            if (!stated.IsEmpty && stated.Length != network.Zones)
            {
                yield return $"network.{name} states {stated.Length} blocks for {network.Zones} zones; state one for each.";
            }
        }
    }
}
