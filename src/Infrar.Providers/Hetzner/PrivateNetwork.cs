using System.Globalization;
using System.Net;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;

namespace Infrar.Providers.Hetzner;

/// <summary>The addresses of the private network: one subnet, fixed addresses for servers.</summary>
internal static class PrivateNetwork
{
    // Hetzner keeps the first addresses of a subnet; ten leaves room for its gateway and load balancers.
    private const uint FirstServer = 10;

    /// <summary>The subnet: the first private one that the manifest states, else the second /24 of the network's block.</summary>
    internal static string Subnet(Network network)
    {
        if (network.PrivateSubnets is [var stated, ..])
        {
            return stated;
        }

        var (address, prefix) = Parse(network.Cidr);
        return prefix > 23 ? network.Cidr : $"{Text(address + 256)}/24";
    }

    /// <summary>The private address of a group's server.</summary>
    internal static string AddressOf(ServerGroup group, Site site) =>
        Text(Parse(Subnet(site.System.Network)).Address + FirstServer + (uint)group.Index);

    private static (uint Address, int Prefix) Parse(string cidr)
    {
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        var bytes = IPAddress.Parse(slash < 0 ? cidr : cidr[..slash]).GetAddressBytes();
        var address = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        return (address, slash < 0 ? 32 : int.Parse(cidr.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }

    private static string Text(uint address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}"
        );
}
