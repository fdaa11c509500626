using System.Net;
using System.Net.Sockets;

namespace Infrar.Platform.Parts.Net;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>Ranges by the IANA special-purpose address registries for IPv4 and IPv6.</remarks>
internal static class OutsideAddresses
{
    private static readonly IPNetwork[] Metadata = Networks(
        "169.254.0.0/16",
        "fd00:ec2::254/128",
        "fd20:ce::254/128",
        "100.100.100.200/32",
        "168.63.129.16/32"
    );

    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7"
    );

    private static readonly IPNetwork[] Special = Networks(
        "0.0.0.0/8",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4"
    );

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Within global unicast but not the public internet, or leading to an IPv4 address elsewhere (Teredo).
    private static readonly IPNetwork[] SpecialSix = Networks("2001::/23", "2001:db8::/32", "3fff::/20");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether a connection to the address is let through.</summary>
    internal static bool IsAllowed(IPAddress address, bool allowPrivate)
    {
        if (Embedded(address) is { } inner)
        {
            return IsAllowed(inner, allowPrivate);
        }
        if (Metadata.Any(network => network.Contains(address)))
        {
            return false;
        }
        if (Private.Any(network => network.Contains(address)))
        {
            return allowPrivate;
        }
        return address.AddressFamily is AddressFamily.InterNetwork
            ? !Special.Any(network => network.Contains(address))
            : GlobalUnicast.Contains(address) && !SpecialSix.Any(network => network.Contains(address));
    }

    /// <summary>The IPv4 address that packets to an IPv6 address end up at; null when it is its own.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return null;
        }
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        var bytes = address.GetAddressBytes();
        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : null;
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
