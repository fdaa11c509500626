using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Infrar.Platform.Parts.Net;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Connects on behalf of engines: to hosts of the list, at public addresses that are not the platform's own.</summary>
/// <param name="hosts">The list.</param>
/// <param name="own">Hosts of the platform.</param>
internal sealed class RunEgress(IReadOnlyList<AllowedHost> hosts, IReadOnlyList<string> own)
{
    /// <summary>Tells public addresses from others.</summary>
    internal Func<IPAddress, bool> IsPublic { get; init; } =
        address => OutsideAddresses.IsAllowed(address, allowPrivate: false);

    /// <summary>Connects to a host.</summary>
    /// <exception cref="ForbiddenAddressException">It is not allowed.</exception>
    public async Task<NetworkStream> OpenAsync(DnsEndPoint to, CancellationToken cancellationToken)
    {
        var host = to.Host.TrimEnd('.');
        if (!hosts.Any(h => h.Holds(host, to.Port)) || own.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            throw new ForbiddenAddressException(to.Host);
        }

        // Asked once: a name that resolves to somewhere else the next time gains nothing.
        var addresses = await AddressesAsync(host, cancellationToken);
        if (addresses is [] || !addresses.All(IsPublic) || addresses.Intersect(await OwnAsync(cancellationToken)).Any())
        {
            throw new ForbiddenAddressException(to.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);

    // This machine's addresses, and those under which people reach the platform: a load balancer's, say.
    private async Task<HashSet<IPAddress>> OwnAsync(CancellationToken cancellationToken)
    {
        var all = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses.Select(a => a.Address))
            .ToHashSet();
        // What an engine is allowed to reach by IsPublic alone stays so: loopback is no public address.
        all.RemoveWhere(IPAddress.IsLoopback);
        foreach (var name in own)
        {
            try
            {
                all.UnionWith(
                    (await AddressesAsync(name, cancellationToken)).Where(address => !IPAddress.IsLoopback(address))
                );
            }
            catch (SocketException)
            {
                // A name that leads nowhere leads nobody to the platform.
            }
        }

        return all;
    }
}
