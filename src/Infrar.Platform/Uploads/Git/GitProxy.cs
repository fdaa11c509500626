using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Parts.Net;

namespace Infrar.Platform.Uploads.Git;

/// <summary>The one way out of a git process: tunnels to hosts whose every address is allowed, and no more bytes than are allowed.</summary>
/// <remarks>It listens on loopback and takes only who has its secret.</remarks>
internal sealed class GitProxy : IAsyncDisposable
{
    private readonly ConnectProxy _proxy;

    private GitProxy(Func<string, bool> mayBePrivate, long most)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Address = $"http://git:{secret}@127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        _proxy = ConnectProxy.Start(
            listener,
            (to, cancellationToken) => OutsideConnection.OpenAsync(to, mayBePrivate(to.Host), cancellationToken),
            $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"git:{secret}"))}",
            most
        );
    }

    /// <summary>What git is told as <c>http.proxy</c>.</summary>
    public string Address { get; }

    /// <summary>Whether a connection was refused because of where it led.</summary>
    public bool WasForbidden => _proxy.WasForbidden;

    /// <summary>Whether more came than is allowed.</summary>
    public bool WasTooMuch => _proxy.WasTooMuch;

    /// <summary>Starts one.</summary>
    /// <param name="mayBePrivate">Whether a host may lead into private networks.</param>
    /// <param name="most">Bytes from servers, all together.</param>
    public static GitProxy Start(Func<string, bool> mayBePrivate, long most) => new(mayBePrivate, most);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
