using System.Net;
using System.Net.Sockets;

namespace Infrar.Platform.Parts.Net;

/// <summary>A connection was refused because of where it leads.</summary>
internal sealed class ForbiddenAddressException(string host)
    : IOException($"{host} does not lead to the public internet, or leads elsewhere too.");

/// <summary>Connects to hosts that users name: resolves once, checks every address, and connects to a checked one only.</summary>
/// <remarks>A name that resolves anew to a private address in between (rebinding) gains nothing: it is not asked again.</remarks>
internal static class OutsideConnection
{
    /// <summary>The addresses of a host, all of them allowed.</summary>
    /// <exception cref="ForbiddenAddressException">One of them is not.</exception>
    internal static async Task<IPAddress[]> ResolveAsync(
        string host,
        bool allowPrivate,
        CancellationToken cancellationToken
    )
    {
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        return addresses.Length > 0 && addresses.All(address => OutsideAddresses.IsAllowed(address, allowPrivate))
            ? addresses
            : throw new ForbiddenAddressException(host);
    }

    /// <summary>A handler each of whose connections, also those of redirects, is checked.</summary>
    internal static SocketsHttpHandler Handler(NetworkOptions options) =>
        new()
        {
            // A proxy would resolve the name by itself; cookies would carry one user's session to another.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, cancellationToken) =>
                await OpenAsync(context.DnsEndPoint, options.AllowPrivate, cancellationToken),
        };

    /// <summary>Connects to a host, if all of its addresses are allowed.</summary>
    /// <exception cref="ForbiddenAddressException">One of them is not.</exception>
    internal static async Task<NetworkStream> OpenAsync(
        DnsEndPoint to,
        bool allowPrivate,
        CancellationToken cancellationToken
    )
    {
        var addresses = await ResolveAsync(to.Host, allowPrivate, cancellationToken);
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
}
